#include "vault/recoverybundle.h"

#include "vault/canonical.h"
#include "vault/random.h"
#include "vault/sealedbox.h"

#include <cstdlib>
#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView kMagic = "AIOX";
}

QByteArray RecoveryBundle::context() const
{
    return CanonicalWriter()
        .bytes(kMagic).number(1).number(1).id(vault).id(user).id(recipient)
        .bytes(recipientKey).bytes(x25519Public).bytes(ed25519Public)
        .data();
}

QByteArray RecoveryBundle::toBytes() const
{
    return CanonicalWriter().bytes(context()).bytes(box.encapsulated).bytes(box.ciphertext).data();
}

Result<RecoveryBundle> RecoveryBundle::fromBytes(QByteArrayView bytes)
{
    CanonicalReader outer(bytes);
    const QByteArray contextBytes = outer.bytes();
    CanonicalReader reader(contextBytes);
    const bool known = reader.bytes(4) == kMagic && reader.number() == 1 && reader.number() == 1;
    RecoveryBundle bundle{.vault = reader.id(), .user = reader.id(), .recipient = reader.id(), .recipientKey = reader.bytes(32),
                          .x25519Public = reader.bytes(32), .ed25519Public = reader.bytes(32),
                          .box = {.encapsulated = outer.bytes(32), .ciphertext = outer.bytes(80)}};
    if (!known || !reader.atEnd() || !outer.atEnd())
        return std::unexpected(integrityError(u"recovery: form"_s));
    return bundle;
}

RecoveryBundle sealForRecovery(RecoveryBundle bundle, const Identity &identity)
{
    bundle.x25519Public = identity.x25519Public;
    bundle.ed25519Public = identity.ed25519Public;
    Secret both = Secret::zeroed(64);
    std::memcpy(both.data(), identity.x25519Private.reveal().data(), 32);
    std::memcpy(both.data() + 32, identity.ed25519Private.reveal().data(), 32);
    std::optional<HpkeBox> box = hpkeSeal(bundle.recipientKey, sha256(bundle.context()), both);
    if (!box)
        std::abort(); // only for a recipient's key that this program did not make
    bundle.box = std::move(*box);
    return bundle;
}

Result<Identity> openWithRecovery(const RecoveryBundle &bundle, const Secret &x25519Private)
{
    const std::optional<Secret> both = hpkeOpen(x25519Private, sha256(bundle.context()), bundle.box);
    if (!both || both->size() != 64)
        return std::unexpected(integrityError(u"recovery: seal"_s));
    std::optional<Identity> identity =
        Identity::fromPrivate(Secret::copyOf(both->reveal().first(32)), Secret::copyOf(both->reveal().last(32)));
    if (!identity || identity->x25519Public != bundle.x25519Public || identity->ed25519Public != bundle.ed25519Public)
        return std::unexpected(integrityError(u"recovery: keys"_s));
    return std::move(*identity);
}

QByteArray recoveryPublic(const Secret &x25519Private)
{
    const std::optional<Identity> identity = Identity::fromPrivate(x25519Private.clone(), randomSecret(32));
    return identity ? identity->x25519Public : QByteArray();
}

} // namespace aiops::vault
