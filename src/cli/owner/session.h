#pragma once

#include "cli/command.h"
#include "cli/owner/remoteio.h"
#include "cli/parser.h"

namespace aiops::cli {

/// One `aiops` at the other end of a socket: greets it, runs its one command, ends.
class Session final : public QObject
{
    Q_OBJECT

public:
    /// May this client run a command that needs the home folder? Errors: Busy (another process owns it), Denied, …
    using Admit = std::function<Future<Services *>(QString client)>;

    Session(int fd, const Registry &registry, Admit admit, QObject *parent = nullptr); ///< takes over the descriptor

    bool isRunning() const { return m_io != nullptr; }
    bool isAbandoned() const { return m_running; } ///< ended() came, but the command still uses this object
    void interrupt(); ///< as Ctrl+C would
    void close();

signals:
    void ended(); ///< the client has its exit code or is gone, and the command is over or was given up

private:
    void take(wire::Type type, const QByteArray &payload);
    void greet(const QByteArray &payload);
    void prepare(const QByteArray &payload);
    void welcome();
    void begin(Services *services);
    void giveUp();
    void finish(const Result<int> &result);
    void fail(const Error &error);
    void exitWith(int code);
    void clientGone();
    void endWhenOver();

    const Registry &m_registry;
    Admit m_admit;
    Wire m_wire;
    RemoteIo *m_io = nullptr;
    Request m_request;
    Future<int> m_future;
    QTimer m_deadline;
    bool m_greeted = false;
    bool m_welcomed = false;
    bool m_running = false; ///< the verb's future is not finished
    bool m_cancelled = false;
    bool m_exited = false;
    bool m_ended = false;
};

} // namespace aiops::cli
