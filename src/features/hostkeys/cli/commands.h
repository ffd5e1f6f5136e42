#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::hostkeys {

/// `aiops host-key list|show|trust|forget|import|export`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::hostkeys
