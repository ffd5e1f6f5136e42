#pragma once

#include "core/error.h"
#include "widgets/theme.h"

#include <QSize>
#include <QStringList>

namespace aiops::app {

/// The command line of the window.
struct Options
{
    QString home;
    QString page;             ///< "myspace", or "instance:ID"
    QString screenshot;       ///< file to write; the window renders, writes and ends
    QSize size;
    std::optional<widgets::Theme::Mode> theme;
    bool help = false;
    bool version = false;
};

/// Error Invalid for an unknown option or value.
Result<Options> parseOptions(const QStringList &arguments);
QString helpText();

} // namespace aiops::app
