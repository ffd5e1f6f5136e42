#pragma once

#include <QObject>

#include <optional>

namespace aiops::widgets {

/// The time that the charts of one page point at, and the range that they show. Times in ms since 1970.
class TimeCursor final : public QObject
{
    Q_OBJECT

public:
    struct Range
    {
        qint64 from = 0;
        qint64 to = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };

    using QObject::QObject;

    std::optional<qint64> time() const { return m_time; }
    void setTime(std::optional<qint64> time);
    /// Set while a part was selected; the charts then stop following the live end.
    std::optional<Range> zoom() const { return m_zoom; }
    /// Refuses less than 10 s.
    void setZoom(Range range);
    void resetZoom();

signals:
    void moved();
    void zoomed();

private:
    std::optional<qint64> m_time;
    std::optional<Range> m_zoom;
};

} // namespace aiops::widgets
