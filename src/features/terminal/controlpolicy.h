#pragma once

#include <QByteArrayView>

namespace aiops::terminal {

/// Rules on one complete sequence of ECMA-48 control functions; the scanning is in OutputFilter.
/// `sequence` starts with ESC [ and ends with the final byte.
bool controlAllowed(QByteArrayView sequence, int columns);
/// `payload` is what stands between ESC ] and the terminator.
bool oscAllowed(QByteArrayView payload);

} // namespace aiops::terminal
