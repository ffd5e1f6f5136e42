#pragma once

#include "widgets/charts/axis.h"

#include <QStringList>

#include <optional>

namespace aiops::widgets {

enum class ChartMode { Lines, Area, Stacked };

struct Threshold
{
    double value = 0;
    QString words; ///< "Critical at 90%", "8 cores"
};

/// What a chart is, apart from its samples.
struct ChartSetup
{
    QString title;
    ChartMode mode = ChartMode::Lines;
    Unit unit = Unit::Plain;
    QStringList lines;        ///< names, from the bottom up when stacked
    QList<int> colors;        ///< index into ChartStyle::lines for each
    double fixedTop = 0;      ///< end of the value axis; 0: fits the data
    std::optional<Threshold> threshold = {};
    bool hasLegend = true;    ///< false: the page shows one for several charts
};

} // namespace aiops::widgets
