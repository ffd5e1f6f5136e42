#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::sessions {

/// `aiops session list|close`: the SSH connections that are open.
void registerCommands(cli::Registry &registry);

} // namespace aiops::sessions
