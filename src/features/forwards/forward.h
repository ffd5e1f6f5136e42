#pragma once

#include "core/error.h"
#include "core/ids.h"

#include <QDateTime>

#include <optional>

namespace aiops::forwards {

using ForwardId = Id<struct ForwardTag>;

/// As ssh -L, -R and -D.
enum class Kind { Local, Remote, Dynamic };
QString kindName(Kind kind); ///< "local", "remote", "dynamic": in the database and in JSON
std::optional<Kind> parseKind(QStringView name);

/// A port or a Unix socket, on this computer or on the host.
struct End
{
    QString host; ///< address or name; of a listening end the address it is bound to, "*" for every one
    int port = 0;
    QString path = {}; ///< of a Unix socket; host and port are empty then

    bool isSocket() const { return !path.isEmpty(); }
    QString toText() const; ///< "127.0.0.1:8080", "[::1]:8080", "/run/app.sock"
    friend bool operator==(const End &, const End &) = default;
};

/// What connects where. `listen` is on this computer, for Remote on the host; `target` is at the other side, and empty for
/// Dynamic (a SOCKS proxy: whoever connects says where to).
struct Forward
{
    ForwardId id;
    InstanceId instance;
    Kind kind = Kind::Local;
    QString name; ///< may be empty
    End listen;
    End target;
    bool autostart = false; ///< with the program, on this computer

    /// Without names and ids: two that are equal in this do the same.
    bool doesTheSame(const Forward &other) const;
};

/// Other computers reach it too, not only programs of the one that listens.
bool isOpenToOthers(const Forward &forward);
/// With trimmed, complete values. Errors Invalid, with what is wrong.
Result<Forward> checked(Forward forward);

enum class State { Stopped, Connecting, Listening, Waiting, Failed };
QString stateName(State state); ///< "stopped", "connecting", "listening", "waiting", "failed"

/// How a forward does now.
struct Condition
{
    State state = State::Stopped;
    int port = 0; ///< that is really listened on
    int connections = 0;
    qint64 sent = 0;     ///< to the host, since it was started
    qint64 received = 0; ///< from the host
    std::optional<Error> error; ///< of the connection to the host, or of the newest connection through it
    QDateTime since;            ///< of the state; UTC, invalid when it was never started
    int secondsLeft = 0;        ///< until the next attempt, while waiting
};

} // namespace aiops::forwards
