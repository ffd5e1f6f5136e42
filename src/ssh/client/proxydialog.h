#pragma once

#include "core/future.h"
#include "ssh/client/proxytalk.h"

#include <QObject>

class QSocketNotifier;

namespace aiops::ssh {

/// Leads a ProxyTalk over a connected socket. One use. Main thread.
class ProxyDialog final : public QObject
{
    Q_OBJECT

public:
    ProxyDialog(int socket, std::unique_ptr<ProxyTalk> talk, std::chrono::milliseconds patience); ///< takes the socket
    ~ProxyDialog() override;

    /// The socket, which belongs to the caller then. Errors: those of the talk, Unreachable, TimedOut, Cancelled.
    Future<int> run();
    void abort();

private:
    void follow(ProxyTalk::Step step);
    void write();
    void read();
    void finish(Result<int> result);

    int m_socket;
    std::unique_ptr<ProxyTalk> m_talk;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::optional<QPromise<Result<int>>> m_promise;
    Secret m_out;
    qsizetype m_sent = 0;
    QByteArray m_in;
    qsizetype m_wants = 0;
    QTimer m_deadline;
};

} // namespace aiops::ssh
