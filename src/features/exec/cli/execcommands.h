#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::exec {

/// `aiops exec`, `aiops run …` and `aiops policy …`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::exec
