#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::audit {

void registerCommands(cli::Registry &registry);

} // namespace aiops::audit
