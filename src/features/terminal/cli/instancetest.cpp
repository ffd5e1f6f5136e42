#include "features/terminal/cli/instancetest.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/text.h"
#include "features/terminal/cli/selecthost.h"
#include "features/terminal/quickaddress.h"
#include "inventory/inventory.h"

#include <QJsonArray>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

struct Group
{
    const char *name;
    const char *title;
    ssh::Stage first;
    ssh::Stage last;
};

const std::array<Group, 4> kGroups{{
    {"reach", QT_TRANSLATE_NOOP("terminal", "Reach"), ssh::Stage::Resolve, ssh::Stage::Resolve},
    {"port", QT_TRANSLATE_NOOP("terminal", "Port"), ssh::Stage::Dial, ssh::Stage::Banner},
    {"host_key", QT_TRANSLATE_NOOP("terminal", "Host key"), ssh::Stage::KeyExchange, ssh::Stage::HostKey},
    {"sign_in", QT_TRANSLATE_NOOP("terminal", "Sign in"), ssh::Stage::SignIn, ssh::Stage::Ready},
}};

TestStep stepOf(const Group &group, const ssh::ConnectionLog &log, ssh::Stage stoppedAt, const std::optional<Error> &error)
{
    TestStep step{QString::fromLatin1(group.name), u"ok"_s, 0, {}};
    for (const ssh::ConnectionLog::Step &one : log.steps) {
        if (one.stage < group.first || one.stage > group.last)
            continue;
        step.ms += qMax<qint64>(0, one.milliseconds);
        if (!one.text.isEmpty())
            step.text = shownPlain(one.text, 300);
    }
    if (!error || stoppedAt > group.last)
        return step;
    if (stoppedAt < group.first)
        return {step.name, u"skipped"_s, -1, {}};
    step.state = u"failed"_s;
    step.text = error->text;
    return step;
}

QJsonObject toJson(const TestStep &step)
{
    return {{u"name"_s, step.name},
            {u"state"_s, step.state},
            {u"ms"_s, step.ms < 0 ? QJsonValue() : QJsonValue(double(step.ms))},
            {u"text"_s, step.text}};
}

QJsonArray toJson(const QList<TestStep> &steps)
{
    QJsonArray array;
    for (const TestStep &step : steps)
        array.append(toJson(step));
    return array;
}

void print(const cli::Context &context, const QString &name, bool ok, const QList<TestStep> &steps)
{
    if (context.arguments.json) {
        const QJsonObject object{{u"instance"_s, name}, {u"ok"_s, ok}, {u"steps"_s, toJson(steps)}};
        return context.io->out(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    }
    QList<QJsonObject> rows;
    for (const TestStep &step : steps)
        rows.append(toJson(step));
    const auto tr = [](const char *text) { return QCoreApplication::translate("terminal", text); };
    cli::printList(*context.io, context.arguments,
                   {{u"name"_s, tr("Step")}, {u"state"_s, tr("State")}, {u"ms"_s, tr("ms")}, {u"text"_s, tr("Detail")}}, rows);
}

/// For the status of the instance everywhere.
void noteSeen(const cli::Context &context, InstanceId id, bool ok, qint64 milliseconds)
{
    context.services->inventory->noteSeen({id, ok ? QDateTime::currentDateTimeUtc() : QDateTime(), ok ? int(milliseconds) : -1,
                                           ok ? u"reachable"_s : u"unreachable"_s});
}

} // namespace

QList<TestStep> testSteps(const ssh::ConnectionLog &log, ssh::Stage stoppedAt, const std::optional<Error> &error)
{
    QList<TestStep> steps;
    for (const Group &group : kGroups)
        steps.append(stepOf(group, log, stoppedAt, error));
    return steps;
}

Future<int> runInstanceTest(cli::Context context)
{
    const auto instance = cli::selectedInstance(context, context.arguments.value(u"NAME"_s));
    if (!instance)
        co_return std::unexpected(instance.error());
    const ssh::Endpoint endpoint = endpointOf(*instance);
    if (const auto unlocked = co_await unlockFor(context, endpoint); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto report = std::make_shared<ssh::ConnectReport>();
    const auto transport = co_await hostAccess(context).connect(endpoint, report, team::Action::InstanceTest);
    const std::optional<Error> error = transport ? std::nullopt : std::optional(transport.error());
    const ssh::ConnectionLog log = transport ? (*transport)->log() : report->log;
    const auto steps = testSteps(log, report->stage, error);
    print(context, instance->name, !error, steps);
    if (!error || report->stage <= ssh::Stage::Banner)
        noteSeen(context, instance->id, !error, steps.at(0).ms + qMax<qint64>(0, steps.at(1).ms));
    if (error && !context.arguments.json)
        cli::printError(*context.io, context.arguments, *error);
    co_return error ? exitCode(error->code) : 0;
}

} // namespace aiops::terminal
