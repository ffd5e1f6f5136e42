#pragma once

#include "widgets/charts/chartstyle.h"

namespace aiops::widgets {

class Theme;

/// The colours and fonts of the charts in a theme.
ChartStyle chartStyle(const Theme &theme);

} // namespace aiops::widgets
