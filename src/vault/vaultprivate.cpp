#include "vault/vaultprivate.h"

#include "core/log.h"
#include "storage/database.h"
#include "team/gatekeeper.h"
#include "vault/externalsource.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error missingError()
{
    return {.code = Errc::VaultMissing, .text = tr("There is no vault yet."), .detail = {},
            .hint = tr("Create it with a passphrase: aiops vault create")};
}

Error throttledError(std::chrono::seconds wait)
{
    return {.code = Errc::Denied, .text = tr("Too many wrong passphrases. Wait %1 s before the next try.").arg(wait.count())};
}

Error restartError()
{
    return {.code = Errc::Denied, .text = tr("%1 wrong passphrases in a row: no more tries until the program is started again.").arg(TriesOfThisStart::most),
            .detail = {}, .hint = tr("Close it and start it again (without a window: aiops daemon stop).")};
}

} // namespace

std::unexpected<Error> refuse(Permit &permit, const Error &error)
{
    permit.failed(error);
    return std::unexpected(error);
}

Error busyError()
{
    return {.code = Errc::Busy, .text = tr("The vault is checking a passphrase or changing a key at this moment."), .detail = {}, .hint = tr("Try again.")};
}

void noteSource(Permit &permit, const OpenedRecord &record)
{
    if (isExternal(record.payload->fields))
        permit.note(u"source"_s, record.payload->fields.value(u"source"_s));
}

Error notAttached()
{
    return {.code = Errc::NotFound, .text = tr("No such credential is attached to this instance."), .detail = {},
            .hint = tr("Attach one: aiops credential attach NAME INSTANCE --purpose login")};
}

Error withTriesLeft(Error error, Throttle before)
{
    if (error.code != Errc::WrongPassphrase)
        return error;
    before.fail({});
    const int left = before.triesBeforeTheLongWait();
    const QString words = left > 1    ? tr("%1 tries left before a wait of 1 minute.").arg(left)
                          : left == 1 ? tr("1 try left before a wait of 1 minute.")
                                      : tr("The next try has to wait 1 minute.");
    error.hint = error.hint.isEmpty() ? words : error.hint + u' ' + words;
    return error;
}

Error unsuitable(Kind kind, Purpose purpose)
{
    return {.code = Errc::Invalid, .text = tr("A credential of the kind %1 is of no use for %2.").arg(kindLabel(kind), purposeName(purpose))};
}

Error revokedError()
{
    return {.code = Errc::Denied, .text = tr("The credential was revoked."), .detail = {},
            .hint = tr("Attach another one, or give it a new value.")};
}

Result<QList<OpenedRecord>> openAll(const QList<StoredRecord> &records, const VaultKeys &keys)
{
    QList<OpenedRecord> out;
    std::optional<Error> fault;
    for (const StoredRecord &stored : records) {
        Result<OpenedRecord> opened = openCredential(stored.record, keys, stored.seen);
        if (opened) {
            out.append(std::move(*opened));
            continue;
        }
        fault = opened.error();
        qCWarning(lcVault) << "credential" << stored.record.header.record << "cannot be used:" << errorName(fault->code) << fault->detail;
    }
    if (out.isEmpty() && fault)
        return std::unexpected(*fault);
    return out;
}

Vault::Private::Private(Vault &owner, storage::Database &db, const Clock &time, const KdfCost &kdfCost)
    : q(owner), database(db), clock(time), cost(kdfCost), autoLock(time)
{
    m_lockTimer.setSingleShot(true);
    QObject::connect(&m_lockTimer, &QTimer::timeout, &q, [this] {
        if (keys())
            scheduleLock();
    });
}

std::shared_ptr<const VaultKeys> Vault::Private::keys()
{
    if (m_keys && autoLock.due()) {
        lockNow();
        recordAutoLock();
    }
    return m_keys;
}

void Vault::Private::recordAutoLock()
{
    AuditEntry entry = m_openedBy;
    entry.at = clock.now();
    entry.action = team::actionName(team::Action::VaultLock);
    entry.outcome = u"done"_s;
    entry.detail = {{u"reason"_s, u"idle"_s}};
    database.record(entry);
}

void Vault::Private::setKeys(std::shared_ptr<const VaultKeys> keys, AuditEntry entry)
{
    m_openedBy = std::move(entry);
    m_keys = std::move(keys);
    autoLock.touch();
    scheduleLock();
    emit q.stateChanged();
}

void Vault::Private::replaceKeys(const std::shared_ptr<const VaultKeys> &before, std::shared_ptr<const VaultKeys> now)
{
    if (m_keys == before)
        m_keys = std::move(now);
}

void Vault::Private::forgetKeys()
{
    m_keys.reset();
    m_lockTimer.stop();
    for (const auto &weak : std::exchange(m_signers, {}))
        if (const auto signer = weak.lock())
            signer->forget();
}

void Vault::Private::lockNow()
{
    const bool wasUnlocked = m_keys != nullptr;
    forgetKeys();
    if (wasUnlocked)
        emit q.stateChanged();
}

void Vault::Private::scheduleLock()
{
    using namespace std::chrono_literals;
    m_lockTimer.stop();
    // Timers stand still while the computer sleeps: look often enough to notice after it woke up.
    if (m_keys && autoLock.isOn())
        m_lockTimer.start(std::clamp<std::chrono::milliseconds>(autoLock.remaining(), 1ms, 15s));
}

Status Vault::Private::mayCreate(const Secret &passphrase) const
{
    const Result<std::optional<VaultFile>> file = store::loadVault(database.reader());
    if (!file)
        return std::unexpected(file.error());
    if (*file)
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("There is a vault already."), .detail = {},
                                     .hint = tr("Unlock it, or change its passphrase.")});
    return busy ? std::unexpected(busyError()) : checkNewPassphrase(passphrase);
}

Result<VaultFile> Vault::Private::mayTry() const
{
    Result<std::optional<VaultFile>> file = store::loadVault(database.reader());
    if (!file)
        return std::unexpected(file.error());
    if (!*file)
        return std::unexpected(missingError());
    if (busy)
        return std::unexpected(busyError());
    if (m_tries.areUsedUp())
        return std::unexpected(restartError());
    if (const auto wait = (*file)->throttle.remaining(clock.now()); wait.count() > 0)
        return std::unexpected(throttledError(wait));
    return std::move(**file);
}

Future<void> Vault::Private::noteAttempt(VaultFile file, Status outcome)
{
    if (!outcome && outcome.error().code != Errc::WrongPassphrase)
        return ready<void>(Status());
    m_tries.note(outcome.has_value());
    if (!outcome) {
        Throttle throttle = file.throttle;
        throttle.fail(clock.now());
        return database.local<void>([throttle](QSqlDatabase &db) { return store::saveThrottle(db, throttle); });
    }
    const Result<UserBundle> bundle = UserBundle::fromBytes(file.bundle);
    if (file.throttle.failures == 0 && bundle && bundle->cost == file.lastSeen)
        return ready<void>(Status());
    if (bundle)
        file.lastSeen = bundle->cost;
    return database.local<void>([file](QSqlDatabase &db) -> Status {
        const Status saved = store::saveBundle(db, file);
        return saved ? store::saveThrottle(db, Throttle()) : saved;
    });
}

Future<void> Vault::Private::rebuildIndex(std::shared_ptr<const VaultKeys> keys)
{
    const Result<QList<CredentialId>> missing = store::missingInIndex(database.reader());
    if (!missing || missing->isEmpty())
        return ready<void>(missing ? Status() : Status(std::unexpected(missing.error())));
    return database.local<void>([ids = *missing, keys, now = clock.now()](QSqlDatabase &db) -> Status {
        for (const CredentialId &id : ids) {
            const Result<SealedRecord> record = store::record(db, id);
            const Result<quint64> seen = store::highestVersionSeen(db, id);
            if (!record || !seen)
                return std::unexpected(record ? seen.error() : record.error());
            Result<OpenedRecord> opened = openCredential(*record, *keys, *seen);
            if (!opened)
                continue; // stays in the list as unreadable
            opened->info.createdAt = opened->info.changedAt = now;
            if (const Status saved = store::saveIndex(db, opened->info); !saved)
                return saved;
        }
        return {};
    });
}

Error Vault::Private::lockedError() const
{
    const Result<std::optional<VaultFile>> file = store::loadVault(database.reader());
    if (file && !*file)
        return missingError();
    return {.code = Errc::VaultLocked, .text = tr("The vault is locked."), .detail = {}, .hint = tr("Unlock it with your passphrase.")};
}

Status Vault::Private::nameIsFree(const QString &name) const
{
    const Result<QList<CredentialInfo>> all = store::credentials(database.reader());
    if (!all)
        return std::unexpected(all.error());
    for (const CredentialInfo &info : *all)
        if (info.name.compare(name, Qt::CaseInsensitive) == 0)
            return std::unexpected(Error{.code = Errc::Conflict, .text = tr("There is a credential named “%1” already.").arg(info.name),
                                         .detail = {}, .hint = tr("Choose another name.")});
    return {};
}

Result<VaultInfo> Vault::Private::placeOf(VaultId id) const
{
    Result<QList<VaultInfo>> all = store::vaultInfos(database.reader());
    if (!all)
        return std::unexpected(all.error());
    const auto found = std::ranges::find_if(*all, [id](const VaultInfo &one) { return id.isNull() ? one.isPersonal : one.id == id; });
    if (found == all->end())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("There is no such vault."), .detail = {}, .hint = tr("See aiops vault list.")});
    const auto seal = m_keys ? m_keys->sealFor(found->id.uuid()) : VaultKeys::Seal();
    return seal ? Result<VaultInfo>(*found) : std::unexpected(seal.error());
}

Result<StoredRecord> Vault::Private::stored(CredentialId id) const
{
    const QSqlDatabase db = database.reader();
    Result<SealedRecord> record = store::record(db, id);
    const Result<quint64> seen = store::highestVersionSeen(db, id);
    if (!record || !seen)
        return std::unexpected(record ? seen.error() : record.error());
    return StoredRecord{std::move(*record), *seen};
}

Future<OpenedRecord> Vault::Private::open(CredentialId id)
{
    const auto held = keys();
    if (!held)
        return failed<OpenedRecord>(lockedError());
    Result<StoredRecord> record = stored(id);
    if (!record)
        return failed<OpenedRecord>(record.error());
    return inPool<OpenedRecord>([record = std::move(*record), held] { return openCredential(record.record, *held, record.seen); });
}

} // namespace aiops::vault
