#pragma once

#include "core/future.h"
#include "core/ids.h"
#include "ssh/client/types.h"

#include <functional>

class QWidget;

namespace aiops::inventory { class Inventory; }
namespace aiops::shell { class Navigator; class Registry; }
namespace aiops::team { class Gatekeeper; }

namespace aiops::forwards {

class Forwards;

struct FeatureParts
{
    Forwards &forwards;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    std::shared_ptr<ssh::Interaction> person;
    std::function<Future<void>()> requestUnlock = {}; ///< opens the unlock dialog; empty: the error is shown
};

/// The commands "Forward a port" and the status of what runs. All of `parts` outlives the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts);

/// The list at the foot of the terminals' side pane.
QWidget *createForwardList(const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent);

} // namespace aiops::forwards
