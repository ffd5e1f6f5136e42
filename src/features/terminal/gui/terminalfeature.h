#pragma once

#include "features/terminal/gui/terminalservices.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::terminal {

/// Area "terminals", the tab "Terminal" of an instance, the commands and the status of the sessions.
/// The services must outlive the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const TerminalServices &services);

/// A terminal embedded in another page; connects when it is first shown.
QWidget *createTerminalPane(const TerminalServices &services, const QString &instanceId, QWidget *parent);

} // namespace aiops::terminal
