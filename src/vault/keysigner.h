#pragma once

#include "core/credentialsource.h"
#include "vault/sshkey.h"

#include <QMutex>

#include <optional>

namespace aiops::vault {

/// Signs with a key of the vault as long as the vault is unlocked: forget() takes the key away from whoever still
/// holds the signer. Any thread.
class KeySigner final : public Signer
{
public:
    explicit KeySigner(QString name, SshKey key, QByteArray certificate = {});

    QString name() const override { return m_name; }
    QByteArray publicKey() const override { return m_publicKey; }
    QByteArray certificate() const override { return m_certificate; }
    Future<QByteArray> sign(QByteArray data, QByteArray algorithm) override; ///< Errors: VaultLocked, Invalid.
    void forget();

private:
    const QString m_name;
    const QByteArray m_publicKey;
    const QByteArray m_certificate;
    QMutex m_mutex;
    std::optional<SshKey> m_key;
};

} // namespace aiops::vault
