#pragma once

#include "cli/owner/ownercontrol.h"
#include "cli/owner/ownerserver.h"

namespace aiops::cli {

/// The services behind the commands, made when the first command needs them.
struct Composition
{
    /// Takes the HomeLock too. Errors: Busy when another process has it, and whatever opening can meet.
    std::function<Result<Services *>(const Home &)> open;
    /// More rows of `daemon status`: vault, open_transports. Only called after open().
    std::function<QJsonObject()> status;
    /// This process is the daemon from here on. May be empty.
    std::function<void()> stayed = {};
    /// Before this process ends: finishes when what it does on hosts has been stopped. Only called after open(). May be empty.
    std::function<Future<void>()> leaving = {};
};

/// aiops-owner: the owner of a home folder for one command, for several at once, or as the daemon.
///   --serve-fd N --home DIR   a connected socket of an `aiops`; ends with the last client
///   --daemon [--home DIR]     listens until it is told to stop
class OwnerProgram final : public QObject, public OwnerControl
{
    Q_OBJECT

public:
    OwnerProgram(const Registry &registry, Composition composition);

    /// What to do is in the arguments of the application, whose loop runs next. An exit code when there is nothing to do.
    std::optional<int> begin(const QStringList &arguments);

    QJsonObject status() const override;
    Status stay() override;
    Status stop() override;

private:
    void serve(int fd);
    Result<Services *> own();
    void watchSignals();
    void leaveWhenIdle();
    void leave();
    void remain();

    const Registry &m_registry;
    Composition m_composition;
    QString m_requestedHome;
    QDateTime m_since;
    Services *m_services = nullptr;
    Session *m_first = nullptr;
    std::unique_ptr<OwnerServer> m_server;
    bool m_stays = false;
    bool m_isLeaving = false;
};

} // namespace aiops::cli
