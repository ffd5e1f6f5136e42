#include "widgets/charts/timecursor.h"

namespace aiops::widgets {

namespace {
constexpr qint64 kShortest = 10'000;
}

void TimeCursor::setTime(std::optional<qint64> time)
{
    if (std::exchange(m_time, time) != time)
        emit moved();
}

void TimeCursor::setZoom(Range range)
{
    if (range.to - range.from < kShortest || m_zoom == range)
        return;
    m_zoom = range;
    emit zoomed();
}

void TimeCursor::resetZoom()
{
    if (std::exchange(m_zoom, std::nullopt))
        emit zoomed();
}

} // namespace aiops::widgets
