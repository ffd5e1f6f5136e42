#include "features/metrics/sessionstate.h"

#include "core/errortext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::metrics {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::metrics", text);
}

QString ageText(qint64 seconds)
{
    if (seconds < 120)
        return say("%1 s").arg(std::max<qint64>(seconds, 1));
    return seconds < 7200 ? say("%1 min").arg(seconds / 60) : say("%1 h").arg(seconds / 3600);
}

} // namespace

QString SessionState::name() const
{
    static const char *const names[] = {"idle", "connecting", "live", "stale", "no_agent", "unreachable", "vault_locked",
                                        "host_key_unknown", "host_key_changed", "auth_failed", "failed"};
    return QString::fromLatin1(names[kind]);
}

QString SessionState::words() const
{
    switch (kind) {
    case Idle: return say("Not watched");
    case Connecting: return say("Connecting");
    case Live: return say("Netdata live, %1").arg(ageText(ageSeconds));
    case Stale: return ageSeconds < 0 ? say("Netdata stale") : say("Netdata stale, %1").arg(ageText(ageSeconds));
    case NoAgent: return say("No agent");
    case Unreachable: return say("Unreachable");
    case VaultLocked: return say("Vault locked");
    case HostKeyUnknown: return say("Host key not reviewed");
    case HostKeyChanged: return say("Host key changed");
    case AuthFailed: return say("Sign-in failed");
    case Failed: break;
    }
    return say("No metrics");
}

bool SessionState::isRetried() const
{
    return kind == NoAgent || kind == Unreachable || kind == Stale || (kind == Failed && error.code != Errc::Denied);
}

SessionState::Kind kindOf(const Error &error)
{
    switch (error.code) {
    case Errc::NotFound: return SessionState::NoAgent;
    case Errc::Unreachable:
    case Errc::TimedOut:
    case Errc::Closed: return SessionState::Unreachable;
    case Errc::VaultLocked:
    case Errc::VaultMissing: return SessionState::VaultLocked;
    case Errc::HostKeyUnknown: return SessionState::HostKeyUnknown;
    case Errc::HostKeyChanged: return SessionState::HostKeyChanged;
    case Errc::AuthFailed:
    case Errc::Cancelled: return SessionState::AuthFailed;
    default: return SessionState::Failed;
    }
}

StateMessage messageFor(const SessionState &state)
{
    const QString why = wholeText(state.error);
    switch (state.kind) {
    case SessionState::Idle:
    case SessionState::Live: return {};
    case SessionState::Connecting: return {say("Connecting"), say("The charts appear when the host answers.")};
    case SessionState::Stale: return {say("No new values"), say("Netdata on the host stopped collecting. The charts show what was last seen.")};
    case SessionState::NoAgent: return {say("No Netdata on this host"), state.error.hint, StateMessage::Retry, say("Try again")};
    case SessionState::Unreachable: return {say("The host cannot be reached"), why, StateMessage::Retry, say("Try again")};
    case SessionState::VaultLocked:
        return {say("The vault is locked"), say("The login of this host is in the vault. Unlock it to see live charts."),
                StateMessage::Unlock, say("Unlock vault")};
    case SessionState::HostKeyUnknown:
        return {say("The host key was not reviewed yet"), say("Look at the key of this host once, then its charts appear here."),
                StateMessage::Connect, say("Review host key")};
    case SessionState::HostKeyChanged:
        return {say("The host key changed"), say("Nothing was sent to the host. Find out why its key changed before you connect."),
                StateMessage::Connect, say("Review host key")};
    case SessionState::AuthFailed:
        return {say("The host refused the sign-in"), why, StateMessage::Retry, say("Try again")};
    case SessionState::Failed: break;
    }
    return {say("No metrics"), why, StateMessage::Retry, say("Try again")};
}

} // namespace aiops::metrics
