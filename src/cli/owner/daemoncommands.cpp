#include "cli/owner/daemoncommands.h"

#include "cli/owner/ownercontrol.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

const QList<Column> &statusColumns()
{
    static const QList<Column> columns{{u"running"_s, tr("Running")},
                                       {u"kind"_s, tr("Kind")},
                                       {u"pid"_s, tr("Process")},
                                       {u"since"_s, tr("Since")},
                                       {u"clients"_s, tr("Clients")},
                                       {u"vault"_s, tr("Vault")},
                                       {u"open_transports"_s, tr("Open transports")}};
    return columns;
}

Future<int> start(OwnerControl &control, const Context &context)
{
    if (auto stayed = control.stay(); !stayed)
        return failed<int>(stayed.error());
    const QJsonObject status = control.status();
    if (context.arguments.json)
        printObject(*context.io, context.arguments, statusColumns(), status);
    else
        printMessage(*context.io, context.arguments, tr("The daemon runs as process %1.").arg(status.value(u"pid"_s).toInteger()));
    return ready<int>(0);
}

Future<int> stop(OwnerControl &control, const Context &context)
{
    const Status stopped = control.stop();
    if (!stopped && stopped.error().code != Errc::NotFound)
        return failed<int>(stopped.error());
    if (context.arguments.json)
        printObject(*context.io, context.arguments, {{u"stopped"_s, {}}}, {{u"stopped"_s, bool(stopped)}});
    else
        printMessage(*context.io, context.arguments, stopped ? tr("The daemon stops.") : stopped.error().text);
    return ready<int>(0);
}

Future<int> status(OwnerControl &control, const Context &context)
{
    const QJsonObject status = control.status();
    if (!status.value(u"running"_s).toBool() && !context.arguments.json)
        context.io->out((tr("No daemon runs for this home folder.") + u'\n').toUtf8());
    else
        printObject(*context.io, context.arguments, statusColumns(), status);
    return ready<int>(0);
}

} // namespace

void registerDaemonCommands(Registry &registry, OwnerControl &control)
{
    registry.describeNoun(u"daemon"_s, tr("The owner of the home folder without a window: it can hold an unlocked vault and warm transports."));
    registry.add({.noun = u"daemon"_s,
                  .name = u"start"_s,
                  .help = tr("Start the daemon, when none runs."),
                  .example = u"aiops daemon start"_s,
                  .parameters = {},
                  .run = [&control](const Context &context) { return start(control, context); }});
    registry.add({.noun = u"daemon"_s,
                  .name = u"stop"_s,
                  .help = tr("Stop the daemon and the commands that run in it."),
                  .example = u"aiops daemon stop"_s,
                  .parameters = {},
                  .run = [&control](const Context &context) { return stop(control, context); },
                  .needsOwner = false});
    registry.add({.noun = u"daemon"_s,
                  .name = u"status"_s,
                  .help = tr("Show who owns the home folder, since when, and what it holds."),
                  .example = u"aiops daemon status --json"_s,
                  .parameters = {},
                  .run = [&control](const Context &context) { return status(control, context); },
                  .needsOwner = false});
}

} // namespace aiops::cli
