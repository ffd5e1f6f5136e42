#include "app/windowprogram.h"

#include "app/commandpolicy.h"
#include "app/features.h"
#include "cli/commands.h"
#include "cli/owner/daemoncommands.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/text.h"
#include "features/forwards/forwards.h"
#include "features/probing/gui/probingfeature.h"
#include "features/probing/network.h"
#include "inventory/inventory.h"
#include "shell/confirmation.h"
#include "vault/vault.h"

namespace aiops::app {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<WindowProgram>> WindowProgram::open(const Home &home, const cli::OwnerOptions &options)
{
    auto owner = cli::OwnerServices::begin(home, options);
    return owner ? open(home, std::move(*owner)) : std::unexpected(owner.error());
}

Result<std::unique_ptr<WindowProgram>> WindowProgram::open(const Home &home, std::unique_ptr<cli::OwnerServices> owner)
{
    if (auto opened = owner->opened(); !opened)
        return std::unexpected(opened.error());
    return std::unique_ptr<WindowProgram>(new WindowProgram(home, std::move(owner)));
}

WindowProgram::WindowProgram(const Home &home, std::unique_ptr<cli::OwnerServices> owner)
    : m_home(home), m_settings(home.settings(), QSettings::IniFormat), m_owner(std::move(owner)),
      m_since(QDateTime::currentDateTimeUtc()), m_windowVault(*services().vault, *services().gatekeeper),
      m_choice(*services().vault, *services().gatekeeper),
      m_dialer(*services().gatekeeper, *services().inventory, *services().pool, metrics::netdataPort(home)),
      m_asks(std::make_shared<hostkeys::WindowInteraction>(nullptr, environmentOf(*services().inventory))),
      m_warm(*services().gatekeeper, *services().pool, *services().clock, metrics::netdataPort(home)),
      m_prober({*services().inventory, services().pool, *services().clock, probing::hasNetwork}),
      m_cards(*services().inventory, m_warm, *services().clock),
      m_tunnels({*services().inventory, *services().gatekeeper, *services().pool, m_asks})
{
    m_windowVault.setDeviceKeyPlace(&m_deviceKeyPlace);
    connect(services().vault, &vault::Vault::stateChanged, this, [this] {
        if (services().vault->state().value == vault::LockState::Unlocked)
            m_tunnels.hurry(); // what waits for a login
    });
    registerFeatures();
    m_window = std::make_unique<shell::MainWindow>(m_registry, m_navigator, m_settings);
    m_asks->setWindow(m_window.get());
    m_asks->setGate(*services().gatekeeper, m_windowVault);
}

WindowProgram::~WindowProgram()
{
    m_desktop.reset();
    m_server.reset();
    m_window.reset();
}

void WindowProgram::registerFeatures()
{
    app::registerFeatures({m_registry, m_navigator, services(), m_settings, m_choice, m_dialer, m_asks, m_windowVault, m_cards, m_prober, m_tunnels});
}

void WindowProgram::registerCommands()
{
    cli::registerDaemonCommands(m_commands, *this);
    cli::registerCommands(m_commands);
}

void WindowProgram::listen()
{
    registerCommands();
    m_server = std::make_unique<cli::OwnerServer>(m_home, m_commands, &services());
    m_server->setPolicy([this](const QString &client) { return mayAnswer(client); });
    if (auto listening = m_server->listen(); !listening)
        m_navigator.problem(tr("Command line"), listening.error());
    m_desktop = std::make_unique<DesktopLink>(m_windowVault);
    probing::startAsSet(m_prober, *services().gatekeeper, m_settings);
    services().forwards->keepRunning();
}

Future<bool> WindowProgram::mayAnswer(const QString &client)
{
    switch (commandPolicy(m_settings)) {
    case CommandPolicy::Always: return ready<bool>(true);
    case CommandPolicy::Never: return ready<bool>(false);
    case CommandPolicy::Ask: break;
    }
    return askForCommand(*m_window, client);
}

Status WindowProgram::openPage(const QString &page)
{
    const QString id = page.section(u':', 0, 0);
    const QString name = page.section(u':', 1);
    if (name.isEmpty()) {
        m_window->open(id);
        return {};
    }
    const auto instance = services().inventory->findInstance(services().inventory->currentOrganization(), name);
    if (!instance)
        return std::unexpected(instance.error());
    m_window->open(id, instance->id.toString());
    return {};
}

QJsonObject WindowProgram::status() const
{
    QJsonObject status = m_owner->status();
    status.insert(u"running"_s, true);
    status.insert(u"kind"_s, u"window"_s);
    status.insert(u"pid"_s, QCoreApplication::applicationPid());
    status.insert(u"since"_s, toRfc3339(m_since));
    status.insert(u"clients"_s, m_server ? m_server->clients() : 0);
    return status;
}

Status WindowProgram::stay()
{
    return std::unexpected(Error{Errc::Conflict, tr("The window is open and answers already."), {}});
}

Status WindowProgram::stop()
{
    return std::unexpected(Error{Errc::Conflict, tr("The window owns this home folder. Close it there."), {}});
}

} // namespace aiops::app
