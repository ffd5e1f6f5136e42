#include "vault/vaultkeys.h"

#include "core/ids.h"
#include "vault/random.h"
#include "vault/record.h"

#include <QCoreApplication>

namespace aiops::vault {

using namespace Qt::StringLiterals;

Result<NewVault> makeVault(const Secret &passphrase, const KdfCost &cost)
{
    VaultFile file{.vault = newUuid(), .user = newUuid(), .device = newUuid(), .bundle = {}, .wrap = {}, .lastSeen = cost};
    auto keys = std::make_shared<VaultKeys>(VaultKeys{.vault = file.vault, .user = file.user, .device = file.device,
                                                      .identity = Identity::generate(), .vaultKey = randomSecret(32)});
    const Result<UserBundle> bundle = makeBundle(file.user, keys->identity, passphrase, cost);
    if (!bundle)
        return std::unexpected(bundle.error());
    const Result<VaultKeyWrap> wrap = wrapVaultKey({.organization = file.organization, .vault = file.vault, .epoch = file.epoch,
                                                    .recipient = file.user, .recipientKey = keys->identity.x25519Public,
                                                    .granter = file.user, .box = {}, .signature = {}},
                                                   keys->vaultKey, keys->identity);
    if (!wrap)
        return std::unexpected(wrap.error());
    file.bundle = bundle->toBytes();
    file.wrap = wrap->toBytes();
    return NewVault{std::move(file), std::move(keys)};
}

Result<std::shared_ptr<const VaultKeys>> openVault(const VaultFile &file, const Secret &passphrase)
{
    const Result<UserBundle> bundle = UserBundle::fromBytes(file.bundle);
    if (!bundle)
        return std::unexpected(bundle.error());
    if (bundle->user != file.user)
        return std::unexpected(integrityError(u"bundle: of another user"_s));
    Result<Identity> identity = openBundle(*bundle, passphrase, &file.lastSeen);
    if (!identity)
        return std::unexpected(identity.error());
    return openVaultWith(file, std::move(*identity));
}

Result<std::shared_ptr<const VaultKeys>> openVaultWith(const VaultFile &file, Identity identity)
{
    const Result<VaultKeyWrap> wrap = VaultKeyWrap::fromBytes(file.wrap);
    if (!wrap)
        return std::unexpected(wrap.error());
    const bool ours = wrap->vault == file.vault && wrap->epoch == file.epoch && wrap->organization == file.organization
                      && wrap->recipient == file.user && wrap->granter == file.user;
    if (!ours)
        return std::unexpected(integrityError(u"wrap: of another vault"_s));
    Result<Secret> vaultKey = unwrapVaultKey(*wrap, identity, identity.ed25519Public);
    if (!vaultKey)
        return std::unexpected(vaultKey.error());
    return keysOf(file, std::move(identity), std::move(*vaultKey));
}

std::shared_ptr<const VaultKeys> keysOf(const VaultFile &file, Identity identity, Secret vaultKey)
{
    auto keys = std::make_shared<VaultKeys>(VaultKeys{.organization = file.organization, .vault = file.vault, .user = file.user,
                                                      .device = file.device, .epoch = file.epoch,
                                                      .identity = std::move(identity), .vaultKey = std::move(vaultKey)});
    for (const SealedVault &vault : file.vaults) {
        if (vault.id != file.vault) {
            keys->rings.insert(vault.id, openRing(vault, file.user, keys->identity));
            continue;
        }
        VaultRing older{.organization = file.organization, .vault = file.vault, .epoch = file.epoch};
        older.keys.emplace(file.epoch, std::make_shared<const Secret>(keys->vaultKey.clone()));
        followLinks(older, vault, file.user, keys->identity.ed25519Public);
        keys->rings.insert(vault.id, std::move(older));
    }
    return keys;
}

Result<VaultKeys::Seal> VaultKeys::sealFor(const QUuid &id) const
{
    if (id.isNull() || id == vault)
        return Seal{.organization = organization, .vault = vault, .epoch = epoch, .key = &vaultKey};
    const auto ring = rings.constFind(id);
    if (ring == rings.constEnd())
        return std::unexpected(Error{.code = Errc::NotFound, .text = QCoreApplication::translate("aiops::vault", "There is no such vault.")});
    if (!ring->isOpen())
        return std::unexpected(ring->fault.value_or(integrityError(u"vault: not open"_s)));
    return Seal{.organization = ring->organization, .vault = id, .epoch = ring->epoch, .key = ring->key(ring->epoch)};
}

Result<VaultRing> ringOf(const VaultKeys &keys, const QUuid &vault)
{
    const Result<VaultKeys::Seal> newest = keys.sealFor(vault);
    if (!newest)
        return std::unexpected(newest.error());
    if (const auto ring = keys.rings.constFind(newest->vault); ring != keys.rings.constEnd())
        return *ring;
    VaultRing only{.organization = newest->organization, .vault = newest->vault, .epoch = newest->epoch}; // just created
    only.keys.emplace(newest->epoch, std::make_shared<const Secret>(newest->key->clone()));
    return only;
}

Result<const Secret *> VaultKeys::keyFor(const RecordHeader &header) const
{
    if (header.vault == vault && header.epoch == epoch)
        return &vaultKey;
    const auto ring = rings.constFind(header.vault);
    const Secret *key = ring == rings.constEnd() ? nullptr : ring->key(header.epoch);
    if (key)
        return key;
    Error fault = integrityError(u"record: vault or epoch"_s);
    if (ring != rings.constEnd() && ring->fault)
        fault.detail += u", "_s + ring->fault->detail;
    return std::unexpected(fault);
}

std::shared_ptr<VaultKeys> VaultKeys::clone() const
{
    return std::make_shared<VaultKeys>(VaultKeys{.organization = organization, .vault = vault, .user = user, .device = device, .epoch = epoch,
                                                 .identity = identity.clone(), .vaultKey = vaultKey.clone(), .rings = rings});
}

Result<QByteArray> rewrapBundle(const VaultFile &file, const Secret &old, const Secret &fresh, const KdfCost &cost)
{
    const Result<UserBundle> bundle = UserBundle::fromBytes(file.bundle);
    if (!bundle)
        return std::unexpected(bundle.error());
    const Result<Identity> identity = openBundle(*bundle, old, &file.lastSeen);
    if (!identity)
        return std::unexpected(identity.error());
    const Result<UserBundle> made = makeBundle(bundle->user, *identity, fresh, cost);
    if (!made)
        return std::unexpected(made.error());
    return made->toBytes();
}

} // namespace aiops::vault
