#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/generate.h"
#include "vault/inpool.h"
#include "vault/rotations.h"
#include "vault/rotationstore.h"
#include "vault/vaultprivate.h"
#include "vault/vaultstore.h"

// The two values of a rotation: sealed aside, and put in the place of each other.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPasswordLength = 24;
const QString kNext = u"credential-next"_s;
const QString kOld = u"credential-old"_s;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QVariant noText()
{
    return QVariant(QMetaType::fromType<QString>());
}

Error unfinished(const Rotation &last)
{
    return {.code = Errc::Conflict,
            .text = last.isRunning() ? say("A rotation of this credential is not over.") : say("The last rotation of this credential failed at some hosts, which have the old value."),
            .detail = {}, .hint = say("Go on with it: aiops credential rotate NAME --resume")};
}

Status mayBegin(const CredentialInfo &info, const std::optional<Rotation> &last)
{
    if (info.revokedAt.isValid())
        return std::unexpected(revokedError());
    if (last && (last->isRunning() || !last->old.isNull()))
        return std::unexpected(unfinished(*last));
    return {};
}

/// A key of the same strength, or a password; what a server makes is given.
Result<CredentialEdit> withValue(const OpenedRecord &opened, CredentialEdit fresh)
{
    if (fresh.value)
        return fresh;
    if (opened.key) {
        const bool isRsa = opened.key->type() == "ssh-rsa"_L1;
        fresh.value = std::make_shared<const Secret>(SshKey::generate(isRsa ? SshKey::Type::Rsa4096 : SshKey::Type::Ed25519).toFile(opened.info.name));
    } else if (opened.password) {
        fresh.value = std::make_shared<const Secret>(makePassword(kPasswordLength, true));
    } else {
        return std::unexpected(Error{.code = Errc::Invalid, .text = say("A credential of the kind %1 is not rotated by the program.").arg(kindLabel(opened.info.kind)),
                                     .detail = {}, .hint = say("Give it a new value by hand: aiops credential edit")});
    }
    return fresh;
}

/// The same content as a record of its own that no list shows.
Draft hiddenDraft(Draft draft)
{
    draft.info.id = CredentialId::create();
    draft.info.version = 1;
    return draft;
}

Draft copyOf(const OpenedRecord &record)
{
    return hiddenDraft({.info = record.info, .payload = std::make_shared<const Secret>(record.payload->toJson()), .schema = record.payload->schema()});
}

Rotation planned(CredentialId credential, CredentialId fresh, const RotationPlan &plan, const QDateTime &now)
{
    Rotation rotation;
    rotation.id = newUuid();
    rotation.credential = credential;
    rotation.method = plan.method;
    rotation.fresh = fresh;
    rotation.plan = plan.details;
    rotation.startedAt = now;
    QList<QUuid> ids; // sorted, so that the targets come back in their order
    for (qsizetype i = 0; i < plan.targets.size(); ++i)
        ids.append(newUuid());
    std::ranges::sort(ids, {}, [](const QUuid &id) { return id.toString(); });
    for (const InstanceId &instance : plan.targets)
        rotation.targets.append({.id = ids.takeFirst(), .instance = instance, .step = RotationStep::Current, .message = {}, .changedAt = now});
    return rotation;
}

Status sealHidden(storage::Command &command, const Draft &draft, const VaultKeys &keys, const QString &type)
{
    const Result<SealedRecord> record = sealDraft(draft, keys, command.tick(), type);
    return record ? store::insertHidden(command, *record) : Status(std::unexpected(record.error()));
}

Status storeNew(storage::Command &command, const Rotation &rotation, const SealedRecord &hidden)
{
    Status stored = store::insertHidden(command, hidden);
    if (stored)
        stored = store::insertRotation(command, rotation);
    for (const RotationTarget &target : rotation.targets)
        if (stored)
            stored = store::insertTarget(command, rotation.id, target);
    return stored;
}

/// Both values of a rotation that is about to be adopted.
struct Both
{
    Draft main;
    Draft old;
};

Result<Both> draftAdoption(const StoredRecord &main, const StoredRecord &fresh, const VaultKeys &keys, const CredentialInfo &known, const QDateTime &now)
{
    const Result<OpenedRecord> current = openCredential(main.record, keys, main.seen);
    const Result<OpenedRecord> next = openCredential(fresh.record, keys, fresh.seen);
    if (!current || !next)
        return std::unexpected(current ? next.error() : current.error());
    Result<Secret> value = givenValue(*next);
    if (!value)
        return std::unexpected(value.error());
    const CredentialEdit edit{.value = std::make_shared<const Secret>(std::move(*value)), .fields = next->payload->fields};
    Result<Draft> draft = draftEdit(*current, known, edit, now);
    return draft ? Result<Both>(Both{std::move(*draft), copyOf(*current)}) : std::unexpected(draft.error());
}

} // namespace

Future<Rotation> Rotations::begin(Held held, CredentialId credential, RotationPlan plan)
{
    const QPointer self(this);
    Vault::Private &vault = *m_vault.d;
    const Result<CredentialInfo> known = m_vault.find(credential.toString());
    const Result<std::optional<Rotation>> last = latest(credential);
    if (!known || !last)
        co_return std::unexpected(known ? last.error() : known.error());
    if (const Status allowed = mayBegin(*known, *last); !allowed)
        co_return std::unexpected(allowed.error());
    const Result<OpenedRecord> opened = co_await vault.open(credential);
    if (!self || !opened)
        co_return std::unexpected(opened ? cancelledError() : opened.error());
    const Result<Draft> draft = co_await inPool<Draft>([opened = *opened, known = *known, plan, now = vault.clock.now()]() -> Result<Draft> {
        const Result<CredentialEdit> edit = withValue(opened, plan.fresh);
        if (!edit)
            return std::unexpected(edit.error());
        Result<Draft> made = draftEdit(opened, known, *edit, now);
        return made ? Result<Draft>(hiddenDraft(std::move(*made))) : made;
    });
    const auto keys = self && draft ? vault.keys() : nullptr;
    if (!keys)
        co_return std::unexpected(!self ? cancelledError() : draft ? vault.lockedError() : draft.error());
    const Rotation rotation = planned(credential, draft->info.id, plan, vault.clock.now());
    co_return co_await vault.database.step<Rotation>(*held, [rotation, draft = *draft, keys](storage::Command &command) -> Result<Rotation> {
        const Result<SealedRecord> hidden = sealDraft(draft, *keys, command.tick(), kNext);
        const Status stored = hidden ? storeNew(command, rotation, *hidden) : Status(std::unexpected(hidden.error()));
        return stored ? Result<Rotation>(rotation) : std::unexpected(stored.error());
    });
}

Future<Rotation> Rotations::setFresh(Held held, QUuid id, CredentialEdit fresh)
{
    const QPointer self(this);
    Vault::Private &vault = *m_vault.d;
    Result<Rotation> rotation = find(id);
    const Result<CredentialInfo> known = rotation ? m_vault.find(rotation->credential.toString()) : std::unexpected(rotation.error());
    if (!known)
        co_return std::unexpected(known.error());
    const Result<OpenedRecord> opened = co_await vault.open(known->id);
    if (!self || !opened)
        co_return std::unexpected(opened ? cancelledError() : opened.error());
    const Result<Draft> draft = draftEdit(*opened, *known, fresh, vault.clock.now());
    const auto keys = draft ? vault.keys() : nullptr;
    if (!keys)
        co_return std::unexpected(draft ? vault.lockedError() : draft.error());
    const Draft hidden = hiddenDraft(*draft);
    const CredentialId before = std::exchange(rotation->fresh, hidden.info.id);
    co_return co_await vault.database.step<Rotation>(*held, [rotation = *rotation, hidden, before, keys](storage::Command &command) -> Result<Rotation> {
        Status stored = sealHidden(command, hidden, *keys, kNext);
        if (stored)
            stored = store::setRotation(command, rotation.id, {{u"fresh_id"_s, rotation.fresh.toString()}});
        if (stored)
            stored = store::removeHidden(command, before);
        return stored ? Result<Rotation>(rotation) : std::unexpected(stored.error());
    });
}

Future<CredentialInfo> Rotations::adopt(Held held, QUuid id)
{
    const QPointer self(this);
    Vault::Private &vault = *m_vault.d;
    const Result<Rotation> rotation = find(id);
    const Result<CredentialInfo> known = rotation ? m_vault.find(rotation->credential.toString()) : std::unexpected(rotation.error());
    const Result<StoredRecord> main = known ? vault.stored(known->id) : std::unexpected(known.error());
    const Result<StoredRecord> fresh = main ? vault.stored(rotation->fresh) : std::unexpected(main.error());
    auto keys = vault.keys();
    if (!fresh || !keys)
        co_return std::unexpected(fresh ? vault.lockedError() : fresh.error());
    const Result<Both> both = co_await inPool<Both>([main = *main, fresh = *fresh, keys, known = *known, now = vault.clock.now()] {
        return draftAdoption(main, fresh, *keys, known, now);
    });
    keys = self && both ? vault.keys() : nullptr;
    if (!keys)
        co_return std::unexpected(!self ? cancelledError() : both ? vault.lockedError() : both.error());
    co_return co_await vault.database.step<CredentialInfo>(*held, [both = *both, keys, id, hidden = rotation->fresh](storage::Command &command) -> Result<CredentialInfo> {
        Status stored = sealHidden(command, both.old, *keys, kOld);
        const Result<SealedRecord> sealed = stored ? sealDraft(both.main, *keys, command.tick()) : std::unexpected(stored.error());
        stored = sealed ? store::updateRecord(command, *sealed, both.main.info) : Status(std::unexpected(sealed.error()));
        if (stored)
            stored = store::removeHidden(command, hidden);
        if (stored)
            stored = store::setRotation(command, id, {{u"state"_s, stepName(RotationStep::Verified)}, {u"fresh_id"_s, noText()}, {u"old_id"_s, both.old.info.id.toString()}});
        return stored ? Result<CredentialInfo>(both.main.info) : std::unexpected(stored.error());
    });
}

} // namespace aiops::vault
