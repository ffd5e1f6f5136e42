#pragma once

#include "shell/registry.h"

namespace aiops::shell {

class ActionTable;
class MainWindow;
class Navigator;

/// The commands of the frame itself: panes, areas, scopes, history, zoom, full screen, palette, help.
void addFrameActions(MainWindow &window, ActionTable &actions, const Registry &registry, Navigator &navigator);

} // namespace aiops::shell
