#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::terminal {

/// `aiops ssh` and `aiops instance test`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::terminal
