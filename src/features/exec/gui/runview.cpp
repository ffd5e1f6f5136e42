#include "features/exec/gui/runview.h"

#include "features/exec/grouping.h"
#include "features/exec/keeping.h"
#include "features/exec/targets.h"

#include <QJsonArray>

namespace aiops::exec {

using namespace Qt::StringLiterals;

LiveRun::LiveRun(std::shared_ptr<Execution> execution) : m_execution(std::move(execution))
{
    connect(m_execution.get(), &Execution::hostChanged, this, &RunView::rowChanged);
    connect(m_execution.get(), &Execution::outputArrived, this, &RunView::outputArrived);
    connect(m_execution.get(), &Execution::finished, this, &RunView::finished);
}

HostRow LiveRun::row(int position) const
{
    const HostResult &host = m_execution->host(position);
    const bool ended = isEnd(host.state);
    return {host.target.endpoint.instance, host.target.name(), host.target.environment, host.state, host.exit, host.error, host.hint, host.cut,
            ended ? host.tookMs : m_execution->elapsedMs(position), ended ? QString::fromLatin1(digestOf(host)) : QString()};
}

QString LiveRun::outcome() const
{
    return outcomeOf(*m_execution);
}

QList<Piece> LiveRun::output(int position) const
{
    return m_execution->output(position);
}

Result<Request> LiveRun::again(const QList<InstanceId> &hosts) const
{
    Request request = m_execution->request();
    request.isConfirmed = false;
    request.origin = u"window"_s;
    request.targets.removeIf([&hosts](const Target &target) { return !hosts.contains(target.endpoint.instance); });
    return request;
}

KeptRun::KeptRun(KeptExecution execution, QList<KeptHost> hosts, const inventory::Inventory &inventory)
    : m_execution(std::move(execution)), m_hosts(std::move(hosts)), m_inventory(inventory)
{
}

HostRow KeptRun::row(int position) const
{
    const KeptHost &host = m_hosts.at(position);
    return {host.instance, host.name, host.environment, host.state, host.exit, host.error, {}, host.cut, host.tookMs, host.digest};
}

QList<Piece> KeptRun::output(int position) const
{
    const KeptHost &host = m_hosts.at(position);
    return transcript(linesOf(host.out), linesOf(host.err), parseOrder(host.order));
}

Counts KeptRun::counts() const
{
    Counts counts;
    for (const KeptHost &host : m_hosts)
        ++counts.of[size_t(host.state)];
    return counts;
}

Result<Request> KeptRun::again(const QList<InstanceId> &hosts) const
{
    const QJsonObject &settings = m_execution.settings;
    if (m_execution.isMasked || settings[u"input_bytes"_s].toDouble() > 0 || !settings[u"variables"_s].toArray().isEmpty())
        return std::unexpected(Error{Errc::Conflict, tr("That command held a secret, variables or something for its stdin, which are not kept."), {}, tr("Type it again as a new command.")});
    QList<inventory::Instance> instances;
    for (const InstanceId id : hosts) {
        if (const auto instance = m_inventory.instance(id))
            instances += *instance;
    }
    const auto targets = targetsOf(m_inventory, m_execution.organization, instances);
    if (!targets)
        return std::unexpected(targets.error());
    Request request{.organization = m_execution.organization, .command = m_execution.command, .targets = *targets};
    request.parallel = settings[u"parallel"_s].toInt(request.parallel);
    request.hostLimit = std::chrono::milliseconds(qint64(settings[u"host_limit_ms"_s].toDouble()));
    request.directory = settings[u"directory"_s].toString();
    request.useSudo = settings[u"sudo"_s].toBool();
    request.origin = u"window"_s;
    return request;
}

} // namespace aiops::exec
