#pragma once

#include "core/future.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <chrono>

class QSocketNotifier;


namespace aiops::ssh {

/// Finds the addresses of a host and connects to the first that answers. One use. Main thread.
class Dialer final : public QObject
{
    Q_OBJECT

public:
    explicit Dialer(std::chrono::milliseconds patience);
    ~Dialer() override;

    Future<QList<QHostAddress>> resolve(const QString &host); ///< Errors: Unreachable, TimedOut
    /// A connected, non-blocking descriptor that belongs to the caller. Errors: Unreachable, TimedOut.
    Future<int> dial(const QList<QHostAddress> &addresses, quint16 port);
    void abort(); ///< what waits ends with Cancelled

private:
    void next();
    void answered();
    void dropSocket();
    void finish(Result<int> result);

    std::chrono::milliseconds m_patience;
    std::optional<QPromise<Result<QList<QHostAddress>>>> m_resolving;
    std::optional<QPromise<Result<int>>> m_dialing;
    QList<QHostAddress> m_left;
    quint16 m_port = 0;
    int m_socket = -1;
    QString m_lastError;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_deadline;
    QTimer m_share; ///< when several addresses have to share the time
};

} // namespace aiops::ssh
