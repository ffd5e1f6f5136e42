#include "vault/rotations.h"

#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/rotationstore.h"
#include "vault/vaultprivate.h"
#include "vault/vaultstore.h"

#include "core/text.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSteps{u"current", u"new_made", u"deploying", u"deployed", u"verified_with_new",
                            u"revoking", u"old_revoked", u"rolling_back", u"failed"};

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QVariant noText()
{
    return QVariant(QMetaType::fromType<QString>());
}

} // namespace

QString stepName(RotationStep step)
{
    return QString::fromUtf16(kSteps[size_t(step)]);
}

std::optional<RotationStep> parseStep(QStringView name)
{
    const auto found = std::ranges::find_if(kSteps, [name](const char16_t *one) { return name == QStringView(one); });
    return found == kSteps.end() ? std::nullopt : std::optional(RotationStep(found - kSteps.begin()));
}

int Rotation::count(RotationStep wanted) const
{
    return int(std::ranges::count(targets, wanted, &RotationTarget::step));
}

RotationProgress Rotation::progress() const
{
    const bool isUndone = step == RotationStep::Failed && targets.isEmpty();
    return {.isRunning = isRunning(), .done = count(RotationStep::OldRevoked), .failed = isUndone ? 1 : count(RotationStep::Failed),
            .targets = std::max(1, int(targets.size()))}; // without hosts the service is the one target
}

Rotations::Rotations(Vault &vault) : m_vault(vault)
{
}

std::shared_ptr<void> Rotations::claim(CredentialId credential)
{
    if (isClaimed(credential))
        return nullptr;
    auto token = std::make_shared<int>();
    m_vault.d->rotating.insert(credential, token);
    return token;
}

bool Rotations::isClaimed(CredentialId credential) const
{
    return !m_vault.d->rotating.value(credential).expired();
}

Result<QList<Rotation>> Rotations::all() const
{
    return store::rotations(m_vault.d->database.reader());
}

Result<std::optional<Rotation>> Rotations::latest(CredentialId credential) const
{
    const Result<QList<Rotation>> rotations = store::rotations(m_vault.d->database.reader(), credential);
    if (!rotations)
        return std::unexpected(rotations.error());
    return rotations->isEmpty() ? std::nullopt : std::optional(rotations->constFirst());
}

Result<Rotation> Rotations::find(const QUuid &id) const
{
    const Result<QList<Rotation>> rotations = all();
    if (!rotations)
        return std::unexpected(rotations.error());
    const auto found = std::ranges::find(*rotations, id, &Rotation::id);
    return found == rotations->end() ? std::unexpected(Error{.code = Errc::NotFound, .text = say("There is no such rotation.")}) : Result<Rotation>(*found);
}

Future<void> Rotations::note(Held held, QUuid target, RotationStep step, QString message)
{
    return m_vault.d->database.step<void>(*held, [=](storage::Command &command) { return store::setTarget(command, target, step, message); });
}

Future<void> Rotations::finish(Permit permit, QUuid target, RotationStep step, QString message)
{
    permit.note(u"state"_s, stepName(step));
    return m_vault.d->database.command<void>(std::move(permit), [=](storage::Command &command) { return store::setTarget(command, target, step, message); });
}

Future<void> Rotations::addTargets(Held held, QUuid rotation, QList<InstanceId> instances)
{
    return m_vault.d->database.step<void>(*held, [rotation, instances](storage::Command &command) -> Status {
        for (const InstanceId &instance : instances)
            if (const Status added = store::insertTarget(command, rotation, {.id = newUuid(), .instance = instance, .step = RotationStep::Current, .message = {}, .changedAt = {}}); !added)
                return added;
        return {};
    });
}

Future<void> Rotations::saveDetails(Held held, QUuid rotation, QJsonObject details)
{
    return m_vault.d->database.step<void>(*held, [rotation, details](storage::Command &command) {
        return store::setRotation(command, rotation, {{u"plan"_s, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact))}});
    });
}

Future<void> Rotations::reopen(Held held, QUuid rotation)
{
    return m_vault.d->database.step<void>(*held, [rotation](storage::Command &command) {
        return store::setRotation(command, rotation, {{u"state"_s, stepName(RotationStep::Verified)}, {u"message"_s, noText()}, {u"ended_at"_s, noText()}});
    });
}

Future<Rotation> Rotations::end(Permit permit, QUuid id, QString message)
{
    const Result<Rotation> found = find(id);
    if (!found)
        return refuseLater<Rotation>(permit, found.error());
    Rotation rotation = *found;
    const bool isDone = rotation.isAdopted() && rotation.count(RotationStep::OldRevoked) == rotation.targets.size();
    const CredentialId useless = isDone ? rotation.old : rotation.fresh;
    rotation.step = isDone ? RotationStep::OldRevoked : RotationStep::Failed;
    rotation.message = message;
    permit.note(u"done"_s, rotation.count(RotationStep::OldRevoked));
    permit.note(u"failed"_s, rotation.count(RotationStep::Failed));
    return m_vault.d->database.command<Rotation>(std::move(permit), [rotation, useless, isDone](storage::Command &command) mutable -> Result<Rotation> {
        rotation.endedAt = command.now();
        const Status gone = store::removeHidden(command, useless);
        if (!gone)
            return std::unexpected(gone.error());
        rotation.fresh = {};
        rotation.old = isDone ? CredentialId() : rotation.old;
        const Status stored = store::setRotation(command, rotation.id,
                                                 {{u"state"_s, stepName(rotation.step)}, {u"message"_s, rotation.message.isEmpty() ? noText() : QVariant(rotation.message)},
                                                  {u"fresh_id"_s, noText()}, {u"old_id"_s, rotation.old.isNull() ? noText() : QVariant(rotation.old.toString())},
                                                  {u"ended_at"_s, toRfc3339(rotation.endedAt)}});
        return stored ? Result<Rotation>(rotation) : std::unexpected(stored.error());
    });
}

CredentialId Rotations::recordOf(const Rotation &rotation, Which which) const
{
    if (rotation.isAdopted())
        return which == Which::New ? rotation.credential : rotation.old;
    return which == Which::New ? rotation.fresh : rotation.credential;
}

Future<Login> Rotations::login(QUuid id, Which which)
{
    const QPointer self(this);
    const Result<Rotation> rotation = find(id);
    if (!rotation)
        co_return std::unexpected(rotation.error());
    const Result<OpenedRecord> opened = co_await m_vault.d->open(recordOf(*rotation, which));
    if (!self || !opened)
        co_return std::unexpected(opened ? cancelledError() : opened.error());
    if (!m_vault.d->keys())
        co_return std::unexpected(m_vault.d->lockedError());
    m_vault.d->autoLock.touch();
    co_return m_vault.d->makeLogin({*opened});
}

Future<CredentialValue> Rotations::value(QUuid id, Which which)
{
    const QPointer self(this);
    const Result<Rotation> rotation = find(id);
    if (!rotation)
        co_return std::unexpected(rotation.error());
    const Result<OpenedRecord> opened = co_await m_vault.d->open(recordOf(*rotation, which));
    if (!self || !opened)
        co_return std::unexpected(opened ? cancelledError() : opened.error());
    co_return CredentialValue{.kind = opened->payload->kind, .user = opened->payload->user, .fields = opened->payload->fields,
                              .value = std::shared_ptr<const Secret>(opened->payload, &opened->payload->secret)};
}

} // namespace aiops::vault
