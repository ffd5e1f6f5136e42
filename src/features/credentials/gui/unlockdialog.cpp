#include "features/credentials/gui/unlockdialog.h"

#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/windowvault.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

UnlockDialog::UnlockDialog(WindowVault &vault, QWidget *parent)
    : AnswerDialog(tr("Unlock the vault"), parent), m_vault(vault), m_passphrase(new SecretEdit),
      m_field(new Field(tr("Passphrase"), m_passphrase))
{
    setObjectName(u"unlockDialog"_s);
    setFixedWidth(Theme::current().scaled(400));
    fitHeight(this);
    m_passphrase->setObjectName(u"passphraseEdit"_s);
    auto *icon = new QLabel;
    icon->setPixmap(Theme::current().icon(u"lock"_s, Token::Muted).pixmap(QSize(32, 32), devicePixelRatio()));
    body()->addWidget(icon, 0, Qt::AlignHCenter);
    body()->addWidget(new Label(tr("Vault locked"), "heading"), 0, Qt::AlignHCenter);
    auto *text = new Label(tr("Signing in at a server needs a key or password of the vault."), "secondary", "muted");
    text->setAlignment(Qt::AlignHCenter);
    text->setWordWrap(true);
    body()->addWidget(text);
    body()->addWidget(m_field);
    addCancel();
    m_unlock = addButton(tr("Unlock"), ButtonKind::Primary, [this] { unlock(); });
    m_unlock->setObjectName(u"unlockButton"_s);
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
}

void UnlockDialog::unlock()
{
    if (m_passphrase->text().isEmpty())
        return m_field->setError(tr("Enter the passphrase of the vault."));
    m_unlock->setEnabled(false);
    m_unlock->setText(tr("Unlocking"));
    deliver(m_vault.unlock(std::make_shared<const Secret>(m_passphrase->take())), this,
            [this](const Status &status) { answered(status); });
}

void UnlockDialog::answered(const Status &status)
{
    if (!isVisible())
        return;
    if (status)
        return accept();
    m_unlock->setEnabled(true);
    m_unlock->setText(tr("Unlock"));
    const Error &error = status.error();
    m_field->setError(error.hint.isEmpty() ? error.text : error.text + u' ' + error.hint);
    m_passphrase->setFocus();
}

} // namespace aiops::credentials
