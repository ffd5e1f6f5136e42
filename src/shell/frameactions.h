#pragma once

#include "shell/registry.h"

namespace aiops::shell {

class ActionTable;
class MainWindow;

/// The commands of the frame itself: panes, areas, history, zoom, full screen, palette.
void addFrameActions(MainWindow &window, ActionTable &actions);

/// What the palette offers in this window: areas, settings pages, enabled actions.
struct PaletteRow;
QList<PaletteRow> paletteRows(MainWindow &window, const Registry &registry);

} // namespace aiops::shell
