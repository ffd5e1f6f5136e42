#include "core/error.h"

#include <array>

namespace aiops {
namespace {

struct Row
{
    Errc code;
    const char *name;
    int exit;
};

constexpr std::array kRows{
    Row{Errc::Failed, "failed", 1},
    Row{Errc::Invalid, "invalid", 2},
    Row{Errc::NotFound, "not_found", 3},
    Row{Errc::Ambiguous, "ambiguous", 3},
    Row{Errc::Denied, "denied", 4},
    Row{Errc::VaultLocked, "vault_locked", 5},
    Row{Errc::VaultMissing, "vault_missing", 5},
    Row{Errc::WrongPassphrase, "wrong_passphrase", 5},
    Row{Errc::Unreachable, "unreachable", 6},
    Row{Errc::TimedOut, "timed_out", 6},
    Row{Errc::HostKeyUnknown, "host_key_unknown", 7},
    Row{Errc::HostKeyChanged, "host_key_changed", 7},
    Row{Errc::AuthFailed, "auth_failed", 4},
    Row{Errc::Protocol, "protocol", 6},
    Row{Errc::Partial, "partial", 8},
    Row{Errc::Conflict, "conflict", 9},
    Row{Errc::TooNew, "too_new", 10},
    Row{Errc::Corrupt, "corrupt", 1},
    Row{Errc::Integrity, "integrity", 1},
    Row{Errc::ReadOnly, "read_only", 1},
    Row{Errc::DiskFull, "disk_full", 1},
    Row{Errc::Busy, "busy", 1},
    Row{Errc::TooLarge, "too_large", 1},
    Row{Errc::Closed, "closed", 6},
    Row{Errc::Cancelled, "cancelled", 130},
    Row{Errc::NoInput, "no_input", 2},
};

const Row &row(Errc code)
{
    for (const Row &candidate : kRows) {
        if (candidate.code == code)
            return candidate;
    }
    return kRows.front();
}

} // namespace

QString errorName(Errc code)
{
    return QString::fromLatin1(row(code).name);
}

int exitCode(Errc code)
{
    return row(code).exit;
}

} // namespace aiops
