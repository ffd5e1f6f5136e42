#include "features/exec/keeping.h"

#include "features/exec/grouping.h"

#include <QJsonArray>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

/// The beginning and the end of a long text.
QString shortened(const QString &text)
{
    if (text.size() <= mostKeptText)
        return text;
    return text.first(mostKeptText * 3 / 4) + u"\n[…]\n"_s + text.last(mostKeptText / 4 - 8);
}

/// Nothing when there is only one stream, or when the texts are shortened and it would not fit them.
QString orderOf(const Execution &execution, int position, const QString &out, const QString &err)
{
    const bool isNeeded = !out.isEmpty() && !err.isEmpty() && std::max(out.size(), err.size()) <= mostKeptText;
    return isNeeded ? orderText(execution.output(position)) : QString();
}

KeptHost keptHost(const Execution &execution, int position)
{
    const HostResult &host = execution.host(position);
    const QString out = execution.outputText(position, ssh::Channel::Stream::Output), err = execution.outputText(position, ssh::Channel::Stream::Error);
    return {host.target.endpoint.instance,
            host.target.name(),
            host.target.environment,
            host.state,
            host.exit,
            QString::fromLatin1(host.signal),
            host.error,
            host.tookMs,
            QString::fromLatin1(digestOf(host)),
            host.out.bytes(),
            host.err.bytes(),
            shortened(out),
            shortened(err),
            orderOf(execution, position, out, err),
            host.cut,
            host.file.isEmpty() ? QString() : host.file.section(u'/', -2)};
}

QJsonObject settingsOf(const Request &request)
{
    QJsonArray names;
    for (const Variable &variable : request.variables)
        names += variable.name;
    return {{u"parallel"_s, request.parallel}, {u"host_limit_ms"_s, double(request.hostLimit.count())},
            {u"connect_limit_ms"_s, double(request.connectLimit.count())}, {u"directory"_s, request.directory}, {u"variables"_s, names},
            {u"sudo"_s, request.useSudo}, {u"input_bytes"_s, request.input ? double(request.input->size()) : 0}};
}

} // namespace

QString outcomeOf(const Execution &execution)
{
    if (!execution.isFinished())
        return u"running"_s;
    if (!execution.refusal().isEmpty())
        return u"denied"_s;
    return execution.counts().outcome();
}

KeptExecution keptOf(const Execution &execution)
{
    const Request &request = execution.request();
    const QString command = maskedCommand(request.command);
    return {execution.id(), request.organization, command, command != request.command, settingsOf(request), request.origin, outcomeOf(execution),
            execution.refusal(), execution.counts().toJson(), execution.size(), execution.startedAt(), execution.endedAt()};
}

QList<KeptHost> keptHosts(const Execution &execution)
{
    QList<KeptHost> hosts;
    for (int i = 0; i < execution.size(); ++i)
        hosts += keptHost(execution, i);
    return hosts;
}

} // namespace aiops::exec
