#include "storage/command.h"
#include "storage/database.h"
#include "vault/agentkey.h"
#include "vault/credentialrecord.h"
#include "vault/externalsource.h"
#include "vault/inpool.h"
#include "vault/rotationstore.h"
#include "vault/totp.h"
#include "vault/vaultprivate.h"
#include "vault/vaultstore.h"

// Where credentials are attached, and what signs in there.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kBetweenNotes = 10; ///< seconds
}

QUuid Vault::Private::person() const
{
    if (m_keys)
        return m_keys->user;
    const Result<std::optional<VaultFile>> file = store::loadVault(database.reader());
    return file && *file ? (*file)->user : QUuid();
}

Result<Vault::Private::Attached> Vault::Private::attachedRecords(InstanceId instance, Purpose purpose) const
{
    const Result<QList<Attachment>> all = store::attachmentsAt(database.reader(), instance); // a fleet asks for each host
    if (!all)
        return std::unexpected(all.error());
    const QUuid me = person();
    QList<CredentialId> mine, everybodys;
    bool isRevoked = false;
    Attached out;
    for (const Attachment &one : *all) {
        if (one.purpose != purpose || (!one.person.isNull() && one.person != me))
            continue;
        out.isPersonal = out.isPersonal || !one.person.isNull();
        const auto info = store::credential(database.reader(), one.credential);
        if (!info)
            return std::unexpected(info.error());
        if (*info && (*info)->revokedAt.isValid())
            isRevoked = true;
        else
            (one.person.isNull() ? everybodys : mine).append(one.credential);
    }
    const QList<CredentialId> &chosen = mine.isEmpty() ? everybodys : mine;
    if (chosen.isEmpty() && isRevoked)
        return std::unexpected(revokedError());
    for (const CredentialId &id : chosen)
        if (const Status found = appendRecords(out.records, id, instance); !found)
            return std::unexpected(found.error());
    if (!out.records.isEmpty())
        return out;
    auto inherited = inheritedRecords(instance, purpose);
    if (!inherited)
        return std::unexpected(inherited.error());
    out.records = *std::move(inherited);
    return out;
}

Result<QList<StoredRecord>> Vault::Private::inheritedRecords(InstanceId instance, Purpose purpose) const
{
    const CredentialId id = inherited && purpose == Purpose::Login ? inherited(instance) : CredentialId();
    const auto info = id.isNull() ? Result<std::optional<CredentialInfo>>() : store::credential(database.reader(), id);
    if (!info)
        return std::unexpected(info.error());
    if (!*info) // none, or the group's one is gone
        return std::unexpected(notAttached());
    if ((*info)->revokedAt.isValid())
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
    const QDateTime now = clock.now();
    QList<CredentialId> ids;
    for (const OpenedRecord &one : opened) {
        QDateTime &noted = m_noted[one.info.id];
        if (noted.isValid() && noted <= now && noted.secsTo(now) < kBetweenNotes)
            continue; // a command on many hosts would write it for each of them
        noted = now;
        ids.append(one.info.id);
    }
    if (!ids.isEmpty())
        database.local<void>([ids, now](QSqlDatabase &db) { return store::noteUsed(db, ids, now); });
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
        const Result<QList<Attachment>> all = store::attachmentsAt(command.database(), instance);
        if (!all)
            return std::unexpected(all.error());
        bool found = false;
        for (const Attachment &one : *all) {
            if (one.credential != credential || (purpose && one.purpose != *purpose))
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

void Vault::setAgent(AgentKeys agent)
{
    d->agent = std::move(agent);
}

namespace {

Future<std::shared_ptr<Signer>> agentSigner(Vault::AgentKeys agent, QString fingerprint)
{
    if (!agent)
        return failed<std::shared_ptr<Signer>>(Error{Errc::NotFound, QCoreApplication::translate("aiops::vault", "There is no SSH agent here.")});
    return agent(fingerprint);
}

Error named(Error error, const OpenedRecord &record)
{
    error.text = QCoreApplication::translate("aiops::vault", "%1: %2").arg(record.info.name, error.text);
    return error;
}

} // namespace

Future<Login> Vault::login(InstanceId instance, Purpose purpose, Permit permit)
{
    const QPointer self(this);
    const auto keys = d->keys();
    if (!keys)
        co_return refuse(permit, d->lockedError());
    const auto attached = d->attachedRecords(instance, purpose);
    if (!attached)
        co_return refuse(permit, attached.error());
    using Opened = QList<OpenedRecord>;
    const Result<Opened> opened = co_await inPool<Opened>([records = attached->records, keys] { return openAll(records, *keys); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    if (opened->size() < attached->records.size())
        permit.note(u"unreadable"_s, attached->records.size() - opened->size());
    Opened whole;
    Login elsewhere;
    for (const OpenedRecord &one : *opened) {
        noteSource(permit, one);
        if (isInAgent(one.payload->fields)) {
            elsewhere.onlyTheseKeys = true;
            const auto signer = co_await agentSigner(d->agent, one.info.fingerprint);
            if (!self)
                co_return std::unexpected(cancelledError());
            if (signer)
                elsewhere.signers.push_back(*signer);
            else
                elsewhere.missing.append(named(signer.error(), one));
            whole.append(one); // for its user name
            continue;
        }
        const Result<OpenedRecord> fetched = co_await withExternalValue(one);
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!fetched) { // the others are tried all the same
            elsewhere.missing.append(named(fetched.error(), one));
            elsewhere.user = one.info.user;
            continue;
        }
        whole.append(*fetched);
    }
    if (!d->keys()) // locked meanwhile
        co_return refuse(permit, d->lockedError());
    Login login = d->makeLogin(whole);
    login.isPersonal = attached->isPersonal;
    std::ranges::move(elsewhere.signers, std::back_inserter(login.signers));
    login.onlyTheseKeys = elsewhere.onlyTheseKeys;
    login.missing = elsewhere.missing;
    if (login.user.isEmpty())
        login.user = elsewhere.user;
    if (!login.missing.isEmpty())
        permit.note(u"missing"_s, login.missing.size());
    if (login.signers.empty() && !login.password && !login.oneTimeCode && !login.missing.isEmpty()) {
        permit.failed(login.missing.first());
        co_return login;
    }
    d->noteUsed(whole);
    permit.succeeded();
    co_return login;
}

} // namespace aiops::vault
