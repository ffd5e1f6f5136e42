#include "features/services/gui/servicespane.h"

#include "features/services/gui/servicedialog.h"
#include "features/services/gui/servicesmodel.h"
#include "features/services/opentunnels.h"
#include "features/services/presets.h"
#include "inventory/inventory.h"
#include "shell/navigator.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace aiops::services {

using widgets::ButtonKind;

ServicesPane::ServicesPane(InstanceId instance, const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent)
    : QWidget(parent), m_instance(instance), m_parts(parts), m_navigator(navigator), m_browser(&QDesktopServices::openUrl),
      m_model(new ServicesModel(this)), m_table(new QTableView), m_stack(new QStackedWidget), m_banner(new widgets::Banner),
      m_empty(new widgets::EmptyState(u"external"_s, tr("No services yet"),
                                      tr("Add what listens on this host: a web page, Netdata, a database. Web pages open in your browser "
                                         "through the SSH connection."))),
      m_open(widgets::makeButton(tr("Open"), ButtonKind::Primary, u"external"_s)), m_close(widgets::makeButton(tr("Close tunnel"))),
      m_copy(widgets::makeButton(tr("Copy address"), ButtonKind::Plain, u"copy"_s)),
      m_add(widgets::makeButton(tr("Add service"), ButtonKind::Plain, u"plus"_s)),
      m_edit(widgets::makeButton(tr("Edit…"), ButtonKind::Plain, u"edit"_s)), m_remove(widgets::makeButton(tr("Remove"), ButtonKind::Plain, u"trash"_s))
{
    setObjectName(u"servicesPane"_s);
    build();
    connect(&parts.inventory, &inventory::Inventory::changed, this, &ServicesPane::refresh);
    connect(&parts.tunnels, &OpenTunnels::changed, this, [this](const QString &id) {
        if (id == m_instance.toString())
            refresh();
    });
    connect(m_open, &QPushButton::clicked, this, &ServicesPane::openSelected);
    connect(m_close, &QPushButton::clicked, this, &ServicesPane::closeSelected);
    connect(m_copy, &QPushButton::clicked, this, &ServicesPane::copyAddress);
    connect(m_add, &QPushButton::clicked, this, [this] { edit({.id = {}, .instance = m_instance}); });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const inventory::Service *service = selected())
            edit(*service);
    });
    connect(m_remove, &QPushButton::clicked, this, &ServicesPane::remove);
    refresh();
}

void ServicesPane::build()
{
    const std::pair<QPushButton *, QString> names[]{{m_open, u"openServiceButton"_s},   {m_close, u"closeTunnelButton"_s},
                                                    {m_copy, u"copyAddressButton"_s},   {m_add, u"addServiceButton"_s},
                                                    {m_edit, u"editServiceButton"_s},   {m_remove, u"removeServiceButton"_s}};
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (const auto &[button, name] : names) {
        button->setObjectName(name);
        button->setAccessibleName(button->text());
        row->addWidget(button);
        if (button == m_copy)
            row->addStretch(1);
    }
    m_table->setModel(m_model);
    m_table->setObjectName(u"serviceTable"_s);
    m_table->setAccessibleName(tr("Services"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(34);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_empty->addButton(tr("Add a service"), [this] { edit({.id = {}, .instance = m_instance}); });
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 12);
    column->setSpacing(10);
    column->addLayout(row);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    connect(m_table, &QTableView::doubleClicked, this, &ServicesPane::openSelected);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ServicesPane::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ServicesPane::updateButtons);
}

QString ServicesPane::tunnelText(ServiceId id) const
{
    if (m_parts.tunnels.isOpening(id))
        return tr("Opening");
    const Tunnel *tunnel = m_parts.tunnels.tunnel(id);
    if (!tunnel)
        return {};
    if (!tunnel->isConnected())
        return tunnel->secondsLeft() > 0 ? tr("%1, connects again in %2 s").arg(tunnel->address()).arg(tunnel->secondsLeft()) : tr("%1, connecting again").arg(tunnel->address());
    if (const auto error = tunnel->lastError())
        return tr("%1, %2").arg(tunnel->address(), error->code == Errc::Denied ? tr("nothing listens on the host's port") : error->text);
    const QLocale locale;
    return tr("%1, %2 in, %3 out").arg(tunnel->address(), locale.formattedDataSize(tunnel->bytesReceived(), 0),
                                       locale.formattedDataSize(tunnel->bytesSent(), 0));
}

void ServicesPane::refresh()
{
    const auto services = m_parts.inventory.services(m_instance);
    if (!services)
        return m_banner->showError(services.error());
    const QList<CredentialName> credentials = m_parts.credentials ? m_parts.credentials() : QList<CredentialName>();
    QList<ServiceRow> rows;
    for (const inventory::Service &service : *services) {
        const auto named = std::ranges::find(credentials, service.credential, &CredentialName::id);
        rows.append({service, named == credentials.end() ? QString() : named->name, tunnelText(service.id)});
    }
    const inventory::Service *chosen = selected();
    const ServiceId id = chosen ? chosen->id : ServiceId();
    m_model->setRows(rows);
    const int at = m_model->rowOf(id);
    if (m_model->rowCount() > 0 && !m_table->selectionModel()->hasSelection())
        m_table->selectRow(std::max(0, at));
    m_stack->setCurrentIndex(rows.isEmpty() ? 1 : 0);
    updateButtons();
}

const inventory::Service *ServicesPane::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const ServiceRow *row = rows.isEmpty() ? nullptr : m_model->row(rows.first().row());
    return row ? &row->service : nullptr;
}

void ServicesPane::updateButtons()
{
    const inventory::Service *service = selected();
    const bool isOpen = service && m_parts.tunnels.tunnel(service->id);
    const bool isSsh = service && service->kind == u"ssh";
    const bool isWeb = service && presetOf(service->kind).isWeb;
    m_open->setText(isWeb || !service ? tr("Open") : tr("Open tunnel"));
    m_open->setEnabled(service && !isSsh && !m_parts.tunnels.isOpening(service->id) && (isWeb || !isOpen));
    m_open->setToolTip(isSsh ? tr("Open a terminal for SSH.") : QString());
    m_close->setVisible(isOpen);
    m_copy->setVisible(isOpen);
    m_edit->setEnabled(service);
    m_remove->setEnabled(service);
    for (QPushButton *button : {m_open, m_edit, m_remove})
        button->setVisible(m_model->rowCount() > 0);
}

void ServicesPane::openMenu(const QPoint &at)
{
    if (!m_table->indexAt(at).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_open, m_close, m_copy, m_edit, m_remove}) {
        if (!button->isHidden())
            menu->addAction(button->icon(), button->text(), button, &QPushButton::click)->setEnabled(button->isEnabled());
    }
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ServicesPane::edit(const inventory::Service &service)
{
    (new ServiceDialog(service, m_parts, window()))->open();
}

void ServicesPane::remove()
{
    const inventory::Service *service = selected();
    if (!service)
        return;
    auto permit = m_parts.gatekeeper.request(team::Action::ServiceEdit, {u"instance"_s, m_instance.toString(), service->name});
    if (!permit)
        return m_banner->showError(permit.error());
    const QString name = service->name;
    m_parts.tunnels.close(service->id);
    const auto recording = m_parts.inventory.record(tr("Remove service %1").arg(name));
    deliver(m_parts.inventory.removeService(*std::move(permit), service->id), this, [this, name](const Result<void> &done) {
        if (!done)
            return m_banner->showError(done.error());
        m_navigator.toast(tr("%1 removed").arg(name), tr("Undo"), [inventory = &m_parts.inventory, gatekeeper = &m_parts.gatekeeper,
                                                                   step = m_parts.inventory.undo().undoNumber()] {
            auto allowed = gatekeeper->request(team::Action::InventoryUndo);
            if (allowed && inventory->undo().undoNumber() == step)
                inventory->undo().undo(*std::move(allowed));
        });
    });
}

void ServicesPane::openSelected()
{
    const inventory::Service *service = selected();
    if (!service || !m_open->isEnabled())
        return;
    m_banner->clear();
    deliver(m_parts.tunnels.open(service->id), this, [this, wanted = *service](const Result<std::shared_ptr<Tunnel>> &tunnel) {
        if (!tunnel)
            return m_banner->showError(tunnel.error());
        show(wanted);
    });
}

void ServicesPane::show(const inventory::Service &service)
{
    const Tunnel *tunnel = m_parts.tunnels.tunnel(service.id);
    if (!tunnel || tunnel->url().isEmpty())
        return;
    if (!m_browser(tunnel->url()))
        m_banner->showMessage(widgets::Banner::Tone::Info, tr("No browser could be started."), tr("Open %1 yourself.").arg(tunnel->url().toString()));
}

void ServicesPane::closeSelected()
{
    if (const inventory::Service *service = selected())
        m_parts.tunnels.close(service->id);
}

void ServicesPane::copyAddress()
{
    const inventory::Service *service = selected();
    const Tunnel *tunnel = service ? m_parts.tunnels.tunnel(service->id) : nullptr;
    if (!tunnel)
        return;
    const QString address = tunnel->url().isEmpty() ? tunnel->address() : tunnel->url().toString();
    QGuiApplication::clipboard()->setText(address);
    m_navigator.toast(tr("Copied: %1").arg(address));
}

} // namespace aiops::services
