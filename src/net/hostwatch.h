#pragma once

#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace aiops::net {

/// Notices that this computer was asleep, and that its network has become another: at once on Linux (the kernel tells
/// both), within half a minute elsewhere. Main thread.
class HostWatch final : public QObject
{
    Q_OBJECT

public:
    using Awake = std::function<std::chrono::milliseconds()>; ///< time that does not go on during sleep

    explicit HostWatch(const Clock &clock, Awake awake = {}, QObject *parent = nullptr);
    ~HostWatch() override;

    /// Listens to the system. Without it only check() and noteRoutes() say something.
    void start();
    void check();
    /// What a netlink socket received (rtnetlink(7)): an address or a default route that came or went.
    void noteRoutes(QByteArrayView messages);

signals:
    void woke();
    void networkChanged(); ///< a moment after the last of several changes

private:
    void watchClock();
    void watchRoutes();
    void readClock();
    void readRoutes();

    const Clock &m_clock;
    Awake m_awake;
    std::chrono::milliseconds m_asleep{}; ///< since boot, when last looked
    QDateTime m_lastLook;
    QTimer m_look;
    QTimer m_settle;
    int m_clockFd = -1;
    int m_routeFd = -1;
    std::unique_ptr<QSocketNotifier> m_clockNotifier;
    std::unique_ptr<QSocketNotifier> m_routeNotifier;
    QByteArray m_addresses;
};

} // namespace aiops::net
