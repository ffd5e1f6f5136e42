#include "features/rotation/cli/rotatecommand.h"

#include "cli/services.h"
#include "cli/unlock.h"
#include "core/home.h"
#include "core/text.h"
#include "features/rotation/awsrotator.h"
#include "features/rotation/cli/rotationjson.h"
#include "features/rotation/cli/rotationquestion.h"
#include "inventory/inventory.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

Result<int> numberOf(const cli::Context &context, const QString &option, int fallback, int most)
{
    if (!context.arguments.has(option))
        return fallback;
    bool ok = false;
    const int number = context.arguments.value(option).toInt(&ok);
    if (!ok || number < 1 || number > most)
        return std::unexpected(Error{Errc::Invalid, say("%1 must be a number from 1 to %2.").arg(option).arg(most)});
    return number;
}

void print(const cli::Context &context, const QJsonObject &report)
{
    if (context.arguments.json)
        return context.io->out(QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n');
    QList<QJsonObject> rows;
    for (const QJsonValue &target : report[u"targets"_s].toArray())
        rows.append(target.toObject());
    cli::printList(*context.io, context.arguments, {{u"instance"_s, say("Instance")}, {u"state"_s, say("State")}, {u"message"_s, say("Detail")}}, rows);
}

void sum(const cli::Context &context, const vault::Rotation &rotation, const QString &name)
{
    const int failed = rotation.count(vault::RotationStep::Failed);
    const int done = rotation.count(vault::RotationStep::OldRevoked);
    const QString text = failed == 0 ? say("%1 was rotated on %2 instances.").arg(name).arg(done)
                                     : say("%1: %2 have the new value, %3 failed and keep the old one.").arg(name).arg(done).arg(failed);
    cli::printMessage(*context.io, context.arguments, text);
    if (failed > 0 && done > 0)
        cli::printMessage(*context.io, context.arguments, say("Try these again with: aiops credential rotate %1 --resume").arg(name));
}

Rotator::Parts partsOf(const cli::Services &services)
{
    return {*services.vault, *services.inventory, *services.gatekeeper, *services.knownHosts, services.pool->options(), services.pool};
}

Future<int> preview(cli::Context context, CredentialId id, RotateOptions options)
{
    const Rotator rotator(partsOf(*context.services));
    const Result<RotatePreview> plan = rotator.preview(id, options);
    if (!plan)
        return failed<int>(plan.error());
    const QJsonObject report = toJson(*plan);
    print(context, report);
    if (!context.arguments.json)
        for (const QJsonValue &step : report[u"steps"_s].toArray())
            context.io->out(u"- %1\n"_s.arg(step.toString()).toUtf8());
    return ready<int>(0);
}

/// What a rotation that goes on has left: the plan of a new one would name those that are done as well.
Future<void> askFirst(cli::Context context, CredentialId id, QString name, RotateOptions options)
{
    const cli::Services &services = *context.services;
    if (context.arguments.has(u"--resume"_s)) {
        const auto last = vault::Rotations(*services.vault).latest(id);
        if (!last)
            return failed<void>(last.error());
        QStringList open;
        for (const vault::RotationTarget &target : *last ? (*last)->targets : QList<vault::RotationTarget>()) {
            const auto instance = services.inventory->instance(target.instance);
            if (target.step != vault::RotationStep::OldRevoked)
                open.append(instance ? instance->name : target.instance.toString());
        }
        return askToRotate(context, name, {}, open);
    }
    const Result<RotatePreview> plan = Rotator(partsOf(services)).preview(id, options);
    if (!plan)
        return failed<void>(plan.error());
    QStringList targets;
    for (const inventory::Instance &instance : plan->targets)
        targets.append(instance.name);
    return askToRotate(context, name, stepsOf(plan->method), targets);
}

QStringList awsSteps(int keepDays)
{
    return {say("Create a second access key"), say("Call AWS with it until it is accepted"), say("Let the vault take it over"),
            say("Disable the old key, and delete it after %1 days").arg(keepDays)};
}

/// An AWS key has no hosts: the service itself is the one target.
Future<int> rotateAws(cli::Context context, vault::CredentialInfo info)
{
    const cli::Arguments &arguments = context.arguments;
    const Result<int> keepDays = numberOf(context, u"--keep-days"_s, AwsOptions().keepDays, 365);
    const QString method = arguments.value(u"--method"_s, u"aws"_s);
    if (!keepDays || method != "aws"_L1)
        co_return std::unexpected(keepDays ? Error{Errc::Invalid, say("An AWS key is rotated with --method aws.")} : keepDays.error());
    if (arguments.has(u"--dry-run"_s)) {
        const QStringList steps = awsSteps(*keepDays);
        const QJsonObject report{{u"dry_run"_s, true}, {u"credential"_s, info.name}, {u"method"_s, u"aws"_s}, {u"steps"_s, QJsonArray::fromStringList(steps)}, {u"targets"_s, QJsonArray()}};
        context.io->out(arguments.json ? QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n' : u"- %1\n"_s.arg(steps.join(u"\n- "_s)).toUtf8());
        co_return 0;
    }
    const Status asked = co_await askToRotate(context, info.name, awsSteps(*keepDays), {});
    if (!asked)
        co_return std::unexpected(asked.error());
    const Status unlocked = co_await cli::ensureUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    auto permit = context.services->gatekeeper->request(team::Action::CredentialRotate, {u"credential"_s, info.id.toString(), info.name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto rotator = std::make_unique<AwsRotator>(AwsRotator::Parts{*context.services->vault, *context.services->gatekeeper, *context.services->clock, std::make_shared<ExternalPost>()});
    const AwsOptions options{.endpoint = QUrl(arguments.value(u"--endpoint"_s)), .keepDays = *keepDays};
    Future<vault::Rotation> running = arguments.has(u"--resume"_s) ? rotator->resume(*std::move(permit), info.id) : rotator->rotate(*std::move(permit), info.id, options);
    const Result<vault::Rotation> rotation = co_await std::move(running);
    if (!rotation)
        co_return std::unexpected(rotation.error());
    const auto swept = co_await rotator->deleteDue();
    if (!swept)
        cli::printMessage(*context.io, arguments, say("A key that was disabled earlier could not be deleted: %1").arg(swept.error().text));
    print(context, toJson(*rotation, info.name, *context.services->inventory));
    cli::printMessage(*context.io, arguments, rotation->message.isEmpty() ? say("%1 was rotated.").arg(info.name) : rotation->message);
    co_return exitCodeOf(*rotation);
}

Future<int> rotate(cli::Context context)
{
    const cli::Arguments &arguments = context.arguments;
    const auto info = context.services->vault->find(arguments.value(u"NAME"_s));
    const Result<int> parallel = numberOf(context, u"--parallel"_s, 4, 64);
    if (!info || !parallel)
        co_return std::unexpected(info ? parallel.error() : info.error());
    if (info->kind == vault::Kind::AwsKey)
        co_return co_await rotateAws(context, *info);
    const RotateOptions options{.method = arguments.value(u"--method"_s), .command = arguments.value(u"--command"_s), .parallel = *parallel};
    if (arguments.has(u"--dry-run"_s))
        co_return co_await preview(context, info->id, options);
    const Status asked = co_await askFirst(context, info->id, info->name, options);
    if (!asked)
        co_return std::unexpected(asked.error());
    const Status unlocked = co_await cli::ensureUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    auto permit = context.services->gatekeeper->request(team::Action::CredentialRotate, {u"credential"_s, info->id.toString(), info->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto rotator = std::make_unique<Rotator>(partsOf(*context.services));
    QObject::connect(context.io, &cli::Io::interrupted, rotator.get(), [one = rotator.get(), id = info->id] { one->cancel(id); });
    QObject::connect(rotator.get(), &Rotator::targetChanged, context.io, [context](InstanceId, const QString &name, vault::RotationStep step, const QString &message) {
        cli::printMessage(*context.io, context.arguments, u"%1: %2%3"_s.arg(name, vault::stepName(step), message.isEmpty() ? QString() : u" ("_s + message + u')'));
    });
    const bool goesOn = arguments.has(u"--resume"_s);
    Future<vault::Rotation> running = goesOn ? rotator->resume(*std::move(permit), info->id, *parallel) : rotator->rotate(*std::move(permit), info->id, options);
    const Result<vault::Rotation> rotation = co_await std::move(running);
    if (!rotation)
        co_return std::unexpected(rotation.error());
    print(context, toJson(*rotation, info->name, *context.services->inventory));
    sum(context, *rotation, info->name);
    co_return exitCodeOf(*rotation);
}

Future<int> due(cli::Context context)
{
    const QSettings settings(context.services->home->settings(), QSettings::IniFormat);
    const Result<int> lead = numberOf(context, u"--days"_s, vault::rotationLeadDays.read(settings), vault::longestRotation);
    const auto all = context.services->vault->credentials();
    if (!lead || !all)
        return failed<int>(lead ? all.error() : lead.error());
    const vault::Rotations rotations(*context.services->vault);
    QList<QJsonObject> rows;
    for (const vault::CredentialInfo &info : *all) {
        const auto last = rotations.latest(info.id);
        const std::optional<vault::RotationProgress> progress = last && *last ? std::optional((*last)->progress()) : std::nullopt;
        const vault::RotationState state = vault::rotationState(info, context.services->clock->now(), *lead, progress);
        if (state.needsRotation())
            rows.append({{u"id"_s, info.id.toString()}, {u"name"_s, info.name}, {u"kind"_s, vault::kindName(info.kind)}, {u"state"_s, state.name()},
                         {u"rotation"_s, state.text()}, {u"due_at"_s, info.dueAt().isValid() ? QJsonValue(toRfc3339(info.dueAt())) : QJsonValue()}});
    }
    std::ranges::stable_sort(rows, {}, [](const QJsonObject &row) { return row[u"due_at"_s].toString(); });
    cli::printList(*context.io, context.arguments,
                   {{u"name"_s, say("Name")}, {u"kind"_s, say("Kind")}, {u"rotation"_s, say("Rotation")}, {u"due_at"_s, say("Due")}}, rows);
    return ready<int>(0);
}

Result<QDateTime> dayOf(const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    const QDateTime time = text.size() == 10 && day.isValid() ? day.startOfDay() : QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid())
        return std::unexpected(Error{Errc::Invalid, say("--until must be a day like 2026-12-24.")});
    return time.toUTC();
}

Future<int> snooze(cli::Context context)
{
    const auto info = context.services->vault->find(context.arguments.value(u"NAME"_s));
    const Result<QDateTime> until = dayOf(context.arguments.value(u"--until"_s));
    if (!info || !until)
        co_return std::unexpected(info ? until.error() : info.error());
    const Status confirmed = co_await cli::confirm(context, team::Action::CredentialSnooze);
    if (!confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(team::Action::CredentialSnooze, {u"credential"_s, info->id.toString(), info->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status done = co_await context.services->vault->snooze(*std::move(permit), info->id, *until, context.arguments.value(u"--reason"_s));
    if (!done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, say("The rotation of %1 is not asked for until %2.").arg(info->name, toRfc3339(*until)));
    co_return 0;
}

Parameter name()
{
    return {.name = u"NAME"_s, .kind = Parameter::Positional, .help = say("Name or id of the credential"), .required = true, .choices = {}, .completes = u"credential"_s};
}
Parameter option(const QString &option, const QString &help, bool required = false, const QStringList &choices = {})
{
    return {.name = option, .kind = Parameter::Value, .help = help, .required = required, .choices = choices};
}
Parameter flag(const QString &option, const QString &help)
{
    return {.name = option, .kind = Parameter::Flag, .help = help};
}

} // namespace

void registerRotationVerbs(cli::Registry &registry)
{
    const QString noun = u"credential"_s;
    registry.add({.noun = noun, .name = u"rotate"_s,
                  .help = say("Give a credential a new value everywhere it signs in: deployed, verified by a sign-in, then the old one removed. Asks before it starts; --yes does not. Exit code 8: some hosts kept the old one."),
                  .example = u"aiops credential rotate deploy --dry-run"_s,
                  .parameters = QList{name(), flag(u"--dry-run"_s, say("Only show what would be done")),
                                      option(u"--method"_s, say("How; as usual for the kind when not given"), false, {u"ssh"_s, u"password-command"_s, u"aws"_s}),
                                      option(u"--command"_s, say("Command for sh at the host that sets a password, with $USER, $OLD and $NEW")),
                                      flag(u"--resume"_s, say("Go on with one that was interrupted, or again where it failed")),
                                      option(u"--keep-days"_s, say("AWS: how long the old key stays, disabled, before it is deleted (7)")),
                                      option(u"--endpoint"_s, say("AWS: another address than that of AWS, for an emulator")),
                                      option(u"--parallel"_s, say("How many hosts at a time (4)"))}
                                + cli::passphraseParameters(),
                  .run = rotate});
    registry.add({.noun = noun, .name = u"due"_s, .help = say("List the credentials whose rotation is due or failed"), .example = u"aiops credential due --days 30 --json"_s,
                  .parameters = {option(u"--days"_s, say("How many days ahead (14, or as in the settings)"))}, .run = due});
    registry.add({.noun = noun, .name = u"snooze"_s, .help = say("Do not ask for the rotation of a credential for some time"),
                  .example = u"aiops credential snooze deploy --until 2026-12-24 --reason 'release freeze'"_s,
                  .parameters = QList{name(), option(u"--until"_s, say("Until this day"), true), option(u"--reason"_s, say("Why; kept with it"), true)} + cli::passphraseParameters(),
                  .run = snooze});
}

} // namespace aiops::rotation
