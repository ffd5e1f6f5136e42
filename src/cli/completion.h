#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// The script that a shell sources. Names of instances, projects … are asked from `aiops __complete KIND PREFIX`.
QString completionScript(const Registry &registry, const QString &shell); ///< "bash", "zsh", "fish"

} // namespace aiops::cli
