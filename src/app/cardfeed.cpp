#include "app/cardfeed.h"

#include "core/clock.h"
#include "features/metrics/warmfeed.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/probing/words.h"
#include "inventory/inventory.h"

#include <cmath>

namespace aiops::app {

using namespace Qt::StringLiterals;
using metrics::SessionState;
using myspace::CardValues;

namespace {

constexpr float kWarning = 80, kCritical = 90;

} // namespace

QString statusOfPercents(std::span<const float> percents)
{
    float worst = -1;
    for (const float each : percents)
        worst = std::isfinite(each) ? std::max(worst, each) : worst;
    return worst >= kCritical ? u"critical"_s : worst >= kWarning ? u"warning"_s : worst >= 0 ? u"running"_s : u"unknown"_s;
}

CardFeed::CardFeed(inventory::Inventory &inventory, const metrics::WarmFeed &warm, const Clock &clock, QObject *parent)
    : CardMetrics(parent), m_warm(warm), m_clock(clock)
{
    connect(&inventory, &inventory::Inventory::seenChanged, this, &CardFeed::take, Qt::QueuedConnection); // after everybody else has it
    connect(&warm, &metrics::WarmFeed::changed, this, &CardFeed::changed);
}

void CardFeed::take(const QList<inventory::LastSeen> &seen)
{
    QList<InstanceId> ids;
    for (inventory::LastSeen one : seen) {
        if (!one.at.isValid())
            one.at = m_seen.value(one.instance).at;
        m_seen.insert(one.instance, one);
        ids.append(one.instance);
    }
    emit changed(ids);
}

CardValues CardFeed::ofLastSeen(const inventory::LastSeen &seen) const
{
    CardValues values;
    values.status = seen.state == u"reachable" || seen.state == u"unreachable" ? seen.state : u"unknown"_s;
    const QString ago = seen.at.isValid() ? myspace::agoText(seen.at, m_clock.now()) : QString();
    if (values.status == u"reachable" && seen.latencyMs >= 0)
        values.source = tr("%1, seen %2").arg(probing::latencyText(seen.latencyMs), ago);
    else
        values.source = ago.isEmpty() ? QString() : tr("Last seen %1").arg(ago);
    return values;
}

std::optional<CardValues> CardFeed::values(InstanceId instance) const
{
    const auto seen = m_seen.constFind(instance);
    const auto reading = m_warm.reading(instance);
    if (!reading)
        return seen == m_seen.cend() ? std::nullopt : std::optional(ofLastSeen(*seen));
    CardValues values = seen == m_seen.cend() ? CardValues{} : ofLastSeen(*seen);
    for (std::size_t i = 0; i < values.series.size(); ++i)
        values.series[i] = {reading->state.kind == SessionState::Live ? double(reading->now[i]) : double(metrics::kGap), reading->ring->samples(i)};
    values.end = reading->ring->end() * 1000;
    values.step = reading->ring->step() * 1000;
    addSource(values, reading->state, seen == m_seen.cend() ? inventory::LastSeen{} : *seen);
    return values;
}

void CardFeed::addSource(CardValues &values, const SessionState &state, const inventory::LastSeen &seen) const
{
    switch (state.kind) {
    case SessionState::Live: {
        const std::array<float, 3> now{float(values.series[0].value), float(values.series[1].value), float(values.series[2].value)};
        values.isLive = true;
        values.status = statusOfPercents(now);
        values.source = state.words();
        values.sourceStatus = u"running"_s;
        return;
    }
    case SessionState::NoAgent: // the connection is open: it is there
        values.status = u"reachable"_s;
        values.source = seen.at.isValid() ? tr("No agent, seen %1").arg(myspace::agoText(seen.at, m_clock.now())) : state.words();
        values.sourceStatus.clear();
        return;
    case SessionState::Stale:
        if (state.ageSeconds < 0)
            return;
        values.source = state.words();
        values.sourceStatus = u"warning"_s;
        return;
    default: return;
    }
}

} // namespace aiops::app
