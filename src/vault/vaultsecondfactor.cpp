#include "storage/database.h"
#include "vault/exportstore.h"
#include "vault/vault.h"
#include "vault/vaultprivate.h"

// One-time codes besides the passphrase, where the person wants them.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

const QString kFactorKey = u"vault.second-factor"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error codeWanted()
{
    return {.code = Errc::NoInput, .text = tr("Enter the one-time code of your authenticator."), .detail = {},
            .hint = tr("A recovery code works as well, once.")};
}

Error wrongCode()
{
    return {.code = Errc::WrongPassphrase, .text = tr("This one-time code is wrong, or was used already."), .detail = {},
            .hint = tr("Check the clock of both devices, and wait for the next code.")};
}

/// Also when the key of the vault was changed after the codes were set up.
Result<SecondFactor> openFactor(const QByteArray &box, const VaultKeys &keys)
{
    Result<SecondFactor> factor = SecondFactor::open(box, keys.vault, keys.vaultKey);
    const Result<VaultRing> ring = ringOf(keys, keys.vault);
    if (factor || !ring)
        return factor;
    for (const auto &[epoch, key] : ring->keys)
        if (Result<SecondFactor> older = SecondFactor::open(box, keys.vault, *key))
            return older;
    return factor;
}

Future<void> save(storage::Database &database, const QByteArray &box)
{
    return database.local<void>([text = QString::fromLatin1(box.toBase64())](QSqlDatabase &db) { return store::saveLocalValue(db, kFactorKey, text); });
}

} // namespace

bool Vault::hasSecondFactor() const
{
    const Result<QString> box = store::localValue(d->database.reader(), kFactorKey);
    return box && !box->isEmpty();
}

Future<void> Vault::Private::takeCode(std::shared_ptr<const VaultKeys> opened, QString code)
{
    const Result<QString> box = store::localValue(database.reader(), kFactorKey);
    if (!box || box->isEmpty())
        return ready<void>(box ? Status() : Status(std::unexpected(box.error())));
    Result<SecondFactor> factor = openFactor(QByteArray::fromBase64(box->toLatin1()), *opened);
    if (!factor)
        return failed<void>(factor.error());
    if (code.trimmed().isEmpty())
        return failed<void>(codeWanted());
    if (!factor->take(code, clock.now()))
        return failed<void>(wrongCode());
    return save(database, factor->seal(opened->vault, opened->vaultKey));
}

Future<void> Vault::setSecondFactor(Permit permit, std::shared_ptr<const NewSecondFactor> made, QString code)
{
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    SecondFactor factor{.seed = made->factor.seed.clone(), .recovery = made->factor.recovery, .lastStep = 0};
    if (!factor.take(code, d->clock.now()) || factor.recovery.size() != made->factor.recovery.size())
        co_return refuse(permit, wrongCode());
    const Status saved = co_await save(d->database, factor.seal(keys->vault, keys->vaultKey));
    if (!saved)
        co_return refuse(permit, saved.error());
    permit.note(u"on"_s, true);
    permit.succeeded();
    co_return Status();
}

Future<void> Vault::removeSecondFactor(Permit permit)
{
    if (!d->keys())
        co_return refuse(permit, d->lockedError());
    const Status saved = co_await save(d->database, {});
    if (!saved)
        co_return refuse(permit, saved.error());
    permit.note(u"on"_s, false);
    permit.succeeded();
    co_return Status();
}

} // namespace aiops::vault
