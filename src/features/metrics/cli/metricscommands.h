#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::metrics {

/// `aiops metrics now|range`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::metrics
