#include "vault/vault.h"

#include "core/log.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/externalsource.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/vaultprivate.h"
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
            || tables.contains(u"rotation_target"_s))
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

Future<CredentialInfo> Vault::add(Permit permit, NewCredential credential)
{
    const QPointer self(this);
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    Status usable = checkNew(credential);
    if (usable)
        usable = d->nameIsFree(credential.name);
    if (!usable)
        co_return refuse(permit, usable.error());
    const Result<Draft> draft = co_await inPool<Draft>([credential, now = d->clock.now()] { return draftRecord(credential, now); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!draft)
        co_return refuse(permit, draft.error());
    d->autoLock.touch();
    permit.setObject(draft->info.id.toString(), draft->info.name);
    co_return co_await d->database.command<CredentialInfo>(
        std::move(permit), [draft = *draft, keys](storage::Command &command) -> Result<CredentialInfo> {
            const SealedRecord record = sealDraft(draft, *keys, command.tick());
            if (const Status stored = store::insertRecord(command, record, draft.info); !stored)
                return std::unexpected(stored.error());
            return draft.info;
        });
}

Future<void> Vault::remove(Permit permit, CredentialId id)
{
    return d->database.command<void>(std::move(permit),
                                     [id](storage::Command &command) { return store::removeRecord(command, id); });
}

Future<Attachment> Vault::attach(Permit permit, CredentialId credential, InstanceId instance, Purpose purpose, bool personal)
{
    const Result<CredentialInfo> info = find(credential.toString());
    if (!info)
        return refuseLater<Attachment>(permit, info.error());
    if (!suits(info->kind, purpose))
        return refuseLater<Attachment>(permit, unsuitable(info->kind, purpose));
    const Attachment attachment{.id = newUuid(), .credential = credential, .instance = instance, .purpose = purpose,
                                .person = personal ? d->person() : QUuid()};
    permit.note(u"personal"_s, personal);
    permit.note(u"instance"_s, instance.toString());
    permit.note(u"purpose"_s, purposeName(purpose));
    return d->database.command<Attachment>(std::move(permit), [attachment](storage::Command &command) -> Result<Attachment> {
        if (const Status stored = store::insertAttachment(command, attachment); !stored)
            return std::unexpected(stored.error());
        return attachment;
    });
}

Future<void> Vault::detach(Permit permit, CredentialId credential, InstanceId instance, std::optional<Purpose> purpose)
{
    permit.note(u"instance"_s, instance.toString());
    return d->database.command<void>(std::move(permit), [credential, instance, purpose](storage::Command &command) -> Status {
        const Result<QList<Attachment>> all = store::attachments(command.database());
        if (!all)
            return std::unexpected(all.error());
        bool found = false;
        for (const Attachment &one : *all) {
            if (one.credential != credential || one.instance != instance || (purpose && one.purpose != *purpose))
                continue;
            if (const Status removed = store::removeAttachment(command, one.id); !removed)
                return removed;
            found = true;
        }
        return found ? Status() : std::unexpected(notAttached());
    });
}

void Vault::setInherited(std::function<CredentialId(InstanceId)> inherited)
{
    d->inherited = std::move(inherited);
}

Future<Login> Vault::login(InstanceId instance, Purpose purpose, Permit permit)
{
    const QPointer self(this);
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    const Result<QList<StoredRecord>> records = d->attachedRecords(instance, purpose);
    if (!records)
        co_return refuse(permit, records.error());
    using Opened = QList<OpenedRecord>;
    const Result<Opened> opened = co_await inPool<Opened>([records = *records, keys] { return openAll(records, *keys); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    if (opened->size() < records->size())
        permit.note(u"unreadable"_s, records->size() - opened->size());
    Opened whole;
    for (const OpenedRecord &one : *opened) {
        noteSource(permit, one);
        const Result<OpenedRecord> fetched = co_await withExternalValue(one);
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!fetched)
            co_return refuse(permit, fetched.error());
        whole.append(*fetched);
    }
    if (!d->keys()) // locked meanwhile
        co_return refuse(permit, d->lockedError());
    Login login = d->makeLogin(whole);
    login.isPersonal = d->isPersonal(instance, purpose);
    d->noteUsed(whole);
    permit.succeeded();
    co_return login;
}

} // namespace aiops::vault
