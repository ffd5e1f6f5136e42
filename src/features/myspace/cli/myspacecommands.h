#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::myspace {

void registerCommands(cli::Registry &registry);

} // namespace aiops::myspace
