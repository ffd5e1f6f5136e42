#pragma once

#include <QByteArray>
#include <QList>

#include <libssh2.h>

namespace aiops::ssh::engine {

/// Sets what may be negotiated: no SHA-1, CBC, chacha20 (Terrapin), DSA or host certificates. Stored types come first.
/// False when the library knows none of them.
/// `old`: also what only old servers have: SHA-1 in key exchange, host keys and MACs, and CBC, never with encrypt-then-MAC.
bool setPreferences(LIBSSH2_SESSION *session, const QList<QByteArray> &hostKeyTypes, bool old = false);

/// "kex …, host key …, cipher …, mac …" of a finished handshake.
QByteArray negotiated(LIBSSH2_SESSION *session);

/// Which of the server's lists (as in KEXINIT) shares nothing with ours: "host key: ssh-rsa,ssh-dss".
/// Empty when every list fits.
QByteArray mismatch(const QList<QByteArray> &offered, bool old = false);

} // namespace aiops::ssh::engine
