#include "vault/vaultkeys.h"

#include "core/ids.h"
#include "vault/random.h"

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
    return std::make_shared<const VaultKeys>(VaultKeys{.organization = file.organization, .vault = file.vault, .user = file.user,
                                                       .device = file.device, .epoch = file.epoch,
                                                       .identity = std::move(identity), .vaultKey = std::move(*vaultKey)});
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
