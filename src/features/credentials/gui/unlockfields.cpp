#include "features/credentials/gui/unlockfields.h"

#include "core/errortext.h"
#include "widgets/field.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

UnlockFields::UnlockFields(const QString &passphraseName, QWidget *parent)
    : QWidget(parent), m_passphrase(new SecretEdit), m_field(new Field(tr("Passphrase"), m_passphrase)),
      m_code(new Field(tr("One-time code"), nullptr))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_field);
    column->addWidget(m_code);
    m_passphrase->setObjectName(passphraseName);
    m_code->control()->setObjectName(u"codeEdit"_s);
    m_code->setHint(tr("Of your authenticator, or one of the recovery codes."));
    m_code->hide();
    setFocusProxy(m_passphrase);
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
    connect(m_code->edit(), &QLineEdit::textEdited, this, [this] { m_code->setError({}); });
    connect(m_passphrase, &QLineEdit::returnPressed, this, &UnlockFields::entered);
    connect(m_code->edit(), &QLineEdit::returnPressed, this, &UnlockFields::entered);
}

bool UnlockFields::check()
{
    const bool noPassphrase = m_passphrase->text().isEmpty() && !m_kept;
    const bool noCode = !m_code->isHidden() && m_code->edit()->text().trimmed().isEmpty();
    m_field->setError(noPassphrase ? tr("Enter the passphrase of the vault.") : QString());
    m_code->setError(noCode ? tr("Enter the code.") : QString());
    return !noPassphrase && !noCode;
}

std::shared_ptr<const Secret> UnlockFields::passphrase()
{
    if (!m_passphrase->text().isEmpty())
        m_kept = std::make_shared<const Secret>(m_passphrase->take());
    return m_kept;
}

QString UnlockFields::code() const
{
    return m_code->edit()->text().trimmed();
}

void UnlockFields::showError(const Error &error)
{
    const QString text = wholeText(error);
    m_code->edit()->clear();
    if (error.code == Errc::NoInput) {
        m_passphrase->setPlaceholderText(tr("Entered"));
        m_code->show();
        return m_code->edit()->setFocus();
    }
    if (!m_code->isHidden()) {
        m_code->setError(text);
        return m_code->edit()->setFocus();
    }
    m_kept.reset();
    m_field->setError(text);
    m_passphrase->setFocus();
}

void UnlockFields::reset()
{
    m_kept.reset();
    m_passphrase->wipe();
    m_passphrase->setPlaceholderText({});
    m_code->edit()->clear();
    m_code->hide();
    m_field->setError({});
    m_code->setError({});
}

} // namespace aiops::credentials
