#pragma once

#include "vault/identity.h"
#include "vault/sealedbox.h"

#include <QUuid>

namespace aiops::vault {

/// Where and when a record version belongs. All of it is authenticated, so a ciphertext fits one place only.
struct RecordHeader
{
    QUuid organization;
    QUuid vault;
    quint64 epoch = 1;
    QUuid record;
    QString type;       ///< "credential"
    quint64 schema = 1; ///< of the payload
    quint64 version = 1;
    QUuid author;
    QUuid device;
    quint64 hlc = 0; ///< 48 bits of milliseconds, 16 bits of counter

    QByteArray aad() const;
    bool operator==(const RecordHeader &) const = default;
};

struct SealedRecord
{
    RecordHeader header;
    SealedBox box;
    QByteArray signature;

    QByteArray signedBytes() const;
};

SealedRecord sealRecord(const RecordHeader &header, const Secret &payload, const Secret &vaultKey, const Identity &author);
/// Signature, then key, commitment, seal and version, in this order. Errors: Integrity.
Result<Secret> openRecord(const SealedRecord &record, const Secret &vaultKey, const QByteArray &authorKey,
                          quint64 highestVersionSeen = 0);

} // namespace aiops::vault
