#include "vault/vaultring.h"

#include "vault/sealedbox.h"
#include "vault/vaultkeywrap.h"
#include "vault/vaultlink.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

Result<Secret> keyFrom(const QByteArray &bytes, const SealedVault &vault, const QUuid &user, const Identity &identity)
{
    const Result<VaultKeyWrap> wrap = VaultKeyWrap::fromBytes(bytes);
    if (!wrap)
        return std::unexpected(wrap.error());
    const bool ours = wrap->vault == vault.id && wrap->epoch == vault.epoch && wrap->organization == vault.organization
                      && wrap->recipient == user && wrap->granter == user;
    return ours ? unwrapVaultKey(*wrap, identity, identity.ed25519Public) : std::unexpected(integrityError(u"wrap: of another vault or epoch"_s));
}

/// Of several rows the first that holds: one that was put beside it does no harm.
Result<Secret> newestKey(const SealedVault &vault, const QUuid &user, const Identity &identity)
{
    if (vault.epoch == 0 || vault.epoch < vault.highestSeen)
        return std::unexpected(integrityError(u"vault: epoch %1, %2 was seen before"_s.arg(vault.epoch).arg(vault.highestSeen)));
    Error fault = integrityError(u"vault: no wrap for this user"_s);
    for (const QByteArray &wrap : vault.wraps) {
        Result<Secret> key = keyFrom(wrap, vault, user, identity);
        if (key)
            return key;
        fault = key.error();
    }
    return std::unexpected(fault);
}

Result<Secret> olderKey(const VaultRing &ring, quint64 epoch, const SealedVault &vault, const QUuid &user, const QByteArray &authorKey)
{
    Error fault = integrityError(u"vault: no link of epoch %1"_s.arg(epoch));
    for (const SealedVault::Link &one : vault.links) {
        if (one.epoch != epoch)
            continue;
        const Result<VaultLink> link = VaultLink::fromBytes(one.bytes);
        const bool ours = link && link->vault == ring.vault && link->organization == ring.organization && link->epoch == epoch && link->author == user;
        Result<Secret> key = !link  ? std::unexpected(link.error())
                             : ours ? openLink(*link, *ring.key(epoch), authorKey)
                                    : Result<Secret>(std::unexpected(integrityError(u"link: of another vault or epoch"_s)));
        if (key)
            return key;
        fault = key.error();
    }
    return std::unexpected(fault);
}

} // namespace

const Secret *VaultRing::key(quint64 wanted) const
{
    const auto found = keys.find(wanted);
    return found == keys.end() ? nullptr : found->second.get();
}

void followLinks(VaultRing &ring, const SealedVault &vault, const QUuid &user, const QByteArray &authorKey)
{
    for (quint64 epoch = ring.epoch; epoch > 1; --epoch) { // strictly down: links cannot lead in a circle
        Result<Secret> older = olderKey(ring, epoch, vault, user, authorKey);
        if (!older) {
            ring.fault = older.error();
            return;
        }
        ring.keys.emplace(epoch - 1, std::make_shared<const Secret>(std::move(*older)));
    }
}

VaultRing openRing(const SealedVault &vault, const QUuid &user, const Identity &identity)
{
    VaultRing ring{.organization = vault.organization, .vault = vault.id};
    Result<Secret> newest = newestKey(vault, user, identity);
    if (!newest) {
        ring.fault = newest.error();
        return ring;
    }
    ring.epoch = vault.epoch;
    ring.keys.emplace(vault.epoch, std::make_shared<const Secret>(std::move(*newest)));
    followLinks(ring, vault, user, identity.ed25519Public);
    return ring;
}

} // namespace aiops::vault
