#include "storage/database.h"
#include "vault/exportstore.h"
#include "vault/inpool.h"
#include "vault/keychainbox.h"
#include "vault/vault.h"
#include "vault/vaultprivate.h"
#include "vault/vaultstore.h"

// The vault opens with a key of the computer's keychain, where the person allowed it.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

const QString kBoxKey = u"vault.keychain"_s;

Error neverAllowed()
{
    return {.code = Errc::NotFound, .text = QCoreApplication::translate("aiops::vault", "The keychain may not open this vault."), .detail = {},
            .hint = QCoreApplication::translate("aiops::vault", "Unlock it with the passphrase.")};
}

} // namespace

Future<void> Vault::allowKeychain(Permit permit, std::shared_ptr<const Secret> key)
{
    const QPointer self(this);
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    const QByteArray box = sealForKeychain(keys->user, keys->identity, *key).toBase64();
    const Status saved = co_await d->database.local<void>(
        [box](QSqlDatabase &db) { return store::saveLocalValue(db, kBoxKey, QString::fromLatin1(box)); });
    if (!saved)
        co_return refuse(permit, saved.error());
    permit.succeeded();
    co_return Status();
}

Future<void> Vault::forgetKeychain(Permit permit)
{
    const Status saved = co_await d->database.local<void>([](QSqlDatabase &db) { return store::saveLocalValue(db, kBoxKey, {}); });
    if (!saved)
        co_return refuse(permit, saved.error());
    permit.succeeded();
    co_return Status();
}

bool Vault::hasKeychain() const
{
    const Result<QString> box = store::localValue(d->database.reader(), kBoxKey);
    return box && !box->isEmpty();
}

Future<void> Vault::unlockWithKeychain(Permit permit, std::shared_ptr<const Secret> key, QString code)
{
    const QPointer self(this);
    const Result<std::optional<VaultFile>> file = store::loadVault(d->database.reader());
    const Result<QString> box = store::localValue(d->database.reader(), kBoxKey);
    if (!file || !box)
        co_return refuse(permit, file ? box.error() : file.error());
    if (!*file || box->isEmpty())
        co_return refuse(permit, *file ? neverAllowed() : d->lockedError());
    using Keys = std::shared_ptr<const VaultKeys>;
    const Result<Keys> keys = co_await inPool<Keys>([file = **file, box = QByteArray::fromBase64(box->toLatin1()), key]() -> Result<Keys> {
        Result<Identity> identity = openWithKeychain(box, file.user, *key);
        return identity ? openVaultWith(file, std::move(*identity)) : std::unexpected(identity.error());
    });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!keys)
        co_return refuse(permit, keys.error());
    const Status taken = co_await d->takeCode(*keys, code);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!taken)
        co_return refuse(permit, taken.error());
    permit.note(u"with"_s, u"keychain"_s);
    d->setKeys(*keys, permit.entry());
    permit.succeeded();
    co_return Status();
}

} // namespace aiops::vault
