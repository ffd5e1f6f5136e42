#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

#include <memory>
#include <optional>

struct evp_pkey_st; // of OpenSSL

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

/// A private key of Ed25519 that is ready to sign: to make it so takes as long as a signature. Any thread; wiped at its end.
class Ed25519Key final
{
public:
    explicit Ed25519Key(const Secret &privateKey); ///< 32 bytes
    QByteArray sign(QByteArrayView message) const; ///< 64 bytes

private:
    std::shared_ptr<evp_pkey_st> m_key;
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
