#include "features/credentials/gui/unlockdialog.h"

#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/unlockfields.h"
#include "features/credentials/gui/windowvault.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

UnlockDialog::UnlockDialog(WindowVault &vault, QWidget *parent)
    : AnswerDialog(tr("Unlock the vault"), parent), m_vault(vault), m_fields(new UnlockFields(u"passphraseEdit"_s))
{
    setObjectName(u"unlockDialog"_s);
    setFixedWidth(Theme::current().scaled(400));
    fitHeight(this);
    auto *icon = new QLabel;
    icon->setPixmap(Theme::current().icon(u"lock"_s, Token::Muted).pixmap(QSize(32, 32), devicePixelRatio()));
    body()->addWidget(icon, 0, Qt::AlignHCenter);
    body()->addWidget(new Label(tr("Vault locked"), "heading"), 0, Qt::AlignHCenter);
    auto *text = new Label(tr("Signing in at a server needs a key or password of the vault."), "secondary", "muted");
    text->setAlignment(Qt::AlignHCenter);
    text->setWordWrap(true);
    body()->addWidget(text);
    body()->addWidget(m_fields);
    addCancel();
    m_unlock = addButton(tr("Unlock"), ButtonKind::Primary, [this] { unlock(); });
    m_unlock->setObjectName(u"unlockButton"_s);
}

void UnlockDialog::unlock()
{
    if (!m_fields->check())
        return;
    m_unlock->setEnabled(false);
    m_unlock->setText(tr("Unlocking"));
    deliver(m_vault.unlock(m_fields->passphrase(), m_fields->code()), this,
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
    m_fields->showError(status.error());
}

} // namespace aiops::credentials
