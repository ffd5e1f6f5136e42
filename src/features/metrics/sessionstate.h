#pragma once

#include "core/error.h"

namespace aiops::metrics {

struct SessionState
{
    enum Kind { Idle, Connecting, Live, Stale, NoAgent, Unreachable, VaultLocked, HostKeyUnknown, HostKeyChanged, AuthFailed, Failed };
    Kind kind = Idle;
    Error error = {};   ///< of the last attempt
    qint64 ageSeconds = -1; ///< of the newest sample, by our clock; -1: none yet

    QString name() const;  ///< "live", "no_agent", …: part of the JSON of `metrics now`
    QString words() const; ///< "Netdata live, 1 s"
    bool isRetried() const; ///< false: somebody has to do something first
};

SessionState::Kind kindOf(const Error &error);

/// What a page says instead of, or above, the charts.
struct StateMessage
{
    enum Action { None, Unlock, Connect, Retry };
    QString title;
    QString text;
    Action action = None;
    QString button = {};
};
StateMessage messageFor(const SessionState &state);

} // namespace aiops::metrics
