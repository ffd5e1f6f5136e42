#include "features/rotation/targetsteps.h"

#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

#include <QPointer>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::RotationStep;
using vault::RotationTarget;

Result<QList<inventory::Instance>> targetsOf(const vault::Vault &vault, const inventory::Inventory &inventory, CredentialId credential)
{
    const auto attachments = vault.attachments();
    const auto instances = inventory.instances({});
    if (!attachments || !instances)
        return std::unexpected(attachments ? instances.error() : attachments.error());
    QList<inventory::Instance> targets;
    for (const inventory::Instance &instance : *instances) {
        bool isAttached = false, hasOwn = false;
        for (const vault::Attachment &one : *attachments) {
            if (one.instance != instance.id || one.purpose != Purpose::Login)
                continue;
            hasOwn = true;
            isAttached = isAttached || one.credential == credential;
        }
        if (isAttached || (!hasOwn && instance.groupCredential == credential))
            targets.append(instance);
    }
    return targets;
}

Future<void> TargetSteps::deploy(Runs run, qsizetype index)
{
    const QPointer self(this);
    const InstanceId id = run->target(index).instance;
    const Result<ssh::Endpoint> endpoint = endpointOf(*run, index);
    if (!endpoint && endpoint.error().code == Errc::NotFound && run->rotation.isAdopted()) // a second try: it is nobody's business any more
        co_return co_await finish(run, index, endpoint.error().text);
    if (!endpoint)
        co_return co_await giveUp(run, index, endpoint.error(), false);
    const RotationStep before = run->target(index).step;
    if (before == RotationStep::RollingBack)
        co_return co_await giveUp(run, index, {.code = Errc::Failed, .text = run->target(index).message}, true);
    if (run->isCancelled && before == RotationStep::Current)
        co_return co_await giveUp(run, index, cancelledError(), false);
    if (before != RotationStep::Deployed) {
        const Status noted = co_await note(run, index, RotationStep::Deploying);
        if (!self || !noted)
            co_return noted;
        at(u"deploy"_s, id);
        const Status deployed = co_await run->method->deploy(*endpoint);
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!deployed)
            co_return co_await giveUp(run, index, deployed.error(), true);
        at(u"deployed"_s, id);
        const Status written = co_await note(run, index, RotationStep::Deployed);
        if (!self || !written)
            co_return written;
    }
    at(u"verify"_s, id);
    const Status verified = co_await run->method->verify(*endpoint);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!verified)
        co_return co_await giveUp(run, index, verified.error(), true);
    at(u"verified"_s, id);
    co_return co_await note(run, index, RotationStep::Verified);
}

Future<void> TargetSteps::revoke(Runs run, qsizetype index)
{
    const QPointer self(this);
    const InstanceId id = run->target(index).instance;
    const Result<ssh::Endpoint> endpoint = endpointOf(*run, index);
    if (!endpoint)
        co_return co_await giveUp(run, index, endpoint.error(), false);
    const Status noted = co_await note(run, index, RotationStep::Revoking);
    if (!self || !noted)
        co_return noted;
    at(u"revoke"_s, id);
    const Status revoked = co_await run->method->revoke(*endpoint);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!revoked)
        co_return co_await giveUp(run, index, revoked.error(), false);
    at(u"revoked"_s, id);
    co_return co_await finish(run, index);
}

/// The host keeps the old value; what was put there is taken away again as far as it can be reached.
Future<void> TargetSteps::giveUp(Runs run, qsizetype index, Error error, bool rollBack)
{
    const QPointer self(this);
    if (m_parts.vault.state().value != vault::LockState::Unlocked) // no fault of the host: everything stays as it is
        co_return std::unexpected(Error{.code = Errc::VaultLocked, .text = tr("The vault was locked during the rotation."), .detail = {},
                                        .hint = tr("Unlock it and go on: aiops credential rotate NAME --resume")});
    QString message = error.text;
    if (const Result<ssh::Endpoint> endpoint = endpointOf(*run, index); rollBack && endpoint) {
        const Status noted = co_await note(run, index, RotationStep::RollingBack, message);
        if (!self || !noted)
            co_return noted;
        at(u"roll_back"_s, run->target(index).instance);
        const Status back = co_await run->method->rollBack(*endpoint);
        if (!self)
            co_return std::unexpected(cancelledError());
        at(u"rolled_back"_s, run->target(index).instance);
        if (!back && back.error().text != message)
            message += u' ' + tr("What was put there could not be taken away again: %1").arg(back.error().text);
    }
    Result<Permit> permit = permitFor(*run, index);
    if (permit) {
        permit->note(u"state"_s, vault::stepName(RotationStep::Failed));
        permit->note(u"reason"_s, message);
        if (error.code == Errc::Denied) // by the host: it is not the gatekeeper who refused
            error.code = Errc::Failed;
        permit->failed(error);
    }
    co_return co_await note(run, index, RotationStep::Failed, message);
}

Future<void> TargetSteps::note(Runs run, qsizetype index, RotationStep step, QString message)
{
    const QPointer self(this);
    const Status written = co_await m_parts.rotations.note(run->permit, run->target(index).id, step, message);
    if (self && written) {
        run->target(index).step = step;
        run->target(index).message = message;
        told(run, index);
    }
    co_return self ? written : Status(std::unexpected(cancelledError()));
}

Future<void> TargetSteps::finish(Runs run, qsizetype index, QString message)
{
    const QPointer self(this);
    Result<Permit> permit = permitFor(*run, index);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status written = co_await m_parts.rotations.finish(*std::move(permit), run->target(index).id, RotationStep::OldRevoked, message);
    if (self && written) {
        run->target(index).step = RotationStep::OldRevoked;
        run->target(index).message = message;
        told(run, index);
    }
    co_return written;
}

Result<Permit> TargetSteps::permitFor(const RotationRun &run, qsizetype index) const
{
    const InstanceId id = run.rotation.targets[index].instance;
    const auto instance = m_parts.inventory.instance(id);
    auto permit = m_parts.gatekeeper.request(team::Action::CredentialRotate, {u"instance"_s, id.toString(), instance ? instance->name : QString()});
    if (permit)
        permit->note(u"credential"_s, run.name);
    return permit;
}

Result<ssh::Endpoint> TargetSteps::endpointOf(const RotationRun &run, qsizetype index) const
{
    const InstanceId id = run.rotation.targets[index].instance;
    const auto targets = targetsOf(m_parts.vault, m_parts.inventory, run.rotation.credential);
    if (!targets)
        return std::unexpected(targets.error());
    const auto found = std::ranges::find(*targets, id, &inventory::Instance::id);
    if (found == targets->end())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("The instance is gone, or no longer signs in with this credential.")});
    return ssh::Endpoint{found->address, quint16(found->port), found->user, found->name, found->id, found->reachedThrough()};
}

void TargetSteps::at(const QString &point, InstanceId instance) const
{
    if (m_probe)
        m_probe(point, instance);
}

void TargetSteps::told(const Runs &run, qsizetype index)
{
    const RotationTarget &target = run->target(index);
    const auto instance = m_parts.inventory.instance(target.instance);
    emit targetChanged(target.instance, instance ? instance->name : QString(), target.step, target.message);
}

} // namespace aiops::rotation
