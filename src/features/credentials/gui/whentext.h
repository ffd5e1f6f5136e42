#pragma once

#include "core/clock.h"

#include <QString>

namespace aiops::credentials {

/// "Just now", "2 min ago", "3 h ago", "Yesterday", then the date; "Never" for an invalid time.
QString whenText(const QDateTime &at, const QDateTime &now);
/// Day and time in the person's own zone, for the inspector.
QString exactText(const QDateTime &at);

} // namespace aiops::credentials
