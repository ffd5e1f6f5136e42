#pragma once

#include <QString>

namespace aiops::rotation {

/// A notice of the desktop, where its program is there (notify-send of libnotify). Nothing of a secret goes into it.
void showDesktopNotice(const QString &title, const QString &text);

} // namespace aiops::rotation
