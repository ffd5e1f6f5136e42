#include "features/exec/cli/execverb.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/text.h"
#include "features/exec/executions.h"
#include "features/exec/statewords.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using cli::Context;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

QJsonValue timeOf(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

QJsonObject rowOf(const KeptExecution &one)
{
    return {{u"id"_s, one.id.toString()}, {u"command"_s, one.command}, {u"outcome"_s, one.outcome}, {u"targets"_s, one.targets}, {u"counts"_s, one.counts},
            {u"origin"_s, one.origin}, {u"started_at"_s, timeOf(one.startedAt)}, {u"ended_at"_s, timeOf(one.endedAt)}, {u"reason"_s, one.reason},
            {u"settings"_s, one.settings}};
}

QJsonObject rowOf(const KeptHost &host)
{
    return {{u"name"_s, host.name}, {u"instance"_s, host.instance.toString()}, {u"environment"_s, host.environment}, {u"state"_s, stateName(host.state)},
            {u"exit"_s, host.exit ? QJsonValue(*host.exit) : QJsonValue()}, {u"error"_s, host.error}, {u"took_ms"_s, double(host.tookMs)},
            {u"group"_s, host.digest}, {u"output_bytes"_s, double(host.outBytes)}, {u"errors_bytes"_s, double(host.errBytes)},
            {u"file_cut"_s, host.cut.isEmpty() ? QJsonValue() : QJsonValue(host.cut)}};
}

Result<KeptExecution> selected(const Context &context)
{
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        return std::unexpected(organization.error());
    return context.services->executions->find(*organization, context.arguments.value(u"RUN"_s, u"last"_s));
}

void printTexts(const Context &context, const QString &name, const QString &out, const QString &err, bool withName)
{
    QString text = withName ? u"--- "_s + shownPlain(name, 200) + u'\n' : QString();
    for (const QString &part : {out, err}) {
        if (!part.isEmpty())
            text += part + (part.endsWith(u'\n') ? QString() : u"\n"_s);
    }
    context.io->out(text.toUtf8());
}

} // namespace

Future<int> runList(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    const auto all = organization ? context.services->executions->history(*organization) : std::unexpected(organization.error());
    if (!all)
        co_return std::unexpected(all.error());
    QList<QJsonObject> rows;
    for (const KeptExecution &one : *all)
        rows.append(rowOf(one));
    cli::printList(*context.io, context.arguments,
                   {{u"id"_s, tr("Id")}, {u"started_at"_s, tr("Started")}, {u"outcome"_s, tr("Outcome")}, {u"targets"_s, tr("Hosts")}, {u"command"_s, tr("Command")}}, rows);
    co_return 0;
}

Future<int> runShow(Context context)
{
    const auto one = selected(context);
    const auto hosts = one ? context.services->executions->hosts(one->id) : std::unexpected(one.error());
    if (!hosts)
        co_return std::unexpected(hosts.error());
    QList<QJsonObject> rows;
    for (const KeptHost &host : *hosts)
        rows.append(rowOf(host));
    if (context.arguments.json) {
        QJsonObject document = rowOf(*one);
        QJsonArray array;
        for (const QJsonObject &row : std::as_const(rows))
            array.append(row);
        document.insert(u"hosts"_s, array);
        cli::printObject(*context.io, context.arguments, {}, document);
        co_return 0;
    }
    cli::printObject(*context.io, context.arguments,
                     {{u"id"_s, tr("Id")}, {u"command"_s, tr("Command")}, {u"outcome"_s, tr("Outcome")}, {u"reason"_s, tr("Reason")}, {u"started_at"_s, tr("Started")},
                      {u"ended_at"_s, tr("Ended")}, {u"counts"_s, tr("Hosts")}}, rowOf(*one));
    cli::printList(*context.io, context.arguments,
                   {{u"name"_s, tr("Host")}, {u"state"_s, tr("State")}, {u"exit"_s, tr("Exit")}, {u"took_ms"_s, tr("ms")}, {u"group"_s, tr("Group")}, {u"error"_s, tr("Detail")}},
                   rows);
    co_return 0;
}

Future<int> runOutput(Context context)
{
    const Executions &executions = *context.services->executions;
    const auto one = selected(context);
    const auto hosts = one ? executions.hosts(one->id, true) : std::unexpected(one.error());
    if (!hosts)
        co_return std::unexpected(hosts.error());
    const QString wanted = context.arguments.value(u"--host"_s);
    int shown = 0;
    for (const KeptHost &host : *hosts) {
        if (!wanted.isEmpty() && host.name != wanted && host.instance.toString() != wanted)
            continue;
        ++shown;
        const auto whole = host.file.isEmpty() ? Result<QString>(std::unexpected(Error{})) : executions.longOutput(host);
        const QString out = whole.value_or(host.out), err = whole ? QString() : host.err;
        if (context.arguments.json)
            cli::printRecord(*context.io, {{u"name"_s, host.name}, {u"state"_s, stateName(host.state)}, {u"output"_s, out}, {u"errors"_s, err}});
        else
            printTexts(context, host.name, out, err, wanted.isEmpty());
        if (!host.cut.isEmpty() && !context.arguments.json)
            cli::printMessage(*context.io, context.arguments, shownPlain(host.name, 200) + u": "_s + host.cut);
    }
    if (shown == 0)
        co_return std::unexpected(Error{Errc::NotFound, tr("That host was not part of it.")});
    co_return 0;
}

} // namespace aiops::exec
