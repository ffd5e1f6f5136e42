#pragma once

#include <QCoreApplication>
#include <QFile>

namespace aiops::app {

/// Of the library that implements Desktop: beside the program, or where it is installed.
inline QString desktopLibraryPath()
{
    const QString beside = QCoreApplication::applicationDirPath();
    const QString installed = beside + QStringLiteral("/../lib/aiops-command-center/aiops-desktop");
    return QFile::exists(installed + QStringLiteral(".so")) ? installed : beside + QStringLiteral("/aiops-desktop");
}

} // namespace aiops::app
