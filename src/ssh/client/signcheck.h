#pragma once

#include <QByteArray>

#include <optional>

namespace aiops::ssh {

/// What the engine may have signed: a public-key userauth request (RFC 4252 §7) and nothing else.
struct SignedRequest
{
    QByteArray sessionId;
    QByteArray algorithm;
};

/// Nothing when `data` is not exactly such a request of this user with this key, or would need SHA-1.
std::optional<SignedRequest> checkSignRequest(const QByteArray &data, const QByteArray &user, const QByteArray &publicKey);

/// The part of a signature blob that libssh2 wants: without the algorithm; empty when the blob is for another one.
QByteArray bareSignature(const QByteArray &blob, const QByteArray &algorithm);

} // namespace aiops::ssh
