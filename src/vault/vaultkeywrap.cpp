#include "vault/vaultkeywrap.h"

#include "vault/canonical.h"
#include "vault/sealedbox.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView kMagic = "AIOW";
}

QByteArray VaultKeyWrap::context() const
{
    return CanonicalWriter()
        .bytes(kMagic).number(1).number(1).id(organization).id(vault).number(epoch)
        .id(recipient).bytes(recipientKey).id(granter)
        .data();
}

QByteArray VaultKeyWrap::signedBytes() const
{
    return CanonicalWriter().bytes("aiops/v1/wrap").bytes(context()).bytes(box.encapsulated).bytes(box.ciphertext).data();
}

QByteArray VaultKeyWrap::toBytes() const
{
    return CanonicalWriter().bytes(context()).bytes(box.encapsulated).bytes(box.ciphertext).bytes(signature).data();
}

Result<VaultKeyWrap> VaultKeyWrap::fromBytes(QByteArrayView bytes)
{
    CanonicalReader outer(bytes);
    const QByteArray contextBytes = outer.bytes();
    CanonicalReader reader(contextBytes);
    const bool known = reader.bytes(4) == kMagic && reader.number() == 1 && reader.number() == 1;
    VaultKeyWrap wrap;
    wrap.organization = reader.id();
    wrap.vault = reader.id();
    wrap.epoch = reader.number();
    wrap.recipient = reader.id();
    wrap.recipientKey = reader.bytes(32);
    wrap.granter = reader.id();
    wrap.box = {.encapsulated = outer.bytes(32), .ciphertext = outer.bytes(48)};
    wrap.signature = outer.bytes(64);
    if (!known || !reader.atEnd() || !outer.atEnd())
        return std::unexpected(integrityError(u"wrap: form"_s));
    return wrap;
}

Result<VaultKeyWrap> wrapVaultKey(VaultKeyWrap wrap, const Secret &vaultKey, const Identity &granter)
{
    std::optional<HpkeBox> box = hpkeSeal(wrap.recipientKey, sha256(wrap.context()), vaultKey);
    if (!box)
        return std::unexpected(integrityError(u"wrap: recipient key"_s));
    wrap.box = std::move(*box);
    wrap.signature = signEd25519(granter.ed25519Private, wrap.signedBytes());
    return wrap;
}

Result<Secret> unwrapVaultKey(const VaultKeyWrap &wrap, const Identity &recipient, const QByteArray &granterKey)
{
    if (wrap.recipientKey != recipient.x25519Public)
        return std::unexpected(integrityError(u"wrap: recipient"_s));
    if (!verifyEd25519(granterKey, wrap.signedBytes(), wrap.signature))
        return std::unexpected(integrityError(u"wrap: signature"_s));
    std::optional<Secret> key = hpkeOpen(recipient.x25519Private, sha256(wrap.context()), wrap.box);
    if (!key || key->size() != 32)
        return std::unexpected(integrityError(u"wrap: seal"_s));
    return std::move(*key);
}

} // namespace aiops::vault
