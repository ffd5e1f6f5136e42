#pragma once

#include "features/thiscomputer/gui/doorlist.h"
#include "features/thiscomputer/sampler.h"

namespace aiops::thiscomputer {

/// What the pages of this feature stand on; all of it outlives the window.
struct Services
{
    Sampler &sampler;
    const shell::Registry &registry;
    shell::Navigator &navigator;
    FindHosts findHosts;
    std::function<bool()> hasVault; ///< asked again after Navigator::refreshStatus()
};

/// What a new home shows instead of instances: this computer live, and the ways to get servers in.
QWidget *createFirstRunPage(const Services &services, QWidget *parent);
/// This computer with its charts of the last 15 minutes.
QWidget *createLivePage(const Services &services, QWidget *parent);
/// The command "thiscomputer.open". `open` shows the live page, wherever it is hosted.
void registerFeature(shell::Registry &registry, std::function<void()> open);

} // namespace aiops::thiscomputer
