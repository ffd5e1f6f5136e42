#include "features/probing/seenwriter.h"

#include "inventory/inventory.h"

namespace aiops::probing {

using namespace std::chrono_literals;

SeenWriter::SeenWriter(inventory::Inventory &inventory, QObject *parent) : QObject(parent), m_inventory(inventory)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SeenWriter::flush);
    connect(&inventory, &inventory::Inventory::seenChanged, this, [this](const QList<inventory::LastSeen> &all) {
        for (const inventory::LastSeen &seen : all)
            m_states.insert(seen.instance, seen.state);
    });
}

void SeenWriter::add(const inventory::LastSeen &seen, bool isWaitedFor)
{
    if (!seen.at.isValid() && m_states.value(seen.instance) == seen.state && !m_waiting.contains(seen.instance))
        return;
    m_waiting.insert(seen.instance, seen);
    const auto wait = isWaitedFor ? 1000ms : 5000ms;
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

void SeenWriter::flush()
{
    m_timer.stop();
    if (m_waiting.isEmpty())
        return;
    m_inventory.noteSeen(std::exchange(m_waiting, {}).values());
}

} // namespace aiops::probing
