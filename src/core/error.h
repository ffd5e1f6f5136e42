#pragma once

#include <QString>

#include <expected>

namespace aiops {

/// What a caller branches on. The names are part of the contract of `aiops --json`, see errorName().
enum class Errc {
    Failed,
    Invalid,         ///< input that cannot be used: wrong form, out of range
    NotFound,
    Ambiguous,       ///< a name that fits several objects
    Denied,          ///< role, policy or re-authentication
    VaultLocked,
    VaultMissing,    ///< no vault was created in this home folder yet
    WrongPassphrase,
    Unreachable,     ///< refused, no route, name not resolved
    TimedOut,
    HostKeyUnknown,
    HostKeyChanged,
    AuthFailed,      ///< the server refused every sign-in method
    Protocol,        ///< the other side does not speak as it must
    Partial,         ///< some targets done, some not
    Conflict,        ///< already exists, or changed meanwhile
    TooNew,          ///< data newer than this program
    Corrupt,         ///< damaged file or database
    Integrity,       ///< a sealed record or the audit chain does not verify
    ReadOnly,
    DiskFull,
    Busy,            ///< another process owns it
    TooLarge,
    Closed,          ///< connection or channel ended
    Cancelled,
    NoInput,         ///< a prompt was needed and --no-input forbids it
};

/// `text` is translated and safe to show; `hint` says what to do and may be empty;
/// `detail` is for the log. None of them ever holds a secret.
struct Error
{
    Errc code = Errc::Failed;
    QString text;
    QString detail = {};
    QString hint = {};
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

/// Snake-case name of a code, stable: "host_key_changed".
QString errorName(Errc code);

/// Exit code of `aiops` for an error: 1 failed, 2 usage, 3 not found, 4 denied, 5 locked, 6 unreachable,
/// 7 host key, 8 partly, 9 conflict, 10 newer, 130 interrupted.
int exitCode(Errc code);

} // namespace aiops
