#include "features/credentials/gui/confirmdialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/windowvault.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

ConfirmDialog::ConfirmDialog(WindowVault &vault, team::Action action, const QString &why, QWidget *parent)
    : AnswerDialog(tr("Confirm that it is you"), parent), m_vault(vault), m_action(action), m_passphrase(new SecretEdit),
      m_field(new Field(tr("Passphrase"), m_passphrase))
{
    setObjectName(u"confirmDialog"_s);
    setFixedWidth(Theme::current().scaled(420));
    fitHeight(this);
    m_passphrase->setObjectName(u"passphraseEdit"_s);
    auto *text = new Label(why);
    text->setWordWrap(true);
    body()->addWidget(text);
    body()->addWidget(m_field);
    m_field->setHint(tr("The passphrase of the vault. This is written to the audit log."));
    addCancel();
    m_confirm = addButton(tr("Confirm"), ButtonKind::Primary, [this] { prove(); });
    m_confirm->setObjectName(u"confirmButton"_s);
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
}

void ConfirmDialog::prove()
{
    if (m_passphrase->text().isEmpty())
        return m_field->setError(tr("Enter the passphrase of the vault."));
    m_confirm->setEnabled(false);
    m_confirm->setText(tr("Checking"));
    deliver(m_vault.prove(m_action, std::make_shared<const Secret>(m_passphrase->take())), this,
            [this](const Status &status) { answered(status); });
}

void ConfirmDialog::answered(const Status &status)
{
    if (!isVisible())
        return;
    if (status)
        return accept();
    m_confirm->setEnabled(true);
    m_confirm->setText(tr("Confirm"));
    m_field->setError(wholeText(status.error()));
    m_passphrase->setFocus();
}

} // namespace aiops::credentials
