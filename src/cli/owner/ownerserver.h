#pragma once

#include "cli/command.h"
#include "core/home.h"

class QSocketNotifier;

namespace aiops::cli {

class Session;

/// Answers `aiops` for the process that owns a home folder: a window, a daemon, or an owner for one command.
/// The socket is this user's alone. Made only by a process that holds the HomeLock. Main thread.
class OwnerServer final : public QObject
{
    Q_OBJECT

public:
    /// Whether a command of this client may run here; `client` is for people: "aiops instance list".
    using Policy = std::function<Future<bool>(QString client)>;

    OwnerServer(const Home &home, const Registry &registry, Services *services, QObject *parent = nullptr);
    ~OwnerServer() override;

    /// Removes what a dead owner left and listens. Errors: ReadOnly, Denied (the folder is somebody else's), Failed.
    Status listen();
    /// No new client; running commands go on.
    void stopListening();
    void setPolicy(Policy policy) { m_policy = std::move(policy); }

    /// A client whose first connection was not made through the socket, because there was no owner yet.
    void adopt(Session *session);
    void interruptAll(); ///< as if each person had pressed Ctrl+C
    int clients() const { return int(m_sessions.size()); }

signals:
    void idle(); ///< the last client has gone

private:
    Future<Services *> admit(QString client);
    void accept();
    void take(int fd);
    bool makeRoom();

    const Home m_home;
    const Registry &m_registry;
    Services *m_services;
    Policy m_policy;
    QList<Session *> m_sessions;
    QSocketNotifier *m_notifier = nullptr;
    int m_fd = -1;
};

} // namespace aiops::cli
