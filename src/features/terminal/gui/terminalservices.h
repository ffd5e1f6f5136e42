#pragma once

#include "features/terminal/gui/terminalview.h"
#include "features/terminal/terminalsession.h"
#include "inventory/inventory.h"

#include <functional>

namespace aiops::terminal {

class TerminalPane;

/// What the window's terminals stand on. The references outlive every page; `makeView` is exchanged in tests.
struct TerminalServices
{
    ssh::Pool &pool;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    std::shared_ptr<ssh::Interaction> interaction;
    std::function<TerminalView *(QWidget *parent)> makeView = {}; ///< empty: QTermWidgetView
    std::function<Future<void>()> requestUnlock = {};            ///< opens the unlock dialog; empty: no button
    OpenShell openShell = {};                                    ///< empty: through the pool
    OpenShell openLocal = {};                                    ///< of this computer; empty: LocalShell
    std::function<QWidget *(QWidget *parent)> belowHosts = {};   ///< at the foot of the side pane; empty: nothing
    std::function<bool(QKeyCombination)> takesKey = {};          ///< the window wants it though a terminal has the focus
};

/// A pane for a shell of this computer, not started yet.
TerminalPane *makeLocalPane(const TerminalServices &services, QWidget *parent);
/// A pane for an endpoint, not started yet. `environment` as in EnvBand.
TerminalPane *makePane(const TerminalServices &services, const ssh::Endpoint &endpoint, const QString &environment,
                       QWidget *parent);

} // namespace aiops::terminal
