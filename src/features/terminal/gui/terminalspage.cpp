#include "features/terminal/gui/terminalspage.h"

#include "features/terminal/gui/hostlist.h"
#include "features/terminal/gui/sessiontabbar.h"
#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/quickaddress.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

TerminalsPage::TerminalsPage(TerminalServices services, shell::Navigator &navigator, QWidget *parent)
    : shell::Page(parent), m_services(std::move(services)), m_navigator(navigator), m_quick(new QLineEdit),
      m_tabs(new SessionTabBar), m_stack(new QStackedWidget), m_empty(nullptr)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBar(*layout);
    layout->addWidget(m_tabs);
    auto *empty = new widgets::EmptyState(u"terminal"_s, tr("No terminal is open"),
                                          tr("Choose a host at the left, or type user@host:port above."), this);
    empty->addButton(tr("New tab"), [this] { focusQuickConnect(); });
    m_empty = empty;
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &TerminalsPage::showCurrent);
    connect(m_tabs, &QTabBar::tabCloseRequested, this, &TerminalsPage::closeTab);
    connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) { m_panes.move(from, to); });
    showCurrent();
}

void TerminalsPage::buildBar(QVBoxLayout &layout)
{
    m_quick->setObjectName(u"quickConnectEdit"_s);
    m_quick->setAccessibleName(tr("Quick connect"));
    m_quick->setPlaceholderText(tr("user@host:port, or an instance name"));
    m_quick->setMaximumWidth(340);
    auto *connectButton = widgets::makeButton(tr("Connect"));
    connectButton->setObjectName(u"quickConnectButton"_s);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(8);
    row->addWidget(m_quick, 1);
    row->addWidget(connectButton);
    row->addStretch(1);
    layout.addLayout(row);
    connect(m_quick, &QLineEdit::returnPressed, this, &TerminalsPage::quickConnect);
    connect(connectButton, &QPushButton::clicked, this, &TerminalsPage::quickConnect);
}

QWidget *TerminalsPage::makeSidePane(QWidget *parent)
{
    m_hosts = new HostList(m_services.inventory, parent ? parent : this);
    if (m_services.belowHosts)
        m_hosts->addBelow(m_services.belowHosts(m_hosts));
    connect(m_hosts, &HostList::localChosen, this, &TerminalsPage::openLocal);
    connect(m_hosts, &HostList::chosen, this, [this](const InstanceId &id) { openObject(id.toString()); });
    return m_hosts;
}

QWidget *TerminalsPage::mainView()
{
    TerminalPane *pane = current();
    return pane ? static_cast<QWidget *>(&pane->view()) : m_quick;
}

void TerminalsPage::openObject(const QString &instanceId)
{
    if (instanceId.isEmpty())
        return;
    const auto instance = m_services.inventory.instance(InstanceId::parse(instanceId));
    if (!instance)
        return m_navigator.problem(tr("Terminals"), instance.error());
    openInstance(*instance);
}

void TerminalsPage::focusFilter()
{
    if (m_hosts)
        m_hosts->focusFilter();
}

void TerminalsPage::refresh()
{
    if (m_hosts)
        m_hosts->refresh();
}

void TerminalsPage::focusQuickConnect()
{
    m_quick->setFocus();
    m_quick->selectAll();
}

/// The name of an instance wins over the same word as an address, and over "local".
void TerminalsPage::quickConnect()
{
    const QString text = m_quick->text().trimmed();
    if (text.isEmpty())
        return focusQuickConnect();
    if (const auto instance = m_services.inventory.findInstance(m_services.inventory.currentOrganization(), text))
        return openInstance(*instance);
    if (text == "local"_L1)
        return openLocal();
    connectTo(text);
}

void TerminalsPage::connectTo(const QString &address)
{
    const auto endpoint = parseQuickAddress(address);
    if (!endpoint)
        return m_navigator.toast(endpoint.error().text + u' ' + endpoint.error().hint);
    open(*endpoint, {});
}

/// Once, when it is certain that the address is right. The Session menu offers the same for longer.
void TerminalsPage::offerToSave(TerminalPane *pane)
{
    connect(&pane->session(), &TerminalSession::stateChanged, this, [this, pane] {
        if (pane->session().state() != TerminalSession::State::Live)
            return;
        disconnect(&pane->session(), &TerminalSession::stateChanged, this, nullptr);
        const ssh::Endpoint endpoint = pane->session().endpoint();
        m_navigator.toast(tr("Connected to %1, which is not in My Space").arg(shownName(endpoint)), tr("Save as instance"),
                          [&navigator = m_navigator, address = writtenAddress(endpoint)] {
                              navigator.run(u"myspace.saveAddress"_s, address);
                          });
    });
}

void TerminalsPage::openInstance(const inventory::Instance &instance)
{
    open(endpointOf(instance), inventory::environmentName(instance.environment));
}

void TerminalsPage::open(const ssh::Endpoint &endpoint, const QString &environment)
{
    addPane(makePane(m_services, endpoint, environment, m_stack));
}

void TerminalsPage::openLocal()
{
    addPane(makeLocalPane(m_services, m_stack));
}

void TerminalsPage::addPane(TerminalPane *pane)
{
    m_panes.append(pane);
    m_stack->addWidget(pane);
    const int index = m_tabs->addTab(shownName(pane->session().endpoint()));
    m_tabs->setEnvironment(index, pane->environment());
    m_tabs->setCurrentIndex(index);
    showCurrent();
    connect(pane, &TerminalPane::changed, &m_navigator, &shell::Navigator::refreshStatus);
    connect(pane, &TerminalPane::statusText, &m_navigator, &shell::Navigator::refreshStatus);
    if (pane->session().endpoint().instance.isNull() && !pane->session().isLocal())
        offerToSave(pane);
    pane->reconnect();
    m_quick->clear();
}

void TerminalsPage::closeCurrent()
{
    if (m_tabs->currentIndex() >= 0)
        closeTab(m_tabs->currentIndex());
}

void TerminalsPage::closeTab(int index)
{
    TerminalPane *closing = pane(index);
    if (!closing->session().isBusy())
        return removeTab(index);
    const bool isLocal = closing->session().isLocal();
    const QString host = shownName(closing->session().endpoint());
    shell::Confirmation::ask(this, {.title = tr("Close the terminal on %1?").arg(host),
                                    .text = isLocal ? tr("What runs in it is ended. The output is not kept.")
                                                    : tr("What runs in it is ended by the server. The output is not kept."),
                                    .confirm = tr("Close terminal")},
                             [this, closing = QPointer<TerminalPane>(closing)] { removeTab(indexOf(closing)); });
}

void TerminalsPage::removeTab(int index)
{
    if (index < 0)
        return;
    TerminalPane *closing = m_panes.takeAt(index);
    m_stack->removeWidget(closing);
    m_tabs->removeTab(index);
    closing->deleteLater();
    showCurrent();
    m_navigator.refreshStatus();
}

void TerminalsPage::step(int direction)
{
    if (const int count = m_tabs->count(); count > 1)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + direction + count) % count);
}

void TerminalsPage::showTab(int index)
{
    m_tabs->setCurrentIndex(qMin(index, m_tabs->count() - 1));
}

void TerminalsPage::showCurrent()
{
    TerminalPane *pane = current();
    m_stack->setCurrentWidget(pane ? static_cast<QWidget *>(pane) : m_empty);
    m_tabs->setVisible(pane != nullptr);
    if (pane)
        pane->view().setFocus();
    m_navigator.refreshStatus();
}

TerminalPane *TerminalsPage::current() const
{
    return m_panes.value(m_tabs->currentIndex());
}

TerminalPane *TerminalsPage::pane(int index) const
{
    return m_panes.value(index);
}

int TerminalsPage::indexOf(const TerminalPane *pane) const
{
    return int(m_panes.indexOf(pane));
}

int TerminalsPage::count() const
{
    return int(m_panes.size());
}

int TerminalsPage::running() const
{
    return int(std::ranges::count_if(m_panes, [](TerminalPane *pane) { return pane->session().isRunning(); }));
}

} // namespace aiops::terminal
