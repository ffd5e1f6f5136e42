#pragma once

#include "inventory/types.h"

namespace aiops::myspace {

/// "ssh -p 2222 deploy@10.0.0.4": quoted for a POSIX shell, the port only when it is not 22.
QString sshCommand(const inventory::Instance &instance);

} // namespace aiops::myspace
