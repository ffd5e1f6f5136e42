#include "features/credentials/gui/vaultnamedialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/fitheight.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

VaultNameDialog::VaultNameDialog(const QString &title, const QString &save, Store store, QWidget *parent)
    : Dialog(title, parent), m_store(std::move(store)), m_banner(new Banner), m_name(new Field(tr("Name"), nullptr))
{
    setObjectName(u"vaultNameDialog"_s);
    setFixedWidth(Theme::current().scaled(420));
    fitHeight(this);
    m_name->control()->setObjectName(u"vaultNameEdit"_s);
    m_name->edit()->setMaxLength(80);
    body()->addWidget(m_banner);
    body()->addWidget(m_name);
    addCancel();
    m_save = addButton(save, ButtonKind::Primary, [this] { this->save(); });
    m_save->setObjectName(u"saveButton"_s);
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this] { m_name->setError({}); });
}

VaultNameDialog::VaultNameDialog(const inventory::Inventory &inventory, Store store, QWidget *parent)
    : VaultNameDialog(tr("New vault"), tr("Make vault"), std::move(store), parent)
{
    m_owners = vaultOwners(inventory);
    m_owner = new QComboBox;
    m_owner->setObjectName(u"ownerCombo"_s);
    for (const VaultOwner &owner : std::as_const(m_owners))
        m_owner->addItem(owner.text);
    body()->addWidget(new Field(tr("Belongs to"), m_owner));
}

VaultNameDialog::VaultNameDialog(const QString &name, Store store, QWidget *parent)
    : VaultNameDialog(tr("Rename %1").arg(name), tr("Rename"), std::move(store), parent)
{
    m_name->edit()->setText(name);
    m_name->edit()->selectAll();
}

void VaultNameDialog::save()
{
    m_banner->clear();
    vault::VaultDraft draft = m_owner ? m_owners.value(m_owner->currentIndex()).draft : vault::VaultDraft();
    draft.name = m_name->edit()->text().trimmed();
    m_name->setError(draft.name.isEmpty() ? tr("Give it a name, such as Production.") : QString());
    if (m_name->hasError())
        return;
    m_save->setEnabled(false);
    deliver(m_store(draft), this, [this](const Result<vault::VaultInfo> &stored) {
        m_save->setEnabled(true);
        if (stored)
            accept();
        else if (stored.error().code == Errc::Conflict || stored.error().code == Errc::Invalid)
            m_name->setError(wholeText(stored.error()));
        else
            m_banner->showError(stored.error());
    });
}

} // namespace aiops::credentials
