#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "team/devicekey.h"

#include <QString>

#include <memory>
#include <mutex>

namespace aiops::cli {

/// Where the device key is kept: a file, or a keychain of the system. Called one at a time, from any thread; may take a while.
class DeviceKeyStore
{
public:
    virtual ~DeviceKeyStore() = default;
    virtual Result<Secret> read() = 0; ///< empty: none was made yet
    virtual Status write(const Secret &bytes) = 0;
};

/// A file that only this user may read. A file that others may read is closed to them first.
class DeviceKeyFile final : public DeviceKeyStore
{
public:
    explicit DeviceKeyFile(QString path) : m_path(std::move(path)) {}
    Result<Secret> read() override;
    Status write(const Secret &bytes) override;

private:
    QString m_path;
};

/// The key that signs this computer's audit entries. Read at the first need, made when there is none; what cannot be read
/// is never replaced, because a new key would make the old signatures look forged.
class StoredDeviceKey final : public team::DeviceKey
{
public:
    explicit StoredDeviceKey(std::unique_ptr<DeviceKeyStore> store) : m_store(std::move(store)) {}

    QByteArray sign(QByteArrayView message, qint64 since) override;
    QByteArray publicKey() const override;
    qint64 since() const override;
    bool verify(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature) const override;
    void releaseThread() const override;

private:
    void load() const;
    void make(qint64 since);
    bool take(const Secret &bytes) const;

    mutable std::mutex m_mutex;
    std::unique_ptr<DeviceKeyStore> m_store;
    mutable bool m_loaded = false;
    mutable bool m_missing = false; ///< the store answered that there is none
    mutable Secret m_private;
    mutable QByteArray m_public;
    mutable qint64 m_since = 0;
};

} // namespace aiops::cli
