#pragma once

#include <QByteArray>

namespace aiops::team {

/// The Ed25519 key of this computer (RFC 8032), which signs what it writes into the audit chain. The private half stays
/// behind this interface; where it is kept is the composition's choice. Any thread.
class DeviceKey
{
public:
    virtual ~DeviceKey() = default;

    /// 64 bytes, empty when the key cannot be read now. Makes the key at the first need, and keeps `since` with it: the
    /// first entry of the chain that it signs, so that later ones without a signature show.
    virtual QByteArray sign(QByteArrayView message, qint64 since) = 0;
    virtual QByteArray publicKey() const = 0; ///< 32 bytes; empty: none was made yet, or it cannot be read
    virtual qint64 since() const = 0;         ///< 0: no key
    virtual bool verify(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature) const = 0;
    virtual void releaseThread() const {}     ///< a job in a pool that called verify() is done
};

} // namespace aiops::team
