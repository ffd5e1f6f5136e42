#pragma once

#include "cli/services.h"
#include "core/future.h"
#include "features/hostkeys/gui/windowinteraction.h"

class QSettings;

namespace aiops::credentials { class WindowVault; }
namespace aiops::metrics { class AgentDialer; }
namespace aiops::myspace { class CardMetrics; class CredentialChoice; }
namespace aiops::probing { class Prober; }
namespace aiops::services { class OpenTunnels; }
namespace aiops::shell { class Navigator; class Registry; }

namespace aiops::app {

struct FeatureContext
{
    shell::Registry &registry;
    shell::Navigator &navigator;
    cli::Services &services;
    QSettings &settings;
    myspace::CredentialChoice &credentials;
    metrics::AgentDialer &dialer;
    std::shared_ptr<hostkeys::WindowInteraction> asks;
    credentials::WindowVault &windowVault;
    myspace::CardMetrics &cards;
    probing::Prober &prober;
    services::OpenTunnels &tunnels;
};

/// The one list of features of the window.
void registerFeatures(const FeatureContext &context);

/// "prod", "staging", "dev" or "" of the instance behind an endpoint.
hostkeys::WindowInteraction::EnvironmentOf environmentOf(inventory::Inventory &inventory);

} // namespace aiops::app
