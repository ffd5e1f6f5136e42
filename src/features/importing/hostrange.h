#pragma once

#include "core/error.h"

#include <QStringList>

namespace aiops::importing {

/// Ansible's ranges of hosts: "web[01:20].example.com", "db-[a:f]", "n[0:10:2]", several in one name. Errors Invalid, TooLarge when
/// it gives more than `most`.
Result<QStringList> expandHostRange(const QString &pattern, qsizetype most);

} // namespace aiops::importing
