#include "features/credentials/gui/vaultssection.h"

#include "features/credentials/gui/vaultnamedialog.h"
#include "features/credentials/gui/windowvault.h"
#include "inventory/inventory.h"
#include "shell/confirmation.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/label.h"
#include "widgets/rowtable.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;
using team::Action;

namespace {
constexpr int kShownRows = 5;
}

VaultsSection::VaultsSection(WindowVault &window, team::Gatekeeper &gatekeeper, inventory::Inventory &inventory, QWidget *parent)
    : QWidget(parent), m_window(window), m_gatekeeper(gatekeeper), m_inventory(inventory), m_banner(new Banner), m_table(new QTableWidget(0, 4)),
      m_add(makeButton(tr("New vault…"), ButtonKind::Plain, u"plus"_s)), m_rename(makeButton(tr("Rename…"))), m_rotate(makeButton(tr("New key"))), m_reseal(makeButton(tr("Seal again"))), m_remove(makeButton(tr("Remove…")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(10);
    column->addWidget(new Label(tr("Vaults"), "section"));
    auto *text = new Label(tr("Each vault has a key of its own, so that it can be given to others without the rest."), "secondary", "muted");
    text->setWordWrap(true);
    column->addWidget(text);
    column->addWidget(m_banner);
    m_table->setObjectName(u"vaultsTable"_s);
    m_table->setAccessibleName(tr("Vaults"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Belongs to"), tr("Credentials"), tr("Key")});
    setUpRowTable(*m_table);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(1, Theme::current().scaled(200));
    column->addWidget(m_table);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_add->setObjectName(u"newVaultButton"_s);
    m_rename->setObjectName(u"renameVaultButton"_s);
    m_rotate->setObjectName(u"newKeyButton"_s);
    m_rotate->setToolTip(tr("What is written from now on gets a new key. Who had the old one still knows what was in the vault."));
    m_reseal->setObjectName(u"resealButton"_s);
    m_reseal->setToolTip(tr("Seals what is still under an older key with the newest one. It may take a while, and can be stopped by locking the vault."));
    m_remove->setObjectName(u"removeVaultButton"_s);
    for (QPushButton *button : {m_add, m_rename, m_rotate, m_reseal, m_remove})
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, [this] { whenUnlocked([this] { add(); }); });
    connect(m_rename, &QPushButton::clicked, this, &VaultsSection::rename);
    connect(m_rotate, &QPushButton::clicked, this, [this] { whenUnlocked([this] { rotateKey(); }); });
    connect(m_reseal, &QPushButton::clicked, this, [this] { whenUnlocked([this] { reseal(); }); });
    connect(m_remove, &QPushButton::clicked, this, &VaultsSection::askToRemove);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &VaultsSection::showButtons);
    connect(&window.vault(), &vault::Vault::changed, this, &VaultsSection::showVaults);
    connect(&window.vault(), &vault::Vault::stateChanged, this, &VaultsSection::showVaults);
    showVaults();
}

QString VaultsSection::ownerOf(const vault::VaultInfo &info) const
{
    const auto organization = info.organization.isNull() ? Result<inventory::Organization>(std::unexpected(Error()))
                                                         : m_inventory.findOrganization(info.organization.toString());
    if (!organization)
        return info.isPersonal ? tr("You") : tr("Nobody");
    const auto project = info.project.isNull() ? Result<inventory::Project>(std::unexpected(Error()))
                                               : m_inventory.findProject(info.organization, info.project.toString());
    return project ? tr("%1 › %2").arg(organization->name, project->name) : organization->name;
}

void VaultsSection::showVaults()
{
    const int row = m_table->currentRow();
    const auto all = vault::Vaults(m_window.vault()).all();
    if (!all)
        return m_banner->showError(all.error());
    m_vaults = *all;
    m_table->setRowCount(int(m_vaults.size()));
    QStringList problems;
    for (int i = 0; i < m_vaults.size(); ++i) {
        const vault::VaultInfo &info = m_vaults[i];
        const QStringList cells{info.name, ownerOf(info), QString::number(info.credentials),
                                info.underOlderKeys > 0 ? tr("%1 (older: %2)").arg(info.epoch).arg(info.underOlderKeys) : QString::number(info.epoch)};
        for (int column = 0; column < cells.size(); ++column)
            m_table->setItem(i, column, new QTableWidgetItem(cells[column]));
        if (!info.problem.isEmpty())
            problems.append(tr("%1: %2").arg(info.name, info.problem));
    }
    const int shown = qBound(1, int(m_vaults.size()), kShownRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + shown * m_table->verticalHeader()->defaultSectionSize() + 4);
    m_table->setCurrentCell(qBound(0, row, int(m_vaults.size()) - 1), 0);
    if (!problems.isEmpty())
        m_banner->showMessage(Banner::Tone::Danger, problems.join(u'\n'));
    showButtons();
}

const vault::VaultInfo *VaultsSection::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_vaults.size() ? &m_vaults[row] : nullptr;
}

void VaultsSection::showButtons()
{
    m_add->setEnabled(!m_vaults.isEmpty());
    m_rename->setEnabled(current() != nullptr);
    m_rotate->setEnabled(current() != nullptr);
    m_reseal->setEnabled(current() && current()->underOlderKeys > 0 && !m_isSealing);
    m_remove->setEnabled(current() && !current()->isPersonal);
    m_remove->setToolTip(current() && current()->isPersonal ? tr("Your own vault stays.") : QString());
}

void VaultsSection::whenUnlocked(std::function<void()> go)
{
    m_banner->clear();
    deliver(m_window.requestUnlock(window()), this, [this, go](const Status &status) {
        if (status)
            go();
        else if (status.error().code != Errc::Cancelled)
            m_banner->showError(status.error());
    });
}

Future<vault::VaultInfo> VaultsSection::store(VaultId id, vault::VaultDraft draft)
{
    const QString known = id.isNull() ? draft.name : current() ? current()->name : QString();
    auto permit = m_gatekeeper.request(id.isNull() ? Action::VaultAdd : Action::VaultRename,
                                       {u"vault"_s, id.isNull() ? QString() : id.toString(), known});
    if (!permit)
        return failed<vault::VaultInfo>(permit.error());
    vault::Vaults vaults(m_window.vault());
    return id.isNull() ? vaults.add(*std::move(permit), draft) : vaults.rename(*std::move(permit), id, draft.name);
}

void VaultsSection::add()
{
    (new VaultNameDialog(m_inventory, [this](const vault::VaultDraft &draft) { return store({}, draft); }, this->window()))->open();
}

void VaultsSection::rename()
{
    m_banner->clear();
    if (const vault::VaultInfo *info = current())
        (new VaultNameDialog(info->name, [this, id = info->id](const vault::VaultDraft &draft) { return store(id, draft); }, this->window()))->open();
}

void VaultsSection::rotateKey()
{
    const vault::VaultInfo *info = current();
    if (!info)
        return;
    auto permit = m_gatekeeper.request(Action::VaultRotateKey, {u"vault"_s, info->id.toString(), info->name});
    if (!permit)
        return m_banner->showError(permit.error());
    m_rotate->setEnabled(false);
    deliver(vault::Vaults(m_window.vault()).rotateKey(*std::move(permit), info->id), this, [this](const Result<vault::VaultInfo> &changed) {
        showButtons();
        if (!changed)
            return m_banner->showError(changed.error());
        m_banner->showMessage(Banner::Tone::Success, tr("%1 has a new key.").arg(changed->name),
                              tr("Who had the old one knows what was in the vault: change those values where they are used."));
    });
}

void VaultsSection::reseal()
{
    const vault::VaultInfo *info = current();
    if (!info)
        return;
    auto permit = m_gatekeeper.request(Action::VaultReseal, {u"vault"_s, info->id.toString(), info->name});
    if (!permit)
        return m_banner->showError(permit.error());
    m_isSealing = true;
    showButtons();
    deliver(vault::Vaults(m_window.vault()).reseal(*std::move(permit), info->id), this, [this, name = info->name](const Result<vault::ResealReport> &report) {
        m_isSealing = false;
        showButtons();
        if (!report)
            return m_banner->showError(report.error());
        if (report->unreadable > 0)
            m_banner->showMessage(Banner::Tone::Warning, tr("Sealed again in %1: %2. Left as they are, because they cannot be read: %3.").arg(name).arg(report->resealed).arg(report->unreadable),
                                  tr("Somebody tampered with them. Their numbers are in the log."));
        else
            m_banner->showMessage(Banner::Tone::Success, tr("Everything in %1 has its newest key.").arg(name));
    });
}

void VaultsSection::askToRemove()
{
    m_banner->clear();
    const vault::VaultInfo *info = current();
    if (!info)
        return;
    if (info->credentials > 0)
        return m_banner->showError({Errc::Conflict, tr("%1 is not empty: only an empty vault can be removed. Credentials in it: %2.").arg(info->name).arg(info->credentials), {},
                                    tr("Move them into another vault, or remove them.")});
    shell::Confirmation::ask(this, {.title = tr("Remove the vault %1?").arg(info->name), .text = tr("It is empty. Its key goes with it; this cannot be undone."),
                                    .confirm = tr("Remove vault")},
                             [this, copy = *info] { remove(copy); });
}

void VaultsSection::remove(const vault::VaultInfo &info)
{
    auto permit = m_gatekeeper.request(Action::VaultRemove, {u"vault"_s, info.id.toString(), info.name});
    if (!permit)
        return m_banner->showError(permit.error());
    deliver(vault::Vaults(m_window.vault()).remove(*std::move(permit), info.id), this, [this](const Status &removed) {
        if (!removed)
            m_banner->showError(removed.error());
    });
}

} // namespace aiops::credentials
