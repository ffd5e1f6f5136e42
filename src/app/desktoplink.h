#pragma once

#include "app/desktop/desktop.h"
#include "features/credentials/gui/keychain.h"

#include <QLibrary>

namespace aiops::credentials {
class WindowVault;
}

namespace aiops::app {

/// Loads the library of the desktop and ties it to the vault of the window: its keychain may open the vault, and leaving
/// the computer locks it. Without the library, or without a keychain, the passphrase stays the way in. Main thread.
class DesktopLink final : public credentials::Keychain
{
public:
    explicit DesktopLink(credentials::WindowVault &vault);
    ~DesktopLink() override;

    Future<std::shared_ptr<const Secret>> read() override;
    Future<void> write(std::shared_ptr<const Secret> key) override;
    Future<void> remove() override;
    bool isLoaded() const { return m_desktop != nullptr; }

    static constexpr std::chrono::seconds patience{30}; ///< some keychains ask the person first

private:
    QLibrary m_library;
    std::unique_ptr<Desktop> m_desktop;
    credentials::WindowVault &m_vault;
};

} // namespace aiops::app
