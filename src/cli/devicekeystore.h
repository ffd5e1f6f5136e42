#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QString>

#include <memory>

namespace aiops::cli {

/// Entries of the keychain of the system. Any thread, one call at a time; none waits longer than its patience, and after a
/// keychain did not answer none waits at all for a while. Errors: NotFound (no keychain, no entry), Denied, TimedOut, Failed.
class DeviceKeychain
{
public:
    virtual ~DeviceKeychain() = default;
    virtual Result<Secret> read(const QString &entry) = 0;
    virtual Status write(const QString &entry, const Secret &value) = 0;
    virtual Status remove(const QString &entry) = 0;
};

/// Where the device key is kept: a file, with the private half in it or in the keychain of the system. Called one at a time,
/// from any thread; may take a while.
class DeviceKeyStore
{
public:
    virtual ~DeviceKeyStore() = default;
    virtual Result<Secret> read() = 0; ///< the file; empty: none was made yet
    virtual Status write(const Secret &bytes) = 0;   ///< the first one
    virtual Status replace(const Secret &bytes) = 0; ///< at once: afterwards it is the old one or the new one
    virtual DeviceKeychain *keychain() { return nullptr; } ///< null: the file is the only place
};

/// A file that only this user may read. A file that others may read is closed to them first.
class DeviceKeyFile final : public DeviceKeyStore
{
public:
    explicit DeviceKeyFile(QString path, std::unique_ptr<DeviceKeychain> keychain = {}) : m_path(std::move(path)), m_keychain(std::move(keychain)) {}
    Result<Secret> read() override;
    Status write(const Secret &bytes) override;
    Status replace(const Secret &bytes) override;
    DeviceKeychain *keychain() override { return m_keychain.get(); }

private:
    Result<QString> written(const Secret &bytes) const;

    QString m_path;
    std::unique_ptr<DeviceKeychain> m_keychain;
};

} // namespace aiops::cli
