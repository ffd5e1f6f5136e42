#pragma once

#include "inventory/types.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace aiops::inventory { class Inventory; }

namespace aiops::probing {

/// Collects what was seen and writes it in one local transaction: a second after the first of a batch when a person
/// waits, else 5 s. An instance that still does not answer changes nothing and is not written. Main thread.
class SeenWriter final : public QObject
{
    Q_OBJECT

public:
    explicit SeenWriter(inventory::Inventory &inventory, QObject *parent = nullptr);

    void add(const inventory::LastSeen &seen, bool isWaitedFor);
    void flush();

private:
    inventory::Inventory &m_inventory;
    QHash<InstanceId, inventory::LastSeen> m_waiting;
    QHash<InstanceId, QString> m_states; ///< as written last
    QTimer m_timer;
};

} // namespace aiops::probing
