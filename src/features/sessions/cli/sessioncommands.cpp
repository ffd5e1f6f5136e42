#include "features/sessions/cli/sessioncommands.h"

#include "cli/command.h"
#include "cli/services.h"
#include "core/text.h"
#include "features/sessions/sessiontext.h"
#include "team/gatekeeper.h"

namespace aiops::sessions {

using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::sessions", text);
}

QJsonObject rowOf(const ssh::SessionInfo &session)
{
    const ssh::Endpoint &host = session.endpoint;
    return {{u"number"_s, qint64(session.number)},
            {u"instance"_s, shownHost(session)},
            {u"instance_id"_s, host.instance.isNull() ? QJsonValue() : QJsonValue(host.instance.toString())},
            {u"host"_s, host.host},
            {u"port"_s, host.port},
            {u"user"_s, host.user},
            {u"since"_s, toRfc3339(session.since)},
            {u"sent_bytes"_s, session.sent},
            {u"received_bytes"_s, session.received},
            {u"terminals"_s, session.shells},
            {u"commands"_s, session.commands},
            {u"tunnels"_s, session.dials},
            {u"used_by"_s, shownUsers(session)},
            {u"algorithms"_s, session.algorithms},
            {u"post_quantum"_s, session.postQuantum},
            {u"host_key_type"_s, QString::fromLatin1(session.hostKey.type)},
            {u"fingerprint"_s, session.hostKey.fingerprint()},
            {u"through"_s, QJsonArray::fromStringList(session.through)},
            {u"notices"_s, QJsonArray::fromStringList(session.notices)},
            {u"replaced"_s, session.replaced}};
}

Future<int> list(Context context)
{
    QList<QJsonObject> rows;
    for (const ssh::SessionInfo &session : context.services->pool->sessions())
        rows.append(rowOf(session));
    cli::printList(*context.io, context.arguments,
                   {{u"number"_s, tr("Number")}, {u"instance"_s, tr("Host")}, {u"user"_s, tr("User")}, {u"used_by"_s, tr("Used by")},
                    {u"since"_s, tr("Since")}, {u"sent_bytes"_s, tr("Sent")}, {u"received_bytes"_s, tr("Received")},
                    {u"post_quantum"_s, tr("Post-quantum")}, {u"algorithms"_s, tr("Algorithms")}}, rows);
    if (const QString unlimited = context.services->pool->unlimited(); !unlimited.isEmpty())
        cli::printMessage(*context.io, context.arguments, unlimitedText(unlimited));
    return ready<int>(0);
}

bool isMeant(const ssh::SessionInfo &session, const QString &selector)
{
    return QString::number(session.number) == selector || session.endpoint.label == selector || session.endpoint.host == selector
           || (!session.endpoint.instance.isNull() && session.endpoint.instance.toString() == selector);
}

Status closeOne(const Context &context, const ssh::SessionInfo &session)
{
    const ssh::Endpoint &host = session.endpoint;
    auto permit = context.services->gatekeeper->request(
        team::Action::SshClose, {u"instance"_s, host.instance.isNull() ? QString() : host.instance.toString(), shownHost(session)});
    if (!permit)
        return std::unexpected(permit.error());
    context.services->pool->close(session.number);
    permit->succeeded();
    cli::printMessage(*context.io, context.arguments, tr("Closed: %1").arg(shownHost(session)));
    return {};
}

Future<int> close(Context context)
{
    const QStringList selectors = context.arguments.values(u"SESSION"_s);
    const bool all = context.arguments.has(u"--all"_s);
    if (selectors.isEmpty() != all)
        return failed<int>(Error{Errc::Invalid, tr("Say which: numbers or names as session list shows them, or --all.")});
    const QList<ssh::SessionInfo> open = context.services->pool->sessions();
    for (const QString &selector : selectors) {
        if (std::ranges::none_of(open, [&](const auto &session) { return isMeant(session, selector); }))
            return failed<int>(Error{Errc::NotFound, tr("No connection to %1 is open.").arg(shownPlain(selector, 100))});
    }
    for (const ssh::SessionInfo &session : open) {
        const bool meant = all || std::ranges::any_of(selectors, [&](const QString &selector) { return isMeant(session, selector); });
        if (const Status closed = meant ? closeOne(context, session) : Status(); !closed)
            return failed<int>(closed.error());
    }
    return ready<int>(0);
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const QString noun = u"session"_s;
    registry.describeNoun(noun, tr("SSH connections that are open"));
    registry.add({noun, u"list"_s, tr("List the open connections: who uses them, since when, how they are protected"), u"aiops session list --json"_s,
                  {}, list});
    registry.add({noun, u"close"_s, tr("Close connections; what runs on them ends"), u"aiops session close web-1"_s,
                  {{u"SESSION"_s, Parameter::Positionals, tr("Number, or the name of the host"), false, {}, u"instance"_s},
                   {u"--all"_s, Parameter::Flag, tr("All of them")}}, close});
}

} // namespace aiops::sessions
