#include "features/credentials/gui/vaultdialogs.h"

#include "features/credentials/gui/lockpanel.h"
#include "features/credentials/gui/vaultsession.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QSet>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

AnswerDialog::AnswerDialog(const QString &title, QWidget *parent) : Dialog(title, parent)
{
    m_promise.start();
    connect(this, &QDialog::finished, this, [this](int result) {
        m_promise.addResult(result == Accepted ? Status{} : Status(std::unexpected(cancelledError())));
        m_promise.finish();
    });
}

UnlockDialog::UnlockDialog(VaultSession &session, QWidget *parent) : AnswerDialog(tr("Unlock the vault"), parent)
{
    setObjectName(u"unlockDialog"_s);
    auto *panel = new LockPanel(session);
    body()->addWidget(panel);
    addCancel();
    connect(panel, &LockPanel::unlocked, this, &QDialog::accept);
    panel->start();
}

Future<void> UnlockDialog::ask(VaultSession &session, QWidget *parent)
{
    auto *dialog = new UnlockDialog(session, parent);
    dialog->open();
    return dialog->answer();
}

QString strengthText(const QString &passphrase)
{
    const QSet<QChar> different(passphrase.begin(), passphrase.end());
    if (passphrase.isEmpty())
        return CreateVaultDialog::tr("Use 12 characters or more. Five random words are easy to remember.");
    if (passphrase.size() < 12 || different.size() < 6)
        return CreateVaultDialog::tr("Weak. Use 12 characters or more, or five random words.");
    return passphrase.size() < 20 ? CreateVaultDialog::tr("Fair. Longer is better.") : CreateVaultDialog::tr("Strong.");
}

CreateVaultDialog::CreateVaultDialog(VaultSession &session, QWidget *parent)
    : AnswerDialog(tr("Create the vault"), parent), m_session(session), m_first(new SecretEdit), m_second(new SecretEdit),
      m_firstField(new Field(tr("Passphrase"), m_first)), m_secondField(new Field(tr("Passphrase again"), m_second)),
      m_banner(new Banner)
{
    setObjectName(u"createVaultDialog"_s);
    setMinimumWidth(460);
    m_first->setObjectName(u"passphraseEdit"_s);
    m_second->setObjectName(u"repeatEdit"_s);
    auto *text = new Label(tr("The vault keeps passwords and keys encrypted on this computer. Nobody can reset this "
                              "passphrase: without it, what is in the vault is lost."));
    text->setWordWrap(true);
    body()->addWidget(text);
    body()->addWidget(m_banner);
    body()->addWidget(m_firstField);
    body()->addWidget(m_secondField);
    m_firstField->setHint(strengthText({}));
    addCancel();
    m_create = addButton(tr("Create vault"), ButtonKind::Primary, [this] { create(); });
    m_create->setObjectName(u"createButton"_s);
    setDefaultButton(m_create);
    connect(m_first, &QLineEdit::textEdited, this, [this](const QString &typed) {
        m_firstField->setError({});
        m_firstField->setHint(strengthText(typed));
    });
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
}

Future<void> CreateVaultDialog::ask(VaultSession &session, QWidget *parent)
{
    auto *dialog = new CreateVaultDialog(session, parent);
    dialog->open();
    return dialog->answer();
}

void CreateVaultDialog::create()
{
    if (m_first->text().isEmpty())
        return m_firstField->setError(tr("Enter a passphrase."));
    if (!m_first->holdsSameAs(*m_second))
        return m_secondField->setError(tr("The two passphrases are not the same."));
    m_create->setEnabled(false);
    auto passphrase = std::make_shared<const Secret>(m_first->take());
    m_second->wipe();
    deliver(m_session.create(passphrase), this, [this](const Status &status) {
        m_create->setEnabled(true);
        if (status)
            return accept();
        m_firstField->setHint(strengthText({}));
        m_banner->showError(status.error());
        m_first->setFocus();
    });
}

} // namespace aiops::credentials
