#pragma once

#include "ssh/client/knownhosts.h"

namespace aiops::hostkeys {

/// Keys of a file that can be trusted by their names.
struct ReadKeys
{
    QList<ssh::KnownHosts::Trusted> keys;
    int left = 0; ///< lines with hashed names, patterns or marks, which name no host
};

/// A known_hosts file. Errors: NotFound, Corrupt.
Result<ReadKeys> keysOfKnownHosts(const QString &path);

/// Lines "type base64 [comment]" as ssh-keygen and /etc/ssh/*.pub have them, for a host that is known otherwise.
/// Errors: NotFound, Invalid (no key in it).
Result<QList<ssh::HostKey>> publicKeysOf(const QString &path);

/// Whether trusting `keys` would let a host show another key than the one that is known of that type: the same as replacing it.
/// Errors: those of KnownHosts::entries().
Result<bool> takesOver(ssh::KnownHosts &known, const QList<ssh::KnownHosts::Trusted> &keys);

/// Our own list in known_hosts format.
QByteArray asKnownHosts(const QList<ssh::KnownHosts::Entry> &entries);

} // namespace aiops::hostkeys
