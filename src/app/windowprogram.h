#pragma once

#include "app/cardfeed.h"
#include "app/desktoplink.h"
#include "app/devicekeyplace.h"
#include "app/vaultchoice.h"
#include "cli/command.h"
#include "cli/owner/ownercontrol.h"
#include "cli/owner/ownerserver.h"
#include "cli/ownerservices.h"
#include "features/credentials/gui/windowvault.h"
#include "features/hostkeys/gui/windowinteraction.h"
#include "features/metrics/pooldialer.h"
#include "features/metrics/warmfeed.h"
#include "features/probing/prober.h"
#include "features/services/opentunnels.h"
#include "shell/mainwindow.h"
#include "shell/navigator.h"
#include "shell/registry.h"

#include <QSettings>

namespace aiops::app {

/// The composition of the window: owns the services, the registries and the frame, and answers `aiops` from the first
/// paint on. Main thread.
class WindowProgram final : public QObject, public cli::OwnerControl
{
    Q_OBJECT

public:
    /// Takes the home folder. Errors of OwnerServices::open(): Busy when another process has it.
    static Result<std::unique_ptr<WindowProgram>> open(const Home &home, const cli::OwnerOptions &options = {});
    /// With services that were begun earlier. Waits for the database; errors of OwnerServices::opened().
    static Result<std::unique_ptr<WindowProgram>> open(const Home &home, std::unique_ptr<cli::OwnerServices> owner);
    ~WindowProgram() override;

    shell::MainWindow &window() { return *m_window; }
    shell::Navigator &navigator() { return m_navigator; }
    cli::Services &services() { return m_owner->services(); }
    QSettings &settings() { return m_settings; }

    /// "vault", or "instance:web-1": an object is named as on the command line. Error NotFound.
    Status openPage(const QString &page);
    /// What waits until the window stands: the socket for `aiops`, and the probe of the hosts.
    void listen();

    QJsonObject status() const override;
    Status stay() override;
    Status stop() override;

private:
    WindowProgram(const Home &home, std::unique_ptr<cli::OwnerServices> owner);
    void registerFeatures();
    void registerCommands();
    Future<bool> mayAnswer(const QString &client);

    Home m_home;
    QSettings m_settings;
    std::unique_ptr<cli::OwnerServices> m_owner;
    QDateTime m_since;
    shell::Navigator m_navigator;
    shell::Registry m_registry;
    cli::Registry m_commands;
    DeviceKeyPlace m_deviceKeyPlace{m_owner->deviceKey()};
    credentials::WindowVault m_windowVault;
    std::unique_ptr<DesktopLink> m_desktop; ///< from the first paint on
    VaultChoice m_choice;
    metrics::PoolDialer m_dialer;
    std::shared_ptr<hostkeys::WindowInteraction> m_asks;
    metrics::WarmFeed m_warm;
    probing::Prober m_prober;
    CardFeed m_cards;
    services::OpenTunnels m_tunnels;
    std::unique_ptr<shell::MainWindow> m_window;
    std::unique_ptr<cli::OwnerServer> m_server;
};

} // namespace aiops::app
