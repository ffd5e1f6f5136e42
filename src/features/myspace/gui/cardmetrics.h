#pragma once

#include "core/ids.h"

#include <QList>
#include <QObject>

#include <array>
#include <limits>
#include <optional>

namespace aiops::myspace {

/// One of CPU, memory, disk in percent. NaN: nobody knows, shown as "n/a".
struct CardSeries
{
    double value = std::numeric_limits<double>::quiet_NaN();
    QList<float> samples; ///< oldest first, 0 to 100, the last 15 minutes, CardValues::step apart; NaN is a gap
};

/// Those three of a card. They take no room while nobody knows them, which is so for most of ten thousand.
class CardSeriesSet final
{
public:
    CardSeriesSet() = default;
    explicit CardSeriesSet(const std::array<CardSeries, 3> &known) : m_known(known.begin(), known.end()) {}
    const CardSeries &operator[](size_t i) const
    {
        static const CardSeries unknown;
        return m_known.isEmpty() ? unknown : m_known[qsizetype(i)];
    }
    auto begin() const { return m_known.cbegin(); } ///< nothing when nobody knows them
    auto end() const { return m_known.cend(); }

private:
    QList<CardSeries> m_known;
};

struct CardValues
{
    std::array<CardSeries, 3> series; ///< CPU, memory, disk
    QString status;                   ///< "running", "warning", …; empty: as last seen
    QString source;                   ///< "Netdata live, 1 s"; translated
    QString sourceStatus;             ///< shape before it: "running", "warning", "none"
    qint64 end = 0;                   ///< time of the last sample, ms since 1970
    qint64 step = 5000;               ///< ms between samples
    bool isLive = false;              ///< the values are of now
};

/// Where the cards get their numbers. The composition feeds it; without one every card shows "n/a". Main thread.
class CardMetrics : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual std::optional<CardValues> values(InstanceId instance) const = 0;

signals:
    void changed(const QList<aiops::InstanceId> &instances); ///< at most twice a second
};

} // namespace aiops::myspace
