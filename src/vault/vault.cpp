#include "vault/vault.h"

#include "core/log.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/vaultprivate.h"
#include "vault/vaults.h"
#include "vault/vaultstore.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

// A conditional expression inside a co_await is evaluated on both sides by GCC 14.
template <typename T>
Status statusOf(const Result<T> &result)
{
    return result ? Status() : Status(std::unexpected(result.error()));
}

} // namespace

Vault::Vault(storage::Database &database, const Clock &clock, QObject *parent)
    : Vault(database, clock, KdfCost(), parent)
{
}

Vault::Vault(storage::Database &database, const Clock &clock, const KdfCost &cost, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, database, clock, cost))
{
    connect(&database, &storage::Database::changed, this, [this](const QStringList &tables) {
        if (tables.contains(u"secret"_s) || tables.contains(u"secret_attachment"_s) || tables.contains(u"rotation"_s)
            || tables.contains(u"rotation_target"_s) || tables.contains(u"vault"_s))
            emit changed();
    });
}

Vault::~Vault()
{
    d->forgetKeys();
}

LockState Vault::state() const
{
    if (d->keys()) {
        const QDateTime locksAt =
            d->autoLock.isOn() ? d->clock.now().addMSecs(d->autoLock.remaining().count()) : QDateTime();
        return {.value = LockState::Unlocked, .locksAt = locksAt};
    }
    const Result<std::optional<VaultFile>> file = store::loadVault(d->database.reader());
    return {.value = file && !*file ? LockState::Missing : LockState::Locked, .locksAt = {}};
}

Future<void> Vault::create(Permit permit, std::shared_ptr<const Secret> passphrase)
{
    const QPointer self(this);
    if (const Status allowed = d->mayCreate(*passphrase); !allowed)
        co_return refuse(permit, allowed.error());
    d->busy = true;
    const Result<NewVault> made =
        co_await inPool<NewVault>([passphrase, cost = d->cost] { return makeVault(*passphrase, calibrated(cost)); });
    if (!self)
        co_return std::unexpected(cancelledError());
    d->busy = false;
    if (!made)
        co_return refuse(permit, made.error());
    const AuditEntry entry = permit.entry();
    const Status stored = co_await d->database.command<void>(
        std::move(permit), [file = made->file](storage::Command &command) { return store::insertVault(command, file); });
    if (!self || !stored)
        co_return stored;
    d->setKeys(made->keys, entry);
    co_return Status();
}

Future<void> Vault::unlock(Permit permit, std::shared_ptr<const Secret> passphrase, QString code)
{
    const QPointer self(this);
    const Result<VaultFile> file = d->mayTry();
    if (!file)
        co_return refuse(permit, file.error());
    d->busy = true;
    using Keys = std::shared_ptr<const VaultKeys>;
    const Result<Keys> keys =
        co_await inPool<Keys>([passphrase, file = *file] { return openVault(file, *passphrase); });
    if (!self)
        co_return std::unexpected(cancelledError());
    Status outcome = statusOf(keys);
    if (keys)
        outcome = co_await d->takeCode(*keys, code);
    if (!self)
        co_return std::unexpected(cancelledError());
    const Status noted = co_await d->noteAttempt(*file, outcome);
    if (!self)
        co_return std::unexpected(cancelledError());
    d->busy = false;
    if (!outcome || !noted)
        co_return refuse(permit, outcome ? noted.error() : withTriesLeft(outcome.error(), file->throttle));
    const Status rebuilt = co_await d->rebuildIndex(*keys);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!rebuilt) {
        qCWarning(lcVault) << "the list of credentials was not completed:" << errorName(rebuilt.error().code) << rebuilt.error().detail;
        permit.note(u"index"_s, errorName(rebuilt.error().code)); // the vault opens all the same: logins do not need the list
    }
    d->setKeys(*keys, permit.entry());
    permit.succeeded();
    co_return Status();
}

Future<void> Vault::changePassphrase(Permit permit, std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh)
{
    const QPointer self(this);
    const Result<VaultFile> file = d->mayTry();
    if (!file)
        co_return refuse(permit, file.error());
    if (const Status strong = checkNewPassphrase(*fresh); !strong)
        co_return refuse(permit, strong.error());
    d->busy = true;
    const KdfCost cost = notBelow(d->cost, file->lastSeen);
    const Result<QByteArray> bundle = co_await inPool<QByteArray>(
        [old, fresh, file = *file, cost] { return rewrapBundle(file, *old, *fresh, cost); });
    if (!self)
        co_return std::unexpected(cancelledError());
    const Status outcome = statusOf(bundle);
    Status done = co_await d->noteAttempt(*file, outcome);
    if (self && bundle && done) {
        VaultFile changed = *file;
        changed.bundle = *bundle;
        changed.lastSeen = cost;
        done = co_await d->database.local<void>([changed](QSqlDatabase &db) { return store::saveBundle(db, changed); });
    }
    if (!self)
        co_return std::unexpected(cancelledError());
    d->busy = false;
    if (!bundle || !done)
        co_return refuse(permit, bundle ? done.error() : withTriesLeft(bundle.error(), file->throttle));
    permit.succeeded();
    co_return Status();
}

Future<void> Vault::confirm(Permit permit, std::shared_ptr<const Secret> passphrase)
{
    const QPointer self(this);
    const Result<VaultFile> file = d->mayTry();
    if (!file)
        co_return refuse(permit, file.error());
    d->busy = true;
    using Keys = std::shared_ptr<const VaultKeys>;
    const Result<Keys> keys = co_await inPool<Keys>([passphrase, file = *file] { return openVault(file, *passphrase); });
    if (!self)
        co_return std::unexpected(cancelledError());
    const Status outcome = statusOf(keys);
    const Status noted = co_await d->noteAttempt(*file, outcome);
    if (!self)
        co_return std::unexpected(cancelledError());
    d->busy = false;
    if (!keys || !noted)
        co_return refuse(permit, keys ? noted.error() : withTriesLeft(keys.error(), file->throttle));
    d->autoLock.touch();
    permit.succeeded();
    co_return Status();
}

void Vault::lock(Permit permit)
{
    d->lockNow();
    permit.succeeded();
}

void Vault::lock(Permit permit, const QString &reason)
{
    permit.note(u"reason"_s, reason);
    lock(std::move(permit));
}

void Vault::touch()
{
    if (d->keys())
        d->autoLock.touch();
}

void Vault::setAutoLock(std::chrono::seconds idle)
{
    d->autoLock.setIdle(idle);
    d->scheduleLock();
}

Result<QList<CredentialInfo>> Vault::credentials() const
{
    return store::credentials(d->database.reader());
}

Result<QList<Attachment>> Vault::attachments() const
{
    return store::attachments(d->database.reader());
}

Result<QList<Attachment>> Vault::attachmentsAt(InstanceId instance) const
{
    return store::attachmentsAt(d->database.reader(), instance);
}

Future<CredentialInfo> Vault::add(Permit permit, NewCredential credential)
{
    const QPointer self(this);
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    Status usable = checkNew(credential);
    if (usable)
        usable = d->nameIsFree(credential.name);
    const Result<VaultInfo> place = d->placeOf(credential.vault);
    if (!usable || !place)
        co_return refuse(permit, usable ? place.error() : usable.error());
    credential.vault = place->id;
    Result<Draft> draft = co_await inPool<Draft>([credential, now = d->clock.now()] { return draftRecord(credential, now); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!draft)
        co_return refuse(permit, draft.error());
    d->autoLock.touch();
    draft->info.vaultName = place->name;
    permit.setObject(draft->info.id.toString(), draft->info.name);
    if (!place->isPersonal)
        permit.note(u"vault"_s, place->name);
    co_return co_await d->database.command<CredentialInfo>(
        std::move(permit), [draft = *draft, keys](storage::Command &command) -> Result<CredentialInfo> {
            const Result<SealedRecord> record = sealDraft(draft, *keys, command.tick());
            const Status stored = record ? store::insertRecord(command, *record, draft.info) : Status(std::unexpected(record.error()));
            return stored ? Result<CredentialInfo>(draft.info) : std::unexpected(stored.error());
        });
}

Future<void> Vault::remove(Permit permit, CredentialId id)
{
    return d->database.command<void>(std::move(permit),
                                     [id](storage::Command &command) { return store::removeRecord(command, id); });
}

} // namespace aiops::vault
