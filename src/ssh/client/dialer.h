#pragma once

#include "core/future.h"
#include "ssh/client/address.h"

#include <QObject>
#include <QTimer>

#include <chrono>

class QSocketNotifier;

namespace aiops::ssh {

/// Finds the addresses of a host and connects to the first that answers: IPv6 and IPv4 in turn, the next one 250 ms
/// after the last or as soon as that has failed (RFC 8305 §5). One use. Main thread.
class Dialer final : public QObject
{
    Q_OBJECT

public:
    explicit Dialer(std::chrono::milliseconds patience);
    ~Dialer() override;

    Future<QList<Address>> resolve(const QString &host); ///< Errors: Unreachable, TimedOut
    /// A connected, non-blocking descriptor that belongs to the caller. Errors: Unreachable, TimedOut.
    Future<int> dial(const QList<Address> &addresses, quint16 port);
    void abort(); ///< what waits ends with Cancelled

private:
    struct Try
    {
        int socket = -1;
        std::unique_ptr<QSocketNotifier> notifier;
    };

    void next();
    void answered(int socket);
    void release(int socket); ///< no longer watched, still open
    void closeAll();
    void resolved(Result<QList<Address>> addresses);
    void finish(Result<int> result);

    std::chrono::milliseconds m_patience;
    std::optional<QPromise<Result<QList<Address>>>> m_resolving;
    Future<QList<Address>> m_lookup;
    std::optional<QPromise<Result<int>>> m_dialing;
    QList<Address> m_left;
    quint16 m_port = 0;
    std::vector<Try> m_tries;
    QString m_lastError;
    QTimer m_deadline;
    QTimer m_stagger;
};

} // namespace aiops::ssh
