#include "features/rotation/awsrotator.h"

#include "core/text.h"
#include "features/rotation/awsintent.h"

#include <QTimer>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using vault::Rotation;

namespace {

constexpr int kTests = 15;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

Future<void> after(std::chrono::milliseconds time)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    QTimer::singleShot(time, qApp, [promise] {
        promise->addResult(Result<void>());
        promise->finish();
    });
    return promise->future();
}

Error cannotRotate(bool going)
{
    return going ? Error{.code = Errc::Conflict, .text = say("A rotation of this credential is going on at this moment.")}
                 : Error{.code = Errc::NotFound, .text = say("No rotation of this credential waits to be gone on with.")};
}

} // namespace

/// The phase in the plan: creating, created, tested, adopted, disabled.
struct AwsRotator::Run
{
    Rotation rotation;
    std::shared_ptr<Permit> permit;
    std::shared_ptr<void> claim;
    bool isResumed = false;
    bool isUndone = false; ///< the new key did not work and was deleted
    QString message;

    QString phase() const { return rotation.plan[u"phase"_s].toString(); }
    QString text(const QString &name) const { return rotation.plan[name].toString(); }
};

AwsRotator::AwsRotator(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts)), m_rotations(m_parts.vault)
{
}

AwsClient AwsRotator::client(const Rotation &rotation) const
{
    return {m_parts.http, m_parts.clock, QUrl(rotation.plan[u"endpoint"_s].toString())};
}

void AwsRotator::at(const QString &point) const
{
    if (m_probe)
        m_probe(point);
}

Future<AwsKey> AwsRotator::key(QUuid rotation, vault::Rotations::Which which)
{
    const Result<CredentialValue> value = co_await m_rotations.value(rotation, which);
    if (!value)
        co_return std::unexpected(value.error());
    co_return AwsKey{.id = value->fields.value(u"access_key_id"_s).toLatin1(), .secret = value->value};
}

Future<Rotation> AwsRotator::rotate(Permit permit, CredentialId credential, AwsOptions options)
{
    const QPointer self(this);
    auto run = std::make_shared<Run>();
    run->permit = std::make_shared<Permit>(std::move(permit));
    const auto info = m_parts.vault.find(credential.toString());
    Status allowed = info ? Status() : Status(std::unexpected(info.error()));
    if (allowed && info->kind != vault::Kind::AwsKey)
        allowed = std::unexpected(Error{.code = Errc::Invalid, .text = say("%1 is no AWS access key.").arg(info->name)});
    run->claim = allowed ? m_rotations.claim(credential) : nullptr;
    if (allowed && !run->claim)
        allowed = std::unexpected(cannotRotate(true));
    if (!allowed) {
        run->permit->failed(allowed.error());
        co_return std::unexpected(allowed.error());
    }
    // Until AWS has made the new one, a word stands for it.
    const vault::CredentialEdit none{.value = std::make_shared<const Secret>(Secret::copyOf("not-made-by-aws-yet"))};
    const QJsonObject plan{{u"phase"_s, u"creating"_s}, {u"endpoint"_s, options.endpoint.toString()}, {u"keep_days"_s, options.keepDays}, {u"old_key_id"_s, info->detail}};
    run->permit->note(u"method"_s, u"aws"_s);
    const Result<Rotation> begun = co_await m_rotations.begin(run->permit, credential, {.method = u"aws"_s, .targets = {}, .details = plan, .fresh = none});
    if (!self || !begun) {
        const Error error = begun ? cancelledError() : begun.error();
        run->permit->failed(error);
        co_return std::unexpected(error);
    }
    run->rotation = *begun;
    co_return co_await drive(run);
}

Future<Rotation> AwsRotator::resume(Permit permit, CredentialId credential)
{
    auto run = std::make_shared<Run>();
    run->permit = std::make_shared<Permit>(std::move(permit));
    run->isResumed = true;
    const auto last = m_rotations.latest(credential);
    const bool waits = last && *last && (*last)->isRunning() && (*last)->method == "aws"_L1;
    run->claim = waits ? m_rotations.claim(credential) : nullptr;
    if (!run->claim) {
        const Error error = cannotRotate(waits);
        run->permit->failed(error);
        co_return std::unexpected(error);
    }
    run->rotation = **last;
    co_return co_await drive(run);
}

Future<Rotation> AwsRotator::drive(Runs run)
{
    const QPointer self(this);
    Status done;
    if (run->phase() == "creating"_L1)
        done = co_await create(run);
    if (self && done && run->phase() == "created"_L1)
        done = co_await test(run);
    if (self && done && !run->isUndone)
        done = co_await adoptAndDisable(run);
    if (!self || !done) {
        const Error error = self ? done.error() : cancelledError();
        run->permit->failed(error);
        co_return std::unexpected(error);
    }
    at(u"end"_s);
    const Result<Rotation> ended = co_await m_rotations.end(std::move(*run->permit), run->rotation.id, run->message);
    run->claim.reset();
    co_return ended;
}

Future<void> AwsRotator::setPhase(Runs run, QString phase)
{
    run->rotation.plan.insert(u"phase"_s, phase);
    return m_rotations.saveDetails(run->permit, run->rotation.id, run->rotation.plan);
}

/// Cleans up after a crash, and stores what there is before a key is made.
Future<void> AwsRotator::prepare(Runs run, AwsKey old)
{
    const QPointer self(this);
    const AwsClient aws = client(run->rotation);
    Result<QList<AwsKeyInfo>> keys = co_await aws.keys(old);
    if (!self || !keys)
        co_return std::unexpected(keys ? cancelledError() : keys.error());
    const Result<QString> orphan = run->isResumed ? orphanOf(run->rotation.plan, *keys) : Result<QString>(QString());
    if (!orphan)
        co_return std::unexpected(orphan.error());
    if (!orphan->isEmpty()) { // nobody has its secret
        run->permit->note(u"deleted_key"_s, *orphan);
        const Status gone = co_await aws.deleteKey(old, *orphan);
        if (!self || !gone)
            co_return self ? gone : Status(std::unexpected(cancelledError()));
        keys->removeIf([&orphan](const AwsKeyInfo &key) { return key.id == *orphan; });
    }
    run->rotation.plan = withIntent(run->rotation.plan, *keys, m_parts.clock.now());
    co_return co_await setPhase(run, u"creating"_s);
}

Future<void> AwsRotator::create(Runs run)
{
    const QPointer self(this);
    const AwsClient aws = client(run->rotation);
    const Result<AwsKey> old = co_await key(run->rotation.id, vault::Rotations::Which::Old);
    if (!self || !old)
        co_return std::unexpected(old ? cancelledError() : old.error());
    const Status ready = co_await prepare(run, *old);
    if (!self || !ready)
        co_return self ? ready : Status(std::unexpected(cancelledError()));
    at(u"create"_s);
    const Result<AwsKey> made = co_await aws.createKey(*old);
    if (!self || !made) {
        if (self && made.error().code == Errc::Conflict) { // nothing was changed: it ends here
            run->isUndone = true;
            run->message = say("This AWS user has two access keys already. Delete one of them first.");
            co_return Status();
        }
        co_return std::unexpected(self ? made.error() : cancelledError());
    }
    at(u"created"_s);
    const Result<Rotation> sealed = co_await m_rotations.setFresh(run->permit, run->rotation.id, {.value = made->secret, .fields = {{u"access_key_id"_s, QString::fromLatin1(made->id)}}});
    if (!self || !sealed)
        co_return std::unexpected(sealed ? cancelledError() : sealed.error());
    run->rotation.fresh = sealed->fresh;
    run->rotation.plan.insert(u"new_key_id"_s, QString::fromLatin1(made->id));
    co_return co_await setPhase(run, u"created"_s);
}

Future<void> AwsRotator::test(Runs run)
{
    const QPointer self(this);
    const AwsClient aws = client(run->rotation);
    const Result<AwsKey> fresh = co_await key(run->rotation.id, vault::Rotations::Which::New);
    if (!self || !fresh)
        co_return std::unexpected(fresh ? cancelledError() : fresh.error());
    Result<QString> who;
    for (int i = 0; i < kTests; ++i) {
        at(u"test"_s);
        who = co_await aws.whoAmI(*fresh);
        if (!self || who || who.error().code != Errc::Denied)
            break;
        co_await after(m_parts.wait);
    }
    if (!self)
        co_return std::unexpected(cancelledError());
    if (who)
        co_return co_await setPhase(run, u"tested"_s);
    if (who.error().code != Errc::Denied) // not reached: it can go on later
        co_return std::unexpected(who.error());
    const Result<AwsKey> old = co_await key(run->rotation.id, vault::Rotations::Which::Old);
    if (!self || !old)
        co_return std::unexpected(old ? cancelledError() : old.error());
    const Status gone = co_await aws.deleteKey(*old, QString::fromLatin1(fresh->id));
    run->isUndone = gone.has_value();
    run->message = say("The new key was not accepted and is deleted again; the old one is still valid. %1").arg(who.error().text);
    co_return gone;
}

Future<void> AwsRotator::adoptAndDisable(Runs run)
{
    const QPointer self(this);
    if (!run->rotation.isAdopted()) {
        at(u"adopt"_s);
        const auto adopted = co_await m_rotations.adopt(run->permit, run->rotation.id);
        if (!self || !adopted)
            co_return std::unexpected(adopted ? cancelledError() : adopted.error());
        run->rotation.step = vault::RotationStep::Verified;
        at(u"adopted"_s);
    }
    const Result<AwsKey> fresh = co_await key(run->rotation.id, vault::Rotations::Which::New);
    if (!self || !fresh)
        co_return std::unexpected(fresh ? cancelledError() : fresh.error());
    const Status disabled = co_await client(run->rotation).disableKey(*fresh, run->text(u"old_key_id"_s));
    if (!self || (!disabled && disabled.error().code != Errc::NotFound))
        co_return self ? disabled : Status(std::unexpected(cancelledError()));
    at(u"disabled"_s);
    run->rotation.plan.insert(u"delete_after"_s, toRfc3339(m_parts.clock.now().addDays(run->rotation.plan[u"keep_days"_s].toInt(7))));
    co_return co_await setPhase(run, u"disabled"_s);
}

Future<int> AwsRotator::deleteDue()
{
    const QPointer self(this);
    const auto all = m_rotations.all();
    if (!all)
        co_return std::unexpected(all.error());
    int deleted = 0;
    for (const Rotation &rotation : *all) {
        const QDateTime when = QDateTime::fromString(rotation.plan[u"delete_after"_s].toString(), Qt::ISODateWithMs);
        if (rotation.method != "aws"_L1 || rotation.isRunning() || rotation.plan[u"phase"_s] != "disabled"_L1 || !when.isValid() || when > m_parts.clock.now())
            continue;
        const QString id = rotation.plan[u"old_key_id"_s].toString();
        auto permit = m_parts.gatekeeper.request(team::Action::CredentialRotate, {u"credential"_s, rotation.credential.toString(), {}});
        if (!permit)
            co_return std::unexpected(permit.error());
        const auto held = std::make_shared<Permit>(*std::move(permit));
        held->note(u"deleted_key"_s, id);
        const Result<AwsKey> now = co_await key(rotation.id, vault::Rotations::Which::New);
        Status done = now ? Status() : Status(std::unexpected(now.error()));
        if (self && done)
            done = co_await client(rotation).deleteKey(*now, id);
        if (!self || !done) {
            const Error error = done ? cancelledError() : done.error();
            held->failed(error);
            co_return std::unexpected(error);
        }
        QJsonObject plan = rotation.plan;
        plan.insert(u"phase"_s, u"deleted"_s);
        const Status saved = co_await m_rotations.saveDetails(held, rotation.id, plan);
        saved ? held->succeeded() : held->failed(saved.error());
        deleted += 1;
    }
    co_return deleted;
}

} // namespace aiops::rotation
