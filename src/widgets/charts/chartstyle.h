#pragma once

#include <QColor>
#include <QFont>

#include <array>

namespace aiops::widgets {

/// Colours and fonts of charts. Filled from Theme by whoever shows a chart, so that charts can be drawn without one.
struct ChartStyle
{
    QColor surface, raised, border, borderStrong, text, muted, disabled, danger;
    std::array<QColor, 8> lines;
    QFont title;  ///< 13/600
    QFont value;  ///< 12, tabular figures
    QFont label;  ///< axes and legend
};

} // namespace aiops::widgets
