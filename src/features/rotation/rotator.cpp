#include "features/rotation/rotator.h"

#include "features/rotation/commandrotation.h"
#include "features/rotation/keyrotation.h"
#include "inventory/inventory.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::Rotation;
using vault::RotationStep;
using vault::RotationTarget;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

Error unsuited(const vault::CredentialInfo &info)
{
    return {.code = Errc::Invalid, .text = tr("%1 cannot be rotated this way: it is of the kind %2.").arg(info.name, vault::kindLabel(info.kind)),
            .detail = {}, .hint = tr("Keys are rotated with --method ssh, passwords with --method password-command.")};
}

Error underWay()
{
    return {.code = Errc::Conflict, .text = tr("A rotation of this credential is going on at this moment.")};
}

Error noRotation()
{
    return {.code = Errc::NotFound, .text = tr("No rotation of this credential waits to be gone on with.")};
}

} // namespace

/// One rotation on its way. Held by the coroutines.
struct Rotator::Run
{
    Rotation rotation;
    QString name; ///< of the credential
    int parallel = 4;
    std::shared_ptr<Permit> permit;
    std::shared_ptr<void> claim;
    std::unique_ptr<HostMethod> method;
    bool isCancelled = false;
    std::optional<Error> stopped; ///< what ends it where it is: the vault was locked, nothing could be written

    RotationTarget &target(qsizetype index) { return rotation.targets[index]; }
    void stopFor(const Status &status)
    {
        if (!status && !stopped)
            stopped = status.error();
    }
};

Rotator::Rotator(const Parts &parts, QObject *parent)
    : QObject(parent), m_parts(parts), m_rotations(parts.vault), m_door(parts.knownHosts, parts.gatekeeper, parts.options, parts.pool)
{
}

Rotator::~Rotator() = default;

Result<QString> Rotator::methodFor(const vault::CredentialInfo &info, const RotateOptions &options) const
{
    const bool isKey = info.kind == vault::Kind::SshKey;
    const QString usual = isKey ? u"ssh"_s : info.kind == vault::Kind::Password ? u"password-command"_s : QString();
    if (info.kind == vault::Kind::AwsKey && (options.method.isEmpty() || options.method == "aws"_L1))
        return u"aws"_s; // AwsRotator does it; here it can only be looked at
    if (usual.isEmpty() || (!options.method.isEmpty() && options.method != usual))
        return std::unexpected(unsuited(info));
    return usual;
}

Result<RotatePreview> Rotator::preview(CredentialId credential, const RotateOptions &options) const
{
    const Result<vault::CredentialInfo> info = m_parts.vault.find(credential.toString());
    if (!info)
        return std::unexpected(info.error());
    const Result<QString> method = methodFor(*info, options);
    const Result<QList<inventory::Instance>> targets = method ? targetsOf(credential) : std::unexpected(method.error());
    if (!targets)
        return std::unexpected(targets.error());
    const bool isCommand = *method == "password-command"_L1;
    const QString command = !isCommand ? QString() : options.command.trimmed().isEmpty() ? QString::fromLatin1(CommandRotation::usual) : options.command;
    return RotatePreview{.credential = *info, .method = *method, .command = command, .targets = *targets};
}

Result<QList<inventory::Instance>> Rotator::targetsOf(CredentialId credential) const
{
    const auto attachments = m_parts.vault.attachments();
    const auto instances = m_parts.inventory.instances({});
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

Future<Rotation> Rotator::rotate(Permit permit, CredentialId credential, RotateOptions options)
{
    const QPointer self(this);
    const auto held = std::make_shared<Permit>(std::move(permit));
    Result<RotatePreview> plan = preview(credential, options);
    if (plan && plan->method == "aws"_L1)
        plan = std::unexpected(unsuited(plan->credential));
    std::shared_ptr<void> claim = plan ? m_rotations.claim(credential) : nullptr;
    if (!claim) {
        const Error error = plan ? underWay() : plan.error();
        held->failed(error);
        co_return std::unexpected(error);
    }
    QList<InstanceId> targets;
    for (const inventory::Instance &instance : plan->targets)
        targets.append(instance.id);
    const QJsonObject details = plan->command.isEmpty() ? QJsonObject() : QJsonObject{{u"command"_s, plan->command}};
    held->note(u"method"_s, plan->method);
    const Result<Rotation> begun = co_await m_rotations.begin(held, credential, {.method = plan->method, .targets = targets, .details = details});
    if (!self || !begun) {
        const Error error = begun ? cancelledError() : begun.error();
        held->failed(error);
        co_return std::unexpected(error);
    }
    at(u"begun"_s);
    auto run = std::make_shared<Run>();
    run->rotation = *begun;
    run->name = plan->credential.name;
    run->parallel = options.parallel;
    run->permit = held;
    run->claim = std::move(claim);
    co_return co_await drive(run);
}

Future<Rotation> Rotator::resume(Permit permit, CredentialId credential, int parallel)
{
    const QPointer self(this);
    const auto held = std::make_shared<Permit>(std::move(permit));
    const auto info = m_parts.vault.find(credential.toString());
    const auto last = m_rotations.latest(credential);
    const bool waits = last && *last && (*last)->method != "aws"_L1 && ((*last)->isRunning() || !(*last)->old.isNull());
    std::shared_ptr<void> claim = info && waits ? m_rotations.claim(credential) : nullptr;
    if (!claim) {
        const Error error = !info ? info.error() : waits ? underWay() : noRotation();
        held->failed(error);
        co_return std::unexpected(error);
    }
    auto run = std::make_shared<Run>();
    run->rotation = **last;
    run->name = info->name;
    run->parallel = parallel;
    run->permit = held;
    run->claim = std::move(claim);
    if (!run->rotation.isRunning()) {
        const Status reopened = co_await m_rotations.reopen(held, run->rotation.id);
        if (!self || !reopened)
            co_return std::unexpected(self ? reopened.error() : cancelledError());
        run->rotation.step = RotationStep::Verified;
        run->rotation.endedAt = {};
        for (qsizetype i = 0; i < run->rotation.targets.size(); ++i) {
            if (run->target(i).step == RotationStep::Failed)
                run->stopFor(co_await note(run, i, RotationStep::Current));
        }
    }
    co_return co_await drive(run);
}

void Rotator::cancel(CredentialId credential)
{
    if (const Runs run = m_running.value(credential))
        run->isCancelled = true;
}

bool Rotator::isRunning(CredentialId credential) const
{
    return m_running.contains(credential);
}

Future<Rotation> Rotator::drive(Runs run)
{
    const QPointer self(this);
    const CredentialId credential = run->rotation.credential;
    m_running.insert(credential, run);
    emit runningChanged();
    run->stopFor(co_await prepare(run));
    if (self && !run->stopped)
        run->stopFor(co_await eachTarget(run, {RotationStep::Current, RotationStep::Deploying, RotationStep::Deployed, RotationStep::RollingBack}, &Rotator::deployOne));
    const bool adopts = self && !run->stopped && !run->rotation.isAdopted() && (run->rotation.targets.isEmpty() || run->rotation.count(RotationStep::Verified) > 0);
    if (adopts) {
        at(u"adopt"_s);
        const Result<vault::CredentialInfo> adopted = co_await m_rotations.adopt(run->permit, run->rotation.id);
        run->stopFor(adopted ? Status() : Status(std::unexpected(adopted.error())));
        run->rotation.step = RotationStep::Verified;
        if (self && adopted)
            at(u"adopted"_s);
    }
    if (self && !run->stopped)
        run->stopFor(co_await eachTarget(run, {RotationStep::Verified, RotationStep::Revoking}, &Rotator::revokeOne));
    if (self) {
        m_running.remove(credential);
        run->method.reset();
    }
    if (!self || run->stopped) {
        const Error error = self ? *run->stopped : cancelledError();
        run->permit->failed(error);
        if (self)
            emit runningChanged();
        co_return std::unexpected(error);
    }
    at(u"end"_s);
    const Result<Rotation> ended = co_await m_rotations.end(std::move(*run->permit), run->rotation.id);
    run->claim.reset();
    if (self)
        emit runningChanged();
    co_return ended;
}

/// What signs in, before anything is done.
Future<void> Rotator::prepare(Runs run)
{
    const QPointer self(this);
    const Result<Login> old = co_await m_rotations.login(run->rotation.id, vault::Rotations::Which::Old);
    if (!self || !old)
        co_return std::unexpected(old ? cancelledError() : old.error());
    const Result<Login> fresh = co_await m_rotations.login(run->rotation.id, vault::Rotations::Which::New);
    if (!self || !fresh)
        co_return std::unexpected(fresh ? cancelledError() : fresh.error());
    if (run->rotation.method == "ssh"_L1)
        run->method = std::make_unique<KeyRotation>(m_door, *old, *fresh, run->name);
    else
        run->method = std::make_unique<CommandRotation>(m_door, *old, *fresh, run->rotation.plan[u"command"_s].toString());
    co_return Status();
}

/// `parallel` at a time, in their order. A cancel leaves those that were not begun as they were.
Future<void> Rotator::eachTarget(Runs run, QList<RotationStep> from, Future<void> (Rotator::*work)(Runs, qsizetype))
{
    const auto queue = std::make_shared<QList<qsizetype>>();
    for (qsizetype i = 0; i < run->rotation.targets.size(); ++i)
        if (from.contains(run->target(i).step))
            queue->append(i);
    QList<Future<void>> workers;
    for (int i = 0; i < std::max(1, run->parallel) && i < queue->size(); ++i)
        workers.append(workOff(run, queue, work));
    for (const Future<void> &worker : std::as_const(workers))
        co_await worker;
    co_return Status();
}

Future<void> Rotator::workOff(Runs run, std::shared_ptr<QList<qsizetype>> queue, Future<void> (Rotator::*work)(Runs, qsizetype))
{
    const QPointer self(this);
    while (self && !queue->isEmpty() && !run->stopped) {
        const qsizetype index = queue->takeFirst();
        const Status done = co_await (this->*work)(run, index);
        run->stopFor(done);
    }
    co_return Status();
}

Future<void> Rotator::deployOne(Runs run, qsizetype index)
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

Future<void> Rotator::revokeOne(Runs run, qsizetype index)
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
Future<void> Rotator::giveUp(Runs run, qsizetype index, Error error, bool rollBack)
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

Future<void> Rotator::note(Runs run, qsizetype index, RotationStep step, QString message)
{
    const QPointer self(this);
    const Status written = co_await m_rotations.note(run->permit, run->target(index).id, step, message);
    if (self && written) {
        run->target(index).step = step;
        run->target(index).message = message;
        told(run, index);
    }
    co_return self ? written : Status(std::unexpected(cancelledError()));
}

Future<void> Rotator::finish(Runs run, qsizetype index, QString message)
{
    const QPointer self(this);
    Result<Permit> permit = permitFor(*run, index);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status written = co_await m_rotations.finish(*std::move(permit), run->target(index).id, RotationStep::OldRevoked, message);
    if (self && written) {
        run->target(index).step = RotationStep::OldRevoked;
        run->target(index).message = message;
        told(run, index);
    }
    co_return written;
}

Result<Permit> Rotator::permitFor(const Run &run, qsizetype index) const
{
    const InstanceId id = run.rotation.targets[index].instance;
    const auto instance = m_parts.inventory.instance(id);
    auto permit = m_parts.gatekeeper.request(team::Action::CredentialRotate, {u"instance"_s, id.toString(), instance ? instance->name : QString()});
    if (permit)
        permit->note(u"credential"_s, run.name);
    return permit;
}

Result<ssh::Endpoint> Rotator::endpointOf(const Run &run, qsizetype index) const
{
    const InstanceId id = run.rotation.targets[index].instance;
    const auto targets = targetsOf(run.rotation.credential);
    if (!targets)
        return std::unexpected(targets.error());
    const auto found = std::ranges::find(*targets, id, &inventory::Instance::id);
    if (found == targets->end())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("The instance is gone, or no longer signs in with this credential.")});
    return ssh::Endpoint{found->address, quint16(found->port), found->user, found->name, found->id, found->reachedThrough()};
}

void Rotator::at(const QString &point, InstanceId instance) const
{
    if (m_probe)
        m_probe(point, instance);
}

void Rotator::told(const Runs &run, qsizetype index)
{
    const RotationTarget &target = run->target(index);
    const auto instance = m_parts.inventory.instance(target.instance);
    emit targetChanged(target.instance, instance ? instance->name : QString(), target.step, target.message);
}

} // namespace aiops::rotation
