#include "features/credentials/gui/lockpanel.h"

#include "features/credentials/gui/vaultsession.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

LockPanel::LockPanel(VaultSession &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_passphrase(new SecretEdit),
      m_field(new Field(tr("Passphrase"), m_passphrase)), m_unlock(makeButton(tr("Unlock"), ButtonKind::Primary, u"unlock"_s))
{
    setObjectName(u"lockPanel"_s);
    setFixedWidth(400);
    m_passphrase->setObjectName(u"passphraseEdit"_s);
    m_unlock->setObjectName(u"unlockButton"_s);
    m_unlock->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *icon = new QLabel;
    icon->setPixmap(Theme::current().icon(u"lock"_s, Token::Muted).pixmap(28, 28));
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addWidget(new Label(tr("Vault locked"), "section"), 0, Qt::AlignHCenter);
    column->addWidget(m_field);
    column->addWidget(m_unlock);
    connect(m_unlock, &QPushButton::clicked, this, &LockPanel::unlock);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &LockPanel::unlock);
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
    setFocusProxy(m_passphrase);
}

void LockPanel::start()
{
    m_passphrase->wipe();
    m_field->setError({});
    m_passphrase->setFocus();
}

void LockPanel::unlock()
{
    if (!m_unlock->isEnabled())
        return;
    if (m_passphrase->text().isEmpty())
        return m_field->setError(tr("Enter the passphrase of the vault."));
    m_unlock->setEnabled(false);
    auto passphrase = std::make_shared<const Secret>(m_passphrase->take());
    deliver(m_session.unlock(passphrase), this, [this](const Status &status) {
        m_unlock->setEnabled(true);
        if (status)
            return emit unlocked();
        const Error &error = status.error();
        m_field->setError(error.hint.isEmpty() ? error.text : error.text + u' ' + error.hint);
        m_passphrase->setFocus();
    });
}

} // namespace aiops::credentials
