#pragma once

#include "features/credentials/gui/keychain.h"

namespace aiops::cli {
class StoredDeviceKey;
}

namespace aiops::app {

/// Where the key of this computer is, as the settings show and change it. Waits for the keychain in Qt's pool.
class DeviceKeyPlace final : public credentials::DeviceKeyPlace
{
public:
    explicit DeviceKeyPlace(std::shared_ptr<cli::StoredDeviceKey> key) : m_key(std::move(key)) {}
    Future<bool> isInKeychain() override;
    Future<void> keepInKeychain(bool wanted) override;

private:
    std::shared_ptr<cli::StoredDeviceKey> m_key;
};

} // namespace aiops::app
