#pragma once

#include "core/future.h"
#include "core/secret.h"

#include <memory>

namespace aiops::credentials {

/// The place of this computer that keeps one key for the vault. Implemented by the composition; main thread.
/// Errors of all: NotFound (no keychain, or nothing kept), Denied (locked or refused), TimedOut, Failed.
class Keychain
{
public:
    virtual ~Keychain() = default;
    virtual Future<std::shared_ptr<const Secret>> read() = 0;
    virtual Future<void> write(std::shared_ptr<const Secret> key) = 0;
    virtual Future<void> remove() = 0;
};

/// Where the key is kept that signs the audit of this computer: in its file, or in the keychain of the system. Main thread.
class DeviceKeyPlace
{
public:
    virtual ~DeviceKeyPlace() = default;
    virtual Future<bool> isInKeychain() = 0;
    /// Errors as above; then it is where it was, and it is the same key.
    virtual Future<void> keepInKeychain(bool wanted) = 0;
};

} // namespace aiops::credentials
