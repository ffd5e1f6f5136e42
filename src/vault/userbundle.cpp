#include "vault/userbundle.h"

#include "vault/canonical.h"
#include "vault/random.h"

#include <QCoreApplication>

#include <openssl/crypto.h>

#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMagic = "AIOB";
constexpr QByteArrayView kInfo = "aiops/v1/bundle";
constexpr quint64 kFormat = 1, kSuite = 1, kArgon2id = 1;

Secret joined(const Identity &identity)
{
    Secret out = Secret::zeroed(64);
    std::memcpy(out.data(), identity.x25519Private.reveal().data(), 32);
    std::memcpy(out.data() + 32, identity.ed25519Private.reveal().data(), 32);
    return out;
}

Error wrongPassphrase()
{
    return Error{.code = Errc::WrongPassphrase,
                 .text = QCoreApplication::translate("aiops::vault", "The passphrase is wrong."),
                 .hint = QCoreApplication::translate("aiops::vault", "Check the keyboard layout and Caps Lock.")};
}

} // namespace

QByteArray UserBundle::header() const
{
    return CanonicalWriter()
        .bytes(kMagic).number(kFormat).number(kSuite).id(user).number(hasAccountSecret ? 1 : 0)
        .number(kArgon2id).number(cost.memoryKiB).number(cost.passes).number(cost.lanes).bytes(kdfSalt)
        .bytes(x25519Public).bytes(ed25519Public).bytes(commitment)
        .data();
}

QByteArray UserBundle::toBytes() const
{
    return CanonicalWriter().bytes(header()).bytes(box.salt).bytes(box.commitment).bytes(box.ciphertext).data();
}

Result<UserBundle> UserBundle::fromBytes(QByteArrayView bytes)
{
    CanonicalReader outer(bytes);
    const QByteArray headerBytes = outer.bytes();
    CanonicalReader reader(headerBytes);
    if (reader.bytes(4) != kMagic)
        return std::unexpected(integrityError(u"bundle: magic"_s));
    const quint64 format = reader.number(), suite = reader.number();
    if (reader.ok() && (format > kFormat || suite > kSuite))
        return std::unexpected(Error{.code = Errc::TooNew,
                                     .text = QCoreApplication::translate("aiops::vault", "The vault was written by a newer program."),
                                     .hint = QCoreApplication::translate("aiops::vault", "Update this program.")});
    UserBundle bundle;
    bundle.user = reader.id();
    const quint64 account = reader.number(), kdf = reader.number();
    bundle.cost = {.memoryKiB = reader.number(), .passes = reader.number(), .lanes = reader.number()};
    bundle.kdfSalt = reader.bytes(16);
    bundle.x25519Public = reader.bytes(32);
    bundle.ed25519Public = reader.bytes(32);
    bundle.commitment = reader.bytes(32);
    bundle.box = {.salt = outer.bytes(32), .commitment = outer.bytes(16), .ciphertext = outer.bytes()};
    // An account secret belongs to teams: a solo program that is told to use one was handed a changed header.
    if (!reader.atEnd() || !outer.atEnd() || format != kFormat || suite != kSuite || kdf != kArgon2id || account != 0)
        return std::unexpected(integrityError(u"bundle: form"_s));
    return bundle;
}

Result<UnlockKey> deriveUnlockKey(const Secret &passphrase, const QByteArray &kdfSalt, const KdfCost &cost)
{
    Result<Secret> stretched = argon2id(passphrase, kdfSalt, cost);
    if (!stretched)
        return std::unexpected(stretched.error());
    const Secret both = hkdf(stretched->reveal(), kdfSalt, "aiops/v1/unlock", 64);
    return UnlockKey{Secret::copyOf(both.reveal().first(32)), both.reveal().last(32).toByteArray()};
}

Result<UserBundle> makeBundle(const QUuid &user, const Identity &identity, const Secret &passphrase, const KdfCost &cost)
{
    UserBundle bundle{.user = user, .cost = cost, .kdfSalt = randomBytes(16), .x25519Public = identity.x25519Public,
                      .ed25519Public = identity.ed25519Public, .commitment = {}, .box = {}};
    const Result<UnlockKey> key = deriveUnlockKey(passphrase, bundle.kdfSalt, cost);
    if (!key)
        return std::unexpected(key.error());
    bundle.commitment = key->commitment;
    bundle.box = seal(key->wrapKey, kInfo, bundle.header(), joined(identity));
    return bundle;
}

Result<Identity> openBundle(const UserBundle &bundle, const Secret &passphrase, const KdfCost *lastSeen)
{
    if (const Status accepted = checkCost(bundle.cost, lastSeen); !accepted)
        return std::unexpected(accepted.error());
    const Result<UnlockKey> key = deriveUnlockKey(passphrase, bundle.kdfSalt, bundle.cost);
    if (!key)
        return std::unexpected(key.error());
    if (CRYPTO_memcmp(key->commitment.constData(), bundle.commitment.constData(), 32) != 0)
        return std::unexpected(wrongPassphrase());
    const std::optional<Secret> keys = unseal(key->wrapKey, kInfo, bundle.header(), bundle.box);
    if (!keys || keys->size() != 64)
        return std::unexpected(integrityError(u"bundle: seal"_s));
    std::optional<Identity> identity =
        Identity::fromPrivate(Secret::copyOf(keys->reveal().first(32)), Secret::copyOf(keys->reveal().last(32)));
    if (!identity || identity->x25519Public != bundle.x25519Public || identity->ed25519Public != bundle.ed25519Public)
        return std::unexpected(integrityError(u"bundle: keys"_s));
    return std::move(*identity);
}

} // namespace aiops::vault
