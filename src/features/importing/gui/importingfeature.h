#pragma once

#include "features/importing/importservices.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::importing {

/// The actions importing.sshConfig, importing.csv, importing.ansible (for a file when an object is given) and
/// importing.export (for the ids of an object, with commas between).
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, ImportServices services);

} // namespace aiops::importing
