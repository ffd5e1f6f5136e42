#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

#include <memory>

namespace aiops::vault {

/// A private key for SSH: Ed25519, RSA of at least 2048 bits, ECDSA on the three NIST curves. Cheap to copy: copies
/// share the key, which is wiped with the last of them. Any thread.
class SshKey final
{
public:
    /// Reads what ssh-keygen and openssl write. May take seconds for a protected file: call it in a pool.
    /// Errors: NoInput (a passphrase is needed), WrongPassphrase, TooLarge, Invalid; each text names the cause.
    static Result<SshKey> fromFile(const Secret &file, const Secret *passphrase = nullptr);
    static Result<SshKey> fromPkcs8(const Secret &der);
    enum class Type { Ed25519, Rsa4096 };
    static SshKey generate(Type type); ///< RSA takes a second or so: call it in a pool

    Secret toPkcs8() const; ///< DER, not encrypted: only for sealing
    Secret toPem() const;   ///< PKCS#8, not encrypted: only for sealing
    /// As ssh-keygen writes it, protected where there is a passphrase (0.2 s: call it in a pool).
    Secret toFile(const QString &comment, const Secret *passphrase = nullptr) const;
    QString type() const { return m_type; }                ///< "ssh-ed25519"
    QByteArray publicBlob() const { return m_publicBlob; } ///< RFC 4253 §6.6
    QString fingerprint() const;                           ///< "SHA256:…"
    QString authorizedLine(const QString &comment) const;
    /// SSH signature blob. "ssh-ed25519", "rsa-sha2-256", "rsa-sha2-512" (RFC 8332), "ecdsa-sha2-nistp…" (RFC 5656).
    /// Errors: Invalid for an algorithm that does not fit the key (also SHA-1's "ssh-rsa").
    Result<QByteArray> sign(const QByteArray &data, const QByteArray &algorithm) const;

private:
    struct Handle;
    static Result<SshKey> wrap(std::shared_ptr<Handle> handle);

    std::shared_ptr<Handle> m_handle;
    QString m_type;
    QByteArray m_publicBlob;
};

} // namespace aiops::vault
