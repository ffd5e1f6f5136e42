#pragma once

#include <QString>

namespace aiops::cli {

/// Terminal columns that a text takes (UAX #11: wide and full-width characters take two, combining marks none).
int displayWidth(QStringView text);

/// The longest beginning that fits, ending in an ellipsis when something was cut.
QString fitted(const QString &text, int columns);

} // namespace aiops::cli
