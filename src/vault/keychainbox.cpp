#include "vault/keychainbox.h"

#include "vault/canonical.h"
#include "vault/sealedbox.h"

#include <QCoreApplication>

#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kInfo = "aiops/v1/keychain";

QByteArray aadOf(const QUuid &user)
{
    return "AIOK" + user.toRfc4122();
}

} // namespace

QByteArray sealForKeychain(const QUuid &user, const Identity &identity, const Secret &key)
{
    Secret both = Secret::zeroed(64);
    std::memcpy(both.data(), identity.x25519Private.reveal().data(), 32);
    std::memcpy(both.data() + 32, identity.ed25519Private.reveal().data(), 32);
    const SealedBox box = seal(key, kInfo, aadOf(user), both);
    return box.salt + box.commitment + box.ciphertext;
}

Result<Identity> openWithKeychain(const QByteArray &bytes, const QUuid &user, const Secret &key)
{
    if (bytes.size() < 32 + 16 + 64)
        return std::unexpected(integrityError(u"keychain box: size"_s));
    const SealedBox box{.salt = bytes.first(32), .commitment = bytes.sliced(32, 16), .ciphertext = bytes.sliced(48)};
    const std::optional<Secret> both = unseal(key, kInfo, aadOf(user), box);
    if (!both || both->size() != 64)
        return std::unexpected(Error{.code = Errc::WrongPassphrase,
                                     .text = QCoreApplication::translate("aiops::vault", "What the keychain keeps does not open this vault."),
                                     .detail = {},
                                     .hint = QCoreApplication::translate("aiops::vault", "Unlock it with the passphrase, then allow the keychain again.")});
    auto identity = Identity::fromPrivate(Secret::copyOf(both->reveal().first(32)), Secret::copyOf(both->reveal().last(32)));
    return identity ? Result<Identity>(std::move(*identity)) : std::unexpected(integrityError(u"keychain box: keys"_s));
}

} // namespace aiops::vault
