#pragma once

#include "vault/identity.h"

#include <QList>
#include <QUuid>

#include <map>
#include <memory>

namespace aiops::vault {

/// What the database keeps of one vault: nothing of it opens without the keys of the user.
struct SealedVault
{
    struct Link
    {
        quint64 epoch = 0;
        QByteArray bytes; ///< VaultLink
    };
    QUuid id;
    QUuid organization; ///< null: of no organization
    quint64 epoch = 1;
    quint64 highestSeen = 0;  ///< epoch on this computer
    QList<QByteArray> wraps;  ///< VaultKeyWrap, of this user
    QList<Link> links;
};

/// The keys of one vault in memory, from the newest epoch back as far as its links can be read.
struct VaultRing
{
    QUuid organization;
    QUuid vault;
    quint64 epoch = 0; ///< the newest; 0: it cannot be opened
    std::map<quint64, std::shared_ptr<const Secret>> keys;
    std::optional<Error> fault; ///< why it cannot be opened, or why it ends before epoch 1

    bool isOpen() const { return epoch > 0; }
    const Secret *key(quint64 epoch) const; ///< null: not at hand
};

/// Every fault stays inside the ring: a vault whose rows were tampered with takes no other one along. Any thread.
VaultRing openRing(const SealedVault &vault, const QUuid &user, const Identity &identity);
/// The older keys, by the links of `vault`, into a ring that has its newest one.
void followLinks(VaultRing &ring, const SealedVault &vault, const QUuid &user, const QByteArray &authorKey);

} // namespace aiops::vault
