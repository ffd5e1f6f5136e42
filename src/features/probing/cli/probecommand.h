#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::probing {

/// `aiops instance probe`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::probing
