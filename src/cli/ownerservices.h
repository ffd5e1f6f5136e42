#pragma once

#include "cli/services.h"
#include "core/error.h"
#include "vault/kdf.h"

#include <QJsonObject>

#include <memory>

namespace aiops::cli {

class StoredDeviceKey;

struct OwnerOptions
{
    vault::KdfCost vaultCost; ///< of passphrases that are set from now on; tests take KdfCost::floor()
};

/// Opens the services of a home folder in their order and closes them in the reverse one. For the process that becomes
/// the owner: aiops-owner or the window. Main thread.
class OwnerServices final
{
public:
    /// Takes the HomeLock. Errors: Failed when a library is too old (security floors), Busy when another process is the owner, and those of storage::Database::open().
    static Result<std::unique_ptr<OwnerServices>> open(const Home &home, const OwnerOptions &options = {});
    /// The same, but the database opens meanwhile in its own thread. Nothing may be asked of the services before
    /// opened() has said what came of it.
    static Result<std::unique_ptr<OwnerServices>> begin(const Home &home, const OwnerOptions &options = {});
    Status opened() const; ///< waits
    ~OwnerServices();

    Services &services();
    const std::shared_ptr<StoredDeviceKey> &deviceKey() const; ///< may wait for the keychain: never in the main thread
    QJsonObject status() const; ///< rows of `daemon status`: vault, open_transports

private:
    struct Parts;
    explicit OwnerServices(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace aiops::cli
