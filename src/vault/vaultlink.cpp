#include "vault/vaultlink.h"

#include "vault/canonical.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView kMagic = "AIOL";
constexpr QByteArrayView kInfo = "aiops/v1/vault-link";
}

QByteArray VaultLink::context() const
{
    return CanonicalWriter().bytes(kMagic).number(1).number(1).id(organization).id(vault).number(epoch).id(author).data();
}

QByteArray VaultLink::signedBytes() const
{
    return CanonicalWriter().bytes("aiops/v1/link").bytes(context()).bytes(box.salt).bytes(box.commitment).bytes(box.ciphertext).data();
}

QByteArray VaultLink::toBytes() const
{
    return CanonicalWriter().bytes(context()).bytes(box.salt).bytes(box.commitment).bytes(box.ciphertext).bytes(signature).data();
}

Result<VaultLink> VaultLink::fromBytes(QByteArrayView bytes)
{
    CanonicalReader outer(bytes);
    const QByteArray contextBytes = outer.bytes();
    CanonicalReader reader(contextBytes);
    const bool known = reader.bytes(4) == kMagic && reader.number() == 1 && reader.number() == 1;
    VaultLink link;
    link.organization = reader.id();
    link.vault = reader.id();
    link.epoch = reader.number();
    link.author = reader.id();
    link.box = {.salt = outer.bytes(32), .commitment = outer.bytes(16), .ciphertext = outer.bytes()};
    link.signature = outer.bytes(64);
    if (!known || !reader.atEnd() || !outer.atEnd())
        return std::unexpected(integrityError(u"link: form"_s));
    return link;
}

VaultLink sealLink(VaultLink link, const Secret &key, const Secret &older, const Identity &author)
{
    link.box = seal(key, kInfo, link.context(), older);
    link.signature = signEd25519(author.ed25519Private, link.signedBytes());
    return link;
}

Result<Secret> openLink(const VaultLink &link, const Secret &key, const QByteArray &authorKey)
{
    if (!verifyEd25519(authorKey, link.signedBytes(), link.signature))
        return std::unexpected(integrityError(u"link: signature"_s));
    std::optional<Secret> older = unseal(key, kInfo, link.context(), link.box);
    if (!older || older->size() != 32)
        return std::unexpected(integrityError(u"link: seal"_s));
    return std::move(*older);
}

} // namespace aiops::vault
