#pragma once

#include "ssh/client/workerprocess.h"
#include "ssh/link.h"
#include "ssh/messages.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <memory>
#include <thread>

namespace aiops::ssh {

namespace engine {
class Loop;
}

/// An engine and the way to it. Main thread.
class EngineHost : public QObject
{
    Q_OBJECT

public:
    /// In a thread of this process: no protection from what a server does to the library.
    static std::unique_ptr<EngineHost> thread();
    /// In a worker process that is asked for a sign of life every `liveness` while it has sessions; without an answer until the
    /// next question it is killed. Errors as WorkerProcess::start().
    static Result<std::unique_ptr<EngineHost>> worker(std::chrono::milliseconds liveness);

    void send(messages::ToEngine message, int descriptor = -1);
    virtual pid_t pid() const { return -1; } ///< of a worker

    /// Why it was lost, when that is not the connection's matter: of another version, or it never worked.
    const std::optional<Error> &fault() const { return m_fault; }

    virtual void finish() {} ///< nothing more will be sent; a worker ends when its sessions are closed

    int sessions() const { return m_sessions; }
    void addSession();
    void removeSession();

signals:
    void said(aiops::ssh::messages::ToClient &message);
    void lost(); ///< once, never from within send()

protected:
    explicit EngineHost(std::unique_ptr<Link> link) : m_link(std::move(link)) {}
    void drain();
    virtual void sent() {}
    /// Whether more is heard from it; otherwise it was given up.
    virtual bool admits(const std::optional<messages::ToClient> &) { return true; }
    virtual void heard(const messages::ToClient &) {}
    virtual void drained() {}
    virtual void garbled() {}
    virtual void usedChanged(bool) {}

    std::unique_ptr<Link> m_link;
    std::optional<Error> m_fault;

private:
    int m_sessions = 0;
    bool m_drainQueued = false;
};

} // namespace aiops::ssh
