#include "features/forwards/cli/forwardcommands.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/forwards/cli/foreground.h"
#include "features/forwards/cli/forwardvalues.h"
#include "features/forwards/forwards.h"
#include "features/forwards/forwardspec.h"
#include "features/forwards/words.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

using cli::Context;
using inventory::Instance;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

Result<Permit> editPermit(const Context &context, const Instance &instance)
{
    return context.services->gatekeeper->request(team::Action::ForwardEdit, {u"forward"_s, {}, instance.name});
}

QString instanceName(const Context &context, InstanceId id)
{
    const auto instance = context.services->inventory->instance(id);
    return instance ? instance->name : id.toString();
}

QJsonObject rowOf(const Context &context, const Forward &forward)
{
    const Condition now = context.services->forwards->condition(forward.id);
    const QString target = forward.kind == Kind::Dynamic ? QString() : forward.target.toText();
    return {{u"id"_s, forward.id.toString()},
            {u"name"_s, forward.name},
            {u"instance"_s, instanceName(context, forward.instance)},
            {u"kind"_s, kindName(forward.kind)},
            {u"listen"_s, forward.listen.toText()},
            {u"target"_s, target.isEmpty() ? QJsonValue() : QJsonValue(target)},
            {u"spec"_s, specOf(forward)},
            {u"autostart"_s, forward.autostart},
            {u"state"_s, stateName(now.state)},
            {u"connections"_s, now.connections},
            {u"bytes_sent"_s, now.sent},
            {u"bytes_received"_s, now.received},
            {u"error"_s, now.error ? QJsonValue(now.error->text) : QJsonValue()},
            {u"since"_s, now.since.isValid() ? QJsonValue(toRfc3339(now.since)) : QJsonValue()}};
}

QList<cli::Column> columns()
{
    return {{u"name"_s, say("Name")}, {u"instance"_s, say("Instance")}, {u"kind"_s, say("Kind")}, {u"listen"_s, say("Listens on")},
            {u"target"_s, say("Target")}, {u"state"_s, say("State")}, {u"connections"_s, say("Connections")}, {u"bytes_received"_s, say("Bytes in")},
            {u"bytes_sent"_s, say("Bytes out")}, {u"error"_s, say("Error")}, {u"id"_s, say("Id")}};
}

Future<int> add(Context context)
{
    const auto instance = cli::selectedInstance(context, context.arguments.value(u"INSTANCE"_s));
    if (!instance)
        co_return std::unexpected(instance.error());
    auto forward = givenForward(context);
    if (!forward)
        co_return std::unexpected(forward.error());
    forward->instance = instance->id;
    forward->name = context.arguments.value(u"--name"_s);
    forward->autostart = context.arguments.has(u"--autostart"_s);
    if (const auto meant = co_await confirmOpen(context, *forward, instance->name); !meant)
        co_return std::unexpected(meant.error());
    auto permit = editPermit(context, *instance);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto saved = co_await context.services->forwards->save(*std::move(permit), *forward);
    if (!saved)
        co_return std::unexpected(saved.error());
    cli::printObject(*context.io, context.arguments, columns(), rowOf(context, *saved));
    co_return 0;
}

Future<void> startOne(Context context, Forward forward)
{
    if (const auto unlocked = co_await cli::ensureUnlocked(context, forward.instance); !unlocked)
        co_return std::unexpected(unlocked.error());
    co_return co_await context.services->forwards->start(forward.id, cli::interaction(context));
}

bool isRunning(const Context &context, ForwardId id)
{
    const State state = context.services->forwards->condition(id).state;
    return state != State::Stopped && state != State::Failed;
}

/// One that runs goes on, as what it is now.
Future<int> edit(Context context)
{
    const auto stored = context.services->forwards->select(context.arguments.value(u"FORWARD"_s));
    const auto instance = stored ? context.services->inventory->instance(stored->instance) : std::unexpected(stored.error());
    const auto changed = instance ? editedForward(context, *stored) : std::unexpected(instance.error());
    if (!changed)
        co_return std::unexpected(changed.error());
    if (!isOpenToOthers(*stored)) {
        if (const auto meant = co_await confirmOpen(context, *changed, instance->name); !meant)
            co_return std::unexpected(meant.error());
    }
    auto permit = editPermit(context, *instance);
    if (!permit)
        co_return std::unexpected(permit.error());
    const bool ran = isRunning(context, stored->id);
    const auto saved = co_await context.services->forwards->save(*std::move(permit), *changed);
    if (!saved)
        co_return std::unexpected(saved.error());
    Result<void> started;
    if (ran)
        started = co_await startOne(context, *saved);
    cli::printObject(*context.io, context.arguments, columns(), rowOf(context, *saved));
    if (!started)
        co_return std::unexpected(started.error());
    co_return 0;
}

Future<int> list(Context context)
{
    const QString selector = context.arguments.value(u"INSTANCE"_s);
    const auto only = selector.isEmpty() ? Result<Instance>(Instance{}) : cli::selectedInstance(context, selector);
    const auto forwards = context.services->forwards->list();
    if (!only || !forwards)
        co_return std::unexpected(only ? forwards.error() : only.error());
    QList<QJsonObject> rows;
    for (const Forward &forward : *forwards) {
        if (selector.isEmpty() || forward.instance == only->id)
            rows.append(rowOf(context, forward));
    }
    cli::printList(*context.io, context.arguments, columns(), rows);
    co_return 0;
}

Future<int> remove(Context context)
{
    const auto forward = context.services->forwards->select(context.arguments.value(u"FORWARD"_s));
    const auto instance = forward ? context.services->inventory->instance(forward->instance) : std::unexpected(forward.error());
    if (!instance)
        co_return std::unexpected(instance.error());
    auto permit = editPermit(context, *instance);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (const auto done = co_await context.services->forwards->remove(*std::move(permit), forward->id); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, say("Removed %1 of %2.").arg(specOf(*forward), shownPlain(instance->name, 200)));
    co_return 0;
}

Result<QList<Forward>> selected(const Context &context)
{
    QList<Forward> forwards;
    for (const QString &selector : context.arguments.values(u"FORWARD"_s)) {
        const auto forward = context.services->forwards->select(selector);
        if (!forward)
            return std::unexpected(forward.error());
        if (!std::ranges::any_of(forwards, [&](const Forward &have) { return have.id == forward->id; }))
            forwards.append(*forward);
    }
    return forwards;
}

Status checkKept(const Context &context, const QList<Forward> &forwards)
{
    const bool holds = context.arguments.has(u"--foreground"_s);
    if (holds && forwards.size() != 1)
        return std::unexpected(Error{Errc::Invalid, say("Give one forward with --foreground.")});
    if (holds || context.services->forwards->isKept())
        return {};
    return std::unexpected(Error{Errc::Failed, say("No program stays that could hold the forward."), {},
                                 say("Open the window, or run aiops daemon start, or give --foreground to hold it until Ctrl+C.")});
}

void printStarted(const Context &context, const Forward &forward)
{
    if (context.arguments.json)
        return cli::printRecord(*context.io, rowOf(context, forward));
    context.io->out((forward.listen.toText() + u'\n').toUtf8());
    cli::printMessage(*context.io, context.arguments, sentenceOf(forward, instanceName(context, forward.instance)));
}

Future<int> start(Context context)
{
    const auto forwards = selected(context);
    const Status kept = forwards ? checkKept(context, *forwards) : std::unexpected(forwards.error());
    if (!kept)
        co_return std::unexpected(kept.error());
    qsizetype failed = 0;
    for (const Forward &forward : *forwards) {
        const auto started = co_await startOne(context, forward);
        if (!started && forwards->size() == 1)
            co_return std::unexpected(started.error());
        if (started)
            printStarted(context, forward);
        else
            cli::printError(*context.io, context.arguments, started.error());
        failed += started ? 0 : 1;
    }
    if (failed > 0)
        co_return exitCode(failed == forwards->size() ? Errc::Failed : Errc::Partial);
    if (!context.arguments.has(u"--foreground"_s))
        co_return 0;
    cli::printMessage(*context.io, context.arguments, say("Open until you press Ctrl+C."));
    co_return co_await holdUntilInterrupted(context.io, context.services->forwards, forwards->first().id);
}

Future<int> stop(Context context)
{
    const auto forwards = selected(context);
    if (!forwards)
        co_return std::unexpected(forwards.error());
    for (const Forward &forward : *forwards) {
        context.services->forwards->stop(forward.id);
        if (context.arguments.json)
            cli::printRecord(*context.io, rowOf(context, forward));
        else
            cli::printMessage(*context.io, context.arguments, say("Stopped %1.").arg(specOf(forward)));
    }
    co_return 0;
}

QStringList names(cli::Services &services)
{
    QStringList names;
    for (const Forward &forward : services.forwards->list().value_or(QList<Forward>()))
        names << (forward.name.isEmpty() ? forward.id.toString() : forward.name);
    return names;
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    using cli::Parameter;
    const QString noun = u"forward"_s;
    registry.describeNoun(noun, say("Ports of hosts on this computer and the other way round, through the SSH connection."));
    registry.completeWith(noun, names);
    Parameter instance{u"INSTANCE"_s, Parameter::Positional, say("Name or id of the instance"), true, {}, u"instance"_s};
    const Parameter one{u"FORWARD"_s, Parameter::Positional, say("Name, id or listening port of the forward"), true, {}, noun};
    const Parameter several{u"FORWARD"_s, Parameter::Positionals, say("Name, id or listening port of the forward"), true, {}, noun};
    const QList<Parameter> values{
        {u"--local"_s, Parameter::Value, say("[BIND:]PORT:HOST:PORT: a port of this computer leads to what the host reaches; either end may be the path of a Unix socket")},
        {u"--remote"_s, Parameter::Value, say("[BIND:]PORT:HOST:PORT: a port of the host leads to what this computer reaches")},
        {u"--dynamic"_s, Parameter::Value, say("[BIND:]PORT: a SOCKS proxy on this computer")},
        {u"--bind"_s, Parameter::Value, say("Address to listen on instead of loopback, or * for every one; asks first when others can reach it")},
        {u"--name"_s, Parameter::Value, say("What people call it")}};
    registry.add({noun, u"add"_s, say("Store a port forward; nothing is opened yet."), u"aiops forward add web-1 --local 8080:127.0.0.1:80 --name shop"_s,
                  QList<Parameter>{instance} + values + QList<Parameter>{{u"--autostart"_s, Parameter::Flag, say("Start it with the window or the daemon of this computer")}}, add});
    registry.add({noun, u"edit"_s, say("Change a forward; one that runs goes on with the new values."), u"aiops forward edit shop --local 8081:127.0.0.1:80"_s,
                  QList<Parameter>{one} + values
                      + QList<Parameter>{{u"--autostart"_s, Parameter::Value, say("Start it with the window or the daemon of this computer"), false, {u"on"_s, u"off"_s}}}
                      + cli::passphraseParameters(), edit});
    instance.required = false;
    registry.add({noun, u"list"_s, say("List the forwards with their state."), u"aiops forward list --json"_s, {instance}, list});
    registry.add({noun, u"remove"_s, say("Stop a forward and forget it."), u"aiops forward remove shop"_s, {one}, remove});
    registry.add({noun, u"start"_s, say("Start forwards in the window or the daemon, which keep them and connect again when the connection is lost."),
                  u"aiops forward start shop"_s,
                  QList<Parameter>{several, {u"--foreground"_s, Parameter::Flag, say("Hold it until Ctrl+C, without a window or daemon")}} + cli::passphraseParameters(), start});
    registry.add({noun, u"stop"_s, say("Stop forwards; what goes through them is cut off."), u"aiops forward stop shop"_s, {several}, stop});
}

} // namespace aiops::forwards
