#pragma once

#include "widgets/charts/axis.h"

#include <QByteArray>
#include <QStringList>

#include <limits>
#include <span>
#include <vector>

namespace aiops::widgets {

inline constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// Samples of one chart: a time per row, a value per line, NaN for a gap.
struct ChartData
{
    std::vector<qint64> times; ///< ms since 1970, ascending
    std::vector<std::vector<float>> lines;
    /// A grey band behind the lines, from the lowest to the highest of those that have no line of their own; may be empty.
    std::vector<float> bandLow, bandHigh;

    std::size_t size() const { return times.size(); }
    /// Row nearest to `at`, or -1 when none is within `reach` ms.
    qsizetype nearest(qint64 at, qint64 reach) const;
    bool hasValues(std::size_t line) const;
};

/// Sums lines upwards, so that line i is the upper edge of layer i. A gap in one layer counts as 0 unless the
/// whole row is one.
std::vector<std::vector<float>> stacked(const ChartData &data);

/// RFC 4180 with a header line; times in RFC 3339, gaps empty. Cells that a spreadsheet would calculate are quoted off.
QByteArray toCsv(const ChartData &data, const QStringList &names);

} // namespace aiops::widgets
