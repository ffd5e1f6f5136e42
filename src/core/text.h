#pragma once

#include <QString>

namespace aiops {

/// Makes text from a server or file safe to show on one line: control and bidirectional characters become
/// visible escapes (\x1b, \u202e), and what is longer than `limit` characters is cut with an ellipsis.
QString shownPlain(QStringView text, qsizetype limit = 500);

/// "Checkout API 2" -> "checkout-api-2". Letters outside ASCII are kept lower-cased; empty stays empty.
QString slugOf(QStringView name);

/// RFC 3339 in UTC with milliseconds: "2026-11-21T08:00:00.000Z". Empty for an invalid time.
QString toRfc3339(const class QDateTime &time);

} // namespace aiops
