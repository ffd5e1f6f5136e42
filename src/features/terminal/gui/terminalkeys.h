#pragma once

class QKeyEvent;

namespace aiops::terminal {

/// While a terminal has the focus only some keys act in the window (ui-spec 4, column T); all others go to the shell.
bool belongsToWindow(const QKeyEvent &event);

} // namespace aiops::terminal
