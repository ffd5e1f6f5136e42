#pragma once

#include <functional>

class QWidget;

namespace aiops::app {

/// Calls `act` once when the window has been painted and shown to the person, or after a second where nothing paints
/// (minimized, on another desktop). For what may wait so that the window stands sooner.
void afterFirstPaint(QWidget &window, std::function<void()> act);

} // namespace aiops::app
