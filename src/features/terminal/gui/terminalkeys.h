#pragma once

class QKeyEvent;

namespace aiops::terminal {

/// The keys that a window may take from a terminal (ui-spec 4, column T) where nobody tells which ones it uses.
bool belongsToWindow(const QKeyEvent &event);

} // namespace aiops::terminal
