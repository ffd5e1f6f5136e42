#include "vault/vaultprivate.h"

#include "core/log.h"
#include "storage/database.h"
#include "team/gatekeeper.h"
#include "vault/externalsource.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/rotationstore.h"
#include "vault/totp.h"
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

Error busyError()
{
    return {.code = Errc::Busy, .text = tr("The vault is checking a passphrase at this moment."), .detail = {}, .hint = tr("Try again.")};
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

QUuid Vault::Private::person() const
{
    const Result<std::optional<VaultFile>> file = store::loadVault(database.reader());
    return file && *file ? (*file)->user : QUuid();
}

Result<QList<StoredRecord>> Vault::Private::attachedRecords(InstanceId instance, Purpose purpose) const
{
    const Result<QList<Attachment>> all = store::attachments(database.reader());
    const Result<QList<CredentialInfo>> known = q.credentials();
    if (!all || !known)
        return std::unexpected(all ? known.error() : all.error());
    const QUuid me = person();
    QList<CredentialId> mine, everybodys;
    bool isRevoked = false;
    for (const Attachment &one : *all) {
        if (one.instance != instance || one.purpose != purpose || (!one.person.isNull() && one.person != me))
            continue;
        const auto info = std::ranges::find(*known, one.credential, &CredentialInfo::id);
        if (info != known->end() && info->revokedAt.isValid())
            isRevoked = true;
        else
            (one.person.isNull() ? everybodys : mine).append(one.credential);
    }
    const QList<CredentialId> &chosen = mine.isEmpty() ? everybodys : mine;
    if (chosen.isEmpty() && isRevoked)
        return std::unexpected(revokedError());
    QList<StoredRecord> out;
    for (const CredentialId &id : chosen)
        if (const Status found = appendRecords(out, id, instance); !found)
            return std::unexpected(found.error());
    return out.isEmpty() ? inheritedRecords(instance, purpose) : out;
}

Result<QList<StoredRecord>> Vault::Private::inheritedRecords(InstanceId instance, Purpose purpose) const
{
    const CredentialId id = inherited && purpose == Purpose::Login ? inherited(instance) : CredentialId();
    const auto known = id.isNull() ? Result<QList<CredentialInfo>>() : q.credentials();
    if (!known)
        return std::unexpected(known.error());
    const auto info = std::ranges::find(*known, id, &CredentialInfo::id);
    if (info == known->end()) // none, or the group's one is gone
        return std::unexpected(notAttached());
    if (info->revokedAt.isValid())
        return std::unexpected(revokedError());
    QList<StoredRecord> out;
    const Status found = appendRecords(out, id, instance);
    return found ? Result<QList<StoredRecord>>(std::move(out)) : std::unexpected(found.error());
}

Status Vault::Private::appendRecords(QList<StoredRecord> &out, CredentialId id, InstanceId instance) const
{
    Result<QList<CredentialId>> ids = store::recordsDuringRotation(database.reader(), id, instance);
    if (!ids)
        return std::unexpected(ids.error());
    if (ids->isEmpty())
        ids->append(id);
    for (const CredentialId &one : std::as_const(*ids)) {
        Result<StoredRecord> record = stored(one);
        if (!record)
            return std::unexpected(record.error());
        out.append(std::move(*record));
    }
    return {};
}

/// As long as the vault is unlocked.
std::function<Future<std::shared_ptr<const Secret>>()> Vault::Private::codesOf(const OpenedRecord &record)
{
    return [vault = QPointer<Vault>(&q), payload = record.payload]() -> Future<std::shared_ptr<const Secret>> {
        using Code = std::shared_ptr<const Secret>;
        if (!vault || !vault->d->keys())
            return failed<Code>(Error{Errc::VaultLocked, QCoreApplication::translate("aiops::vault", "The vault is locked.")});
        const Result<TotpSeed> seed = totpSeed(payload->secret, payload->fields);
        if (!seed)
            return failed<Code>(seed.error());
        return ready<Code>(Code(std::make_shared<const Secret>(totpAt(*seed, vault->d->clock.now()).code.toLatin1())));
    };
}

/// Whether what signs in there was attached for this person only.
bool Vault::Private::isPersonal(InstanceId instance, Purpose purpose) const
{
    const Result<QList<Attachment>> all = store::attachments(database.reader());
    const QUuid me = person();
    return all && std::ranges::any_of(*all, [&](const Attachment &one) {
        return one.instance == instance && one.purpose == purpose && !one.person.isNull() && one.person == me;
    });
}

Login Vault::Private::makeLogin(const QList<OpenedRecord> &opened)
{
    Login login;
    m_signers.removeIf([](const auto &weak) { return weak.expired(); });
    for (const OpenedRecord &one : opened) {
        if (login.user.isEmpty())
            login.user = one.info.user;
        if (one.key) {
            auto signer = std::make_shared<KeySigner>(one.info.name, *one.key, one.payload->fields.value(u"certificate"_s).toUtf8());
            m_signers.append(signer);
            login.signers.push_back(std::move(signer));
        } else if (one.info.kind == Kind::Totp) {
            login.oneTimeCode = codesOf(one);
        } else if (!login.password) {
            login.password = one.password;
        }
    }
    return login;
}

void Vault::Private::noteUsed(const QList<OpenedRecord> &opened)
{
    autoLock.touch();
    QList<CredentialId> ids;
    for (const OpenedRecord &one : opened)
        ids.append(one.info.id);
    database.local<void>([ids, now = clock.now()](QSqlDatabase &db) { return store::noteUsed(db, ids, now); });
}

} // namespace aiops::vault
