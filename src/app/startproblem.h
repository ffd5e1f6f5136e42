#pragma once

#include "core/error.h"

class QApplication;

namespace aiops::app {

/// A small window that says why the program cannot start and what to do. Gives the exit code.
int showStartProblem(QApplication &app, const Error &error);

} // namespace aiops::app
