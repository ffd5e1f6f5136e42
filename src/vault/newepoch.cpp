#include "vault/newepoch.h"

#include "core/ids.h"
#include "storage/command.h"
#include "vault/random.h"
#include "vault/vaultlink.h"

namespace aiops::vault {

namespace {

Result<NewEpoch> sealedEpoch(const VaultKeys &keys, VaultRing ring, store::VaultRow row)
{
    const Result<VaultKeyWrap> wrap = wrapVaultKey({.organization = ring.organization, .vault = ring.vault, .epoch = ring.epoch, .recipient = keys.user,
                                                    .recipientKey = keys.identity.x25519Public, .granter = keys.user, .box = {}, .signature = {}},
                                                   *ring.key(ring.epoch), keys.identity);
    if (!wrap)
        return std::unexpected(wrap.error());
    row.id = ring.vault;
    row.organization = ring.organization;
    row.epoch = ring.epoch;
    row.user = keys.user;
    row.publicKey = keys.identity.x25519Public;
    row.wrap = wrap->toBytes();
    return NewEpoch{.row = std::move(row), .link = {}, .ring = std::move(ring)};
}

} // namespace

Result<NewEpoch> makeVaultOf(const VaultKeys &keys, const QUuid &organization, const QUuid &project, const QString &name)
{
    VaultRing ring{.organization = organization, .vault = newUuid(), .epoch = 1};
    ring.keys.emplace(1, std::make_shared<const Secret>(randomSecret(32)));
    return sealedEpoch(keys, std::move(ring), {.project = project, .name = name});
}

Result<NewEpoch> makeEpochAfter(const VaultKeys &keys, const VaultRing &ring)
{
    VaultRing next = ring;
    ++next.epoch;
    next.keys.emplace(next.epoch, std::make_shared<const Secret>(randomSecret(32)));
    const VaultLink link = sealLink({.organization = ring.organization, .vault = ring.vault, .epoch = next.epoch, .author = keys.user, .box = {}, .signature = {}},
                                    *next.key(next.epoch), *ring.key(ring.epoch), keys.identity);
    Result<NewEpoch> made = sealedEpoch(keys, std::move(next), {});
    if (made)
        made->link = link.toBytes();
    return made;
}

std::shared_ptr<const VaultKeys> withEpoch(const VaultKeys &keys, const NewEpoch &fresh)
{
    const auto changed = keys.clone();
    if (fresh.ring.vault == keys.vault) {
        changed->epoch = fresh.ring.epoch;
        changed->vaultKey = fresh.ring.key(fresh.ring.epoch)->clone();
    }
    changed->rings.insert(fresh.ring.vault, fresh.ring);
    return changed;
}

Status sealForKit(storage::Command &command, const VaultKeys &keys, const NewEpoch &fresh)
{
    Result<std::optional<store::RecoveryRow>> kit = store::recoveryRow(command.database(), fresh.ring.vault);
    if (!kit || !*kit)
        return kit ? Status() : std::unexpected(kit.error());
    const Result<VaultKeyWrap> wrap = wrapVaultKey({.organization = fresh.ring.organization, .vault = fresh.ring.vault, .epoch = fresh.ring.epoch,
                                                    .recipient = (*kit)->recipient, .recipientKey = (*kit)->publicKey, .granter = keys.user, .box = {}, .signature = {}},
                                                   *fresh.ring.key(fresh.ring.epoch), keys.identity);
    if (!wrap)
        return std::unexpected(wrap.error());
    return store::saveRecoveryWrap(command, (*kit)->id, fresh.ring.epoch, wrap->toBytes());
}

} // namespace aiops::vault
