#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

#include <optional>

namespace aiops::vault {

/// The key pairs of a user: X25519 receives vault keys, Ed25519 signs what the user writes. Raw 32-byte values.
struct Identity
{
    Secret x25519Private;
    QByteArray x25519Public;
    Secret ed25519Private;
    QByteArray ed25519Public;

    static Identity generate();
    /// Public halves are derived again. Nothing when a key cannot be used.
    static std::optional<Identity> fromPrivate(Secret x25519, Secret ed25519);
    Identity clone() const;
};

/// Ed25519 (RFC 8032): 64 bytes.
QByteArray signEd25519(const Secret &privateKey, QByteArrayView message);
bool verifyEd25519(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature);
QByteArray sha256(QByteArrayView data);

struct HpkeBox
{
    QByteArray encapsulated; ///< 32 bytes
    QByteArray ciphertext;   ///< plaintext and 16 bytes of tag
};

/// HPKE base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. `info` at most 1,024 bytes.
std::optional<HpkeBox> hpkeSeal(const QByteArray &x25519Public, const QByteArray &info, const Secret &plaintext);
std::optional<Secret> hpkeOpen(const Secret &x25519Private, const QByteArray &info, const HpkeBox &box);

} // namespace aiops::vault
