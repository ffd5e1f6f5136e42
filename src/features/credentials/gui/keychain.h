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

} // namespace aiops::credentials
