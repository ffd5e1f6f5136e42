#pragma once

namespace aiops::cli {
class Registry;
}

namespace aiops::importing {

/// `instance import-csv`, `import-ssh-config`, `import-ansible` and `export`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::importing
