#pragma once

#include "widgets/theme.h"

class QSettings;

namespace aiops::shell {

/// How the program looks on this computer.
struct Appearance
{
    widgets::Theme::Mode mode = widgets::Theme::Mode::System;
    bool isCompact = false;
    int zoom = 100; ///< percent
    bool isReducedMotion = false;

    static Appearance read(const QSettings &settings);
    void write(QSettings &settings) const;
    void apply(widgets::Theme &theme) const;
    static Appearance of(const widgets::Theme &theme);
};

} // namespace aiops::shell
