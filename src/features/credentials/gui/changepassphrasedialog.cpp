#include "features/credentials/gui/changepassphrasedialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/passphrase.h"
#include "widgets/field.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

ChangePassphraseDialog::ChangePassphraseDialog(WindowVault &vault, QWidget *parent)
    : Dialog(tr("Change the passphrase"), parent), m_vault(vault), m_old(new SecretEdit), m_first(new SecretEdit), m_second(new SecretEdit),
      m_oldField(new Field(tr("Passphrase of today"), m_old)), m_firstField(new Field(tr("New passphrase"), m_first)),
      m_secondField(new Field(tr("New passphrase again"), m_second))
{
    setObjectName(u"changePassphraseDialog"_s);
    setFixedWidth(Theme::current().scaled(440));
    fitHeight(this);
    m_old->setObjectName(u"oldEdit"_s);
    m_first->setObjectName(u"passphraseEdit"_s);
    m_second->setObjectName(u"repeatEdit"_s);
    m_firstField->setHint(strengthText({}));
    for (Field *field : {m_oldField, m_firstField, m_secondField})
        body()->addWidget(field);
    addCancel();
    m_change = addButton(tr("Change passphrase"), ButtonKind::Primary, [this] { change(); });
    m_change->setObjectName(u"changeButton"_s);
    connect(m_old, &QLineEdit::textEdited, this, [this] { m_oldField->setError({}); });
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
    connect(m_first, &QLineEdit::textEdited, this, [this] {
        m_firstField->setError({});
        m_firstField->setHint(strengthText(Secret(m_first->text().toUtf8())));
    });
}

void ChangePassphraseDialog::change()
{
    auto fresh = std::make_shared<const Secret>(m_first->text().toUtf8());
    const Status strong = vault::checkNewPassphrase(*fresh);
    m_oldField->setError(m_old->text().isEmpty() ? tr("Enter the passphrase of today.") : QString());
    m_firstField->setError(strong ? QString() : wholeText(strong.error()));
    m_secondField->setError(m_first->holdsSameAs(*m_second) ? QString() : tr("The two passphrases are not the same."));
    if (m_oldField->hasError() || m_firstField->hasError() || m_secondField->hasError())
        return;
    m_change->setEnabled(false);
    m_change->setText(tr("Changing"));
    deliver(m_vault.changePassphrase(std::make_shared<const Secret>(m_old->take()), std::move(fresh)), this,
            [this](const Status &status) { answered(status); });
}

void ChangePassphraseDialog::answered(const Status &status)
{
    m_change->setEnabled(true);
    m_change->setText(tr("Change passphrase"));
    if (status) {
        m_first->wipe();
        m_second->wipe();
        emit changedPassphrase();
        return accept();
    }
    m_oldField->setError(wholeText(status.error()));
    m_old->setFocus();
}

} // namespace aiops::credentials
