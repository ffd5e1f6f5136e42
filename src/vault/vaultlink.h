#pragma once

#include "vault/identity.h"
#include "vault/sealedbox.h"

#include <QUuid>

namespace aiops::vault {

/// The key of the epoch before, sealed with the key of this one (docs/formats/vault-v1.md, "Back link"): who has the newest key
/// of a vault reads what was sealed before it.
struct VaultLink
{
    QUuid organization;
    QUuid vault;
    quint64 epoch = 0; ///< of the key that opens it; it holds that of epoch - 1
    QUuid author;
    SealedBox box;
    QByteArray signature;

    QByteArray context() const;
    QByteArray signedBytes() const;
    QByteArray toBytes() const;
    static Result<VaultLink> fromBytes(QByteArrayView bytes); ///< Errors: Integrity.
};

/// `link` says of which vault and epoch; box and signature are made here.
VaultLink sealLink(VaultLink link, const Secret &key, const Secret &older, const Identity &author);
/// The key of the epoch before. Errors: Integrity: of another author, of another key, or changed.
Result<Secret> openLink(const VaultLink &link, const Secret &key, const QByteArray &authorKey);

} // namespace aiops::vault
