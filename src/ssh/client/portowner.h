#pragma once

#include <QString>

namespace aiops::ssh {

/// The program that listens on a TCP port of this computer, "nginx (process 812)", or empty when the system does not
/// tell (it does for programs of this user, on Linux). A few milliseconds; any thread.
QString ownerOfPort(quint16 port);

} // namespace aiops::ssh
