#pragma once

#include "features/myspace/gui/cardmetrics.h"
#include "inventory/types.h"

#include <QHash>

namespace aiops { class Clock; }
namespace aiops::inventory { class Inventory; }
namespace aiops::metrics { class WarmFeed; struct SessionState; }

namespace aiops::app {

/// What the cards show, from the metrics of hosts with an open connection and from what the probe saw in this run.
/// Nothing for the others: their card says what was seen last. Main thread; everything handed in outlives it.
class CardFeed final : public myspace::CardMetrics
{
    Q_OBJECT

public:
    CardFeed(inventory::Inventory &inventory, const metrics::WarmFeed &warm, const Clock &clock, QObject *parent = nullptr);

    std::optional<myspace::CardValues> values(InstanceId instance) const override;

private:
    void take(const QList<inventory::LastSeen> &seen);
    myspace::CardValues ofLastSeen(const inventory::LastSeen &seen) const;
    void addSource(myspace::CardValues &values, const metrics::SessionState &state, const inventory::LastSeen &seen) const;

    const metrics::WarmFeed &m_warm;
    const Clock &m_clock;
    QHash<InstanceId, inventory::LastSeen> m_seen;
};

/// "running", "warning" from 80 %, "critical" from 90 %; "unknown" without a value.
QString statusOfPercents(std::span<const float> percents);

} // namespace aiops::app
