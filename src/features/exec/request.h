#pragma once

#include "core/secret.h"
#include "ssh/client/types.h"

#include <chrono>

namespace aiops {
using ExecutionId = Id<struct ExecutionTag>; ///< one command on its hosts
}

namespace aiops::exec {

/// What became of a command on one host. The first three are on the way; each host ends in exactly one of the others.
enum class HostState {
    Queued, Connecting, Running,
    Ok,          ///< ran and ended with 0
    Failed,      ///< ran and ended with another code, by a signal, or with the connection
    TimedOut,    ///< ran longer than it may
    Stopped,     ///< ran until a person stopped it
    NotRun,      ///< stopped before its turn: nothing happened there
    Unreachable, ///< no connection, no sign-in, wrong host key: nothing happened there
    Denied,      ///< by role or command rule: nothing happened there
};
constexpr int hostStates = int(HostState::Denied) + 1;
QString stateName(HostState state); ///< "queued", …, "timed_out", "not_run"
Result<HostState> parseState(QStringView name);
inline bool isEnd(HostState state) { return state > HostState::Running; }
/// What "retry failed" takes: everything that is not ok and not denied.
inline bool isRetried(HostState state) { return isEnd(state) && state != HostState::Ok && state != HostState::Denied; }

struct Target
{
    ssh::Endpoint endpoint;
    QString environment; ///< "prod", "staging", "dev" or ""
    QList<ProjectId> projects = {};
    QString name() const { return endpoint.label.isEmpty() ? endpoint.host : endpoint.label; }
};

struct Variable
{
    QString name;
    std::shared_ptr<const Secret> value; ///< handed over through stdin, never in a command line
};

/// One command on many hosts.
struct Request
{
    OrganizationId organization;
    QString command;
    QList<Target> targets;
    int parallel = 50;
    std::chrono::milliseconds hostLimit{0};          ///< how long it may run on each; 0: as long as it wants
    std::chrono::milliseconds connectLimit{30'000};  ///< without the time in which a person is asked
    QString directory = {};                          ///< empty: where the login begins
    QList<Variable> variables = {};
    std::shared_ptr<const QByteArray> input = {};    ///< for the stdin of each
    bool useSudo = false;                            ///< with the password of the credential whose purpose is sudo
    QString origin = {};                             ///< "window", "aiops"
    bool isConfirmed = false;                        ///< the person said yes to what rules and production ask
};

constexpr qsizetype mostInput = 16 << 20;

/// Error Invalid with the reason.
Status checkRequest(const Request &request);
bool isVariableName(QStringView name); ///< that every shell takes
Status checkVariable(const Variable &variable); ///< Error Invalid
Status checkExtras(const Request &request); ///< of it: variables and input. Errors Invalid, TooLarge

} // namespace aiops::exec
