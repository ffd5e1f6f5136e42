#pragma once

#include <QString>

#include <vector>

namespace aiops::widgets {

enum class Unit { Percent, Bytes, BytesPerSecond, BitsPerSecond, Plain };

/// What divides the values of an axis so that its labels stay short: {1e6, "MB/s"}.
struct Scale
{
    double divisor = 1;
    QString suffix;
};
/// Bytes are shown in binary units (GiB), rates in decimal ones (MB/s, Mbit/s), as their tools do.
Scale scaleFor(Unit unit, double largest);

/// "46.2%", "31.4 MB/s", "n/a" for a gap.
QString formatValue(Unit unit, double value);

struct ValueAxis
{
    double top = 1;
    double step = 0.25;
    Scale scale;
    QString label(double value) const; ///< of a tick
};
/// From 0 to a round number at or above `largest` in about four steps. `fixedTop` > 0 sets the end.
ValueAxis valueAxis(Unit unit, double largest, double fixedTop = 0);

struct TimeTick
{
    qint64 at; ///< ms since 1970
    QString label;
};
/// Round local times between `from` and `to`, at most `count`.
std::vector<TimeTick> timeTicks(qint64 from, qint64 to, int count);

} // namespace aiops::widgets
