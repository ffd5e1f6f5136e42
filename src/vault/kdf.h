#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::vault {

/// What one Argon2id (RFC 9106, version 1.3) costs. The default takes about 0.7 s on two cores.
struct KdfCost
{
    quint64 memoryKiB = 262144;
    quint64 passes = 3;
    quint64 lanes = 4;

    /// The least that this program accepts; tests use it to be fast.
    static KdfCost floor() { return {.memoryKiB = 65536, .passes = 3, .lanes = 1}; }
    bool operator==(const KdfCost &) const = default;
};

/// The default cost with more passes when this computer is fast: as many as fit into 0.7 s. Any other cost stays as it
/// is. Takes as long as one derivation: call it in a pool.
KdfCost calibrated(const KdfCost &cost);
/// `cost`, or `seen` when that is dearer: a new passphrase is never cheaper to guess than the old one.
KdfCost notBelow(const KdfCost &cost, const KdfCost &seen);

/// Errors: Integrity. Cheap: called before any work, so that a changed header can neither weaken the passphrase
/// (64 MiB to 1 GiB, 3 to 10 passes, 1 to 8 lanes) nor eat the memory. `lastSeen`: the cost may never go below it.
Status checkCost(const KdfCost &cost, const KdfCost *lastSeen = nullptr);

/// 32 bytes. Takes up to seconds: call it in a pool. Errors: Integrity (cost), Failed (no memory). Any thread.
Result<Secret> argon2id(const Secret &passphrase, const QByteArray &salt, const KdfCost &cost);

/// HKDF-SHA256 (RFC 5869). `info` starts with "aiops/v1/" and names the use. Any thread.
Secret hkdf(QByteArrayView key, QByteArrayView salt, QByteArrayView info, qsizetype size);

} // namespace aiops::vault
