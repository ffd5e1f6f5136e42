#include "features/rotation/rotator.h"

#include "features/rotation/commandrotation.h"
#include "features/rotation/keyrotation.h"
#include "features/rotation/targetsteps.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::Rotation;
using vault::RotationStep;

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

Rotator::Rotator(const Parts &parts, QObject *parent)
    : QObject(parent), m_parts(parts), m_rotations(parts.vault), m_door(parts.knownHosts, parts.gatekeeper, parts.options, parts.pool),
      m_steps(std::make_unique<TargetSteps>(TargetSteps::Parts{parts.vault, parts.inventory, parts.gatekeeper, m_rotations}))
{
    connect(m_steps.get(), &TargetSteps::targetChanged, this, &Rotator::targetChanged);
}

Rotator::~Rotator() = default;

void Rotator::setProbe(TargetSteps::Probe probe)
{
    m_steps->setProbe(std::move(probe));
}

Result<QList<inventory::Instance>> Rotator::targetsOf(CredentialId credential) const
{
    return rotation::targetsOf(m_parts.vault, m_parts.inventory, credential);
}

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
    m_steps->at(u"begun"_s);
    auto run = std::make_shared<RotationRun>();
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
    auto run = std::make_shared<RotationRun>();
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
        for (qsizetype i = 0; self && i < run->rotation.targets.size(); ++i) {
            if (run->target(i).step == RotationStep::Failed)
                run->stopFor(co_await m_steps->note(run, i, RotationStep::Current));
        }
        if (!self)
            co_return std::unexpected(cancelledError());
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
        run->stopFor(co_await eachTarget(run, {RotationStep::Current, RotationStep::Deploying, RotationStep::Deployed, RotationStep::RollingBack}, &TargetSteps::deploy));
    const bool adopts = self && !run->stopped && !run->rotation.isAdopted() && (run->rotation.targets.isEmpty() || run->rotation.count(RotationStep::Verified) > 0);
    if (adopts) {
        m_steps->at(u"adopt"_s);
        const Result<vault::CredentialInfo> adopted = co_await m_rotations.adopt(run->permit, run->rotation.id);
        run->stopFor(adopted ? Status() : Status(std::unexpected(adopted.error())));
        run->rotation.step = RotationStep::Verified;
        if (self && adopted)
            m_steps->at(u"adopted"_s);
    }
    if (self && !run->stopped)
        run->stopFor(co_await eachTarget(run, {RotationStep::Verified, RotationStep::Revoking}, &TargetSteps::revoke));
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
    m_steps->at(u"end"_s);
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
Future<void> Rotator::eachTarget(Runs run, QList<RotationStep> from, Work work)
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

Future<void> Rotator::workOff(Runs run, std::shared_ptr<QList<qsizetype>> queue, Work work)
{
    const QPointer self(this);
    while (self && !queue->isEmpty() && !run->stopped) {
        const qsizetype index = queue->takeFirst();
        const Status done = co_await (m_steps.get()->*work)(run, index);
        run->stopFor(done);
    }
    co_return Status();
}

} // namespace aiops::rotation
