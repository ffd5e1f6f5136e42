#include "features/credentials/gui/createvaultdialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/passphrase.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

QString strengthText(const Secret &passphrase)
{
    if (passphrase.isEmpty())
        return CreateVaultDialog::tr("12 characters or more. Five words that do not belong together are easy to remember.");
    switch (vault::passphraseScore(passphrase)) {
    case 0: return CreateVaultDialog::tr("Strength: very weak. It would be found at once.");
    case 1: return CreateVaultDialog::tr("Strength: weak. Make it longer.");
    case 2: return CreateVaultDialog::tr("Strength: fair. Longer is better.");
    case 3: return CreateVaultDialog::tr("Strength: strong.");
    default: return CreateVaultDialog::tr("Strength: very strong.");
    }
}

CreateVaultDialog::CreateVaultDialog(WindowVault &vault, QWidget *parent)
    : AnswerDialog(tr("Create the vault"), parent), m_vault(vault), m_first(new SecretEdit), m_second(new SecretEdit),
      m_firstField(new Field(tr("Passphrase"), m_first)), m_secondField(new Field(tr("Passphrase again"), m_second))
{
    setObjectName(u"createVaultDialog"_s);
    setFixedWidth(Theme::current().scaled(460));
    fitHeight(this);
    m_first->setObjectName(u"passphraseEdit"_s);
    m_second->setObjectName(u"repeatEdit"_s);
    auto *text = new Label(tr("The vault keeps passwords and keys encrypted on this computer. You open it with this "
                              "passphrase once per session."));
    text->setWordWrap(true);
    auto *warning = new Label(tr("Nobody can reset it. Without the passphrase, what is in the vault is lost."), "heading");
    warning->setWordWrap(true);
    for (QWidget *part : std::initializer_list<QWidget *>{text, warning, m_firstField, m_secondField})
        body()->addWidget(part);
    addCancel();
    m_create = addButton(tr("Create vault"), ButtonKind::Primary, [this] { create(); });
    m_create->setObjectName(u"createButton"_s);
    connect(m_first, &QLineEdit::textEdited, this, &CreateVaultDialog::showStrength);
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
    showStrength();
}

void CreateVaultDialog::showStrength()
{
    m_firstField->setError({});
    m_secondField->setError({});
    m_firstField->setHint(strengthText(Secret(m_first->text().toUtf8())));
}

void CreateVaultDialog::create()
{
    if (m_first->text().isEmpty())
        return m_firstField->setError(tr("Enter a passphrase."));
    auto passphrase = std::make_shared<const Secret>(m_first->text().toUtf8());
    if (const Status usable = vault::checkNewPassphrase(*passphrase); !usable)
        return m_firstField->setError(wholeText(usable.error()));
    if (!m_first->holdsSameAs(*m_second))
        return m_secondField->setError(tr("The two passphrases are not the same."));
    m_first->wipe();
    m_second->wipe();
    m_create->setEnabled(false);
    m_create->setText(tr("Creating"));
    deliver(m_vault.create(std::move(passphrase)), this, [this](const Status &status) { answered(status); });
}

void CreateVaultDialog::answered(const Status &status)
{
    if (!isVisible())
        return;
    if (status)
        return accept();
    m_create->setEnabled(true);
    m_create->setText(tr("Create vault"));
    showStrength();
    m_firstField->setError(wholeText(status.error()));
    m_first->setFocus();
}

} // namespace aiops::credentials
