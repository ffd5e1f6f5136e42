#pragma once

#include "cli/devicekeystore.h"
#include "team/devicekey.h"
#include "vault/identity.h"

#include <mutex>

namespace aiops::cli {

/// The key that signs this computer's audit entries. Read at the first need, made when there is none; what cannot be read
/// is never replaced, because a new key would make the old signatures look forged. The same holds for a key whose private half
/// is in the keychain: absent, locked, slow or lying, it gives no signature, and it is asked again at the next entry.
class StoredDeviceKey final : public team::DeviceKey
{
public:
    explicit StoredDeviceKey(std::unique_ptr<DeviceKeyStore> store) : m_store(std::move(store)) {}

    QByteArray sign(QByteArrayView message, qint64 since) override;
    QByteArray publicKey() const override;
    qint64 since() const override;
    bool verify(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature) const override;
    void releaseThread() const override;

    bool isInKeychain() const;
    /// Moves the private half into the keychain, or back into the file. It is the same key before and after, and at every moment
    /// it is in at least one of the two. May wait for the keychain: call it in a pool.
    /// Errors: NotFound (no keychain, or no key was made yet), Denied, TimedOut, Failed, Corrupt (it does not keep what it was given).
    Status keepInKeychain(bool wanted);

private:
    void load() const;
    void make(qint64 since);
    bool take(const Secret &bytes) const;
    Status fetch() const;
    bool takePrivate(Secret bytes) const; ///< only the half that belongs to the public one
    QString entry() const;

    mutable std::mutex m_mutex;
    std::unique_ptr<DeviceKeyStore> m_store;
    mutable bool m_loaded = false;
    mutable bool m_missing = false;    ///< the store answered that there is none
    mutable bool m_inKeychain = false; ///< where the file says that the private half is
    mutable bool m_warned = false;
    mutable Secret m_private;
    mutable std::optional<vault::Ed25519Key> m_ready; ///< of m_private
    mutable QByteArray m_public;
    mutable qint64 m_since = 0;
};

} // namespace aiops::cli
