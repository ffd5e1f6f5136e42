#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::services {

/// `aiops instance service list|add|edit|remove|open`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::services
