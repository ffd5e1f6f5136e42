#include "features/exec/execution.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <numeric>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostAlone = 8; ///< hosts; with more of them their connections share a few workers

bool isSecretName(const QString &name)
{
    static const QRegularExpression secret(u"pass|secret|token|key|credential"_s, QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

/// "ok", "failed 3", "timed_out": short, for the audit.
QString auditWord(const HostResult &host)
{
    return host.exit && *host.exit != 0 ? stateName(host.state) + u' ' + QString::number(*host.exit) : stateName(host.state);
}

} // namespace

int Counts::total() const
{
    return std::accumulate(of.begin(), of.end(), 0);
}

int Counts::ended() const
{
    int sum = 0;
    for (int i = 0; i < hostStates; ++i)
        sum += isEnd(HostState(i)) ? of[size_t(i)] : 0;
    return sum;
}

QJsonObject Counts::toJson() const
{
    QJsonObject json;
    for (int i = 0; i < hostStates; ++i) {
        if (isEnd(HostState(i)) || of[size_t(i)] > 0)
            json.insert(stateName(HostState(i)), of[size_t(i)]);
    }
    return json;
}

QString Counts::outcome() const
{
    const Counts &counts = *this;
    const int all = total();
    if (counts[HostState::Ok] == all)
        return u"done"_s;
    if (counts[HostState::Ok] > 0)
        return u"partial"_s;
    return counts[HostState::Stopped] + counts[HostState::NotRun] == all ? u"stopped"_s : u"failed"_s;
}

Execution::Execution(Parts parts, ExecutionId id, Request request)
    : m_id(id), m_request(std::make_shared<const Request>(std::move(request))),
      m_interaction(std::make_shared<BulkInteraction>(parts.interaction, m_request->targets.size() > 1)), m_clock(parts.clock)
{
    for (const Variable &variable : m_request->variables) {
        if (isSecretName(variable.name))
            m_masking.add(variable.value);
    }
    const auto budget = std::make_shared<FileBudget>();
    const ssh::Usage usage = m_request->targets.size() > kMostAlone ? ssh::Usage::Background : ssh::Usage::Interactive;
    for (int i = 0; i < m_request->targets.size(); ++i) {
        const QString file = u"%1/%2.log"_s.arg(parts.folder).arg(i);
        m_hosts.push_back(std::make_unique<HostRun>(HostRun::Parts{parts.pool, parts.gatekeeper, parts.credentials, m_interaction, budget, file, usage}, m_request,
                                                    m_request->targets.at(i), m_masking));
        HostRun *host = m_hosts.back().get();
        connect(host, &HostRun::changed, this, [this, i] { emit hostChanged(i); });
        connect(host, &HostRun::outputArrived, this, [this, i] { emit outputArrived(i); });
        connect(host, &HostRun::ended, this, [this, i] { hostEnded(i); });
    }
}

Execution::~Execution()
{
    for (const auto &host : m_hosts)
        host->disconnect(this);
}

void Execution::start(Permit permit)
{
    m_permit = std::move(permit);
    m_startedAt = m_clock.now();
    fill();
}

void Execution::fill()
{
    while (!m_isStopping && m_active < m_request->parallel && m_next < size()) {
        HostRun &host = *m_hosts[size_t(m_next++)];
        if (isEnd(host.result().state)) // stopped while it waited
            continue;
        ++m_active;
        host.start();
    }
}

void Execution::hostEnded(int position)
{
    if (m_hosts[size_t(position)]->wasStarted())
        --m_active;
    if (++m_ended == size())
        return conclude();
    // From the event loop: a row of hosts that fail at once must not pile up on the stack.
    if (!m_isStopping)
        QMetaObject::invokeMethod(this, &Execution::fill, Qt::QueuedConnection);
}

void Execution::stop()
{
    if (isFinished() || std::exchange(m_isStopping, true))
        return;
    m_interaction->stop();
    for (const auto &host : m_hosts)
        host->stop();
}

void Execution::stopHost(int position)
{
    if (position >= 0 && position < size() && !isFinished())
        m_hosts[size_t(position)]->stop();
}

void Execution::giveUp()
{
    stop();
    for (const auto &host : m_hosts)
        host->giveUp();
}

void Execution::refuse(const QList<int> &denied, const Error &why)
{
    m_startedAt = m_clock.now();
    m_refusal = why.text;
    m_isStopping = true;
    for (int i = 0; i < size(); ++i) {
        const bool isDenied = denied.isEmpty() || denied.contains(i);
        m_hosts[size_t(i)]->end(isDenied ? HostState::Denied : HostState::NotRun,
                                isDenied ? why.text : tr("Nothing was run, because it is refused on other hosts."), isDenied ? why.hint : QString());
    }
}

Counts Execution::counts() const
{
    Counts counts;
    for (const auto &host : m_hosts)
        ++counts.of[size_t(host->result().state)];
    return counts;
}

QString Execution::outputText(int position, ssh::Channel::Stream stream) const
{
    const HostRun &run = *m_hosts[size_t(position)];
    const Captured &captured = stream == ssh::Channel::Stream::Output ? run.result().out : run.result().err;
    const Masking masking = run.masking();
    if (!captured.isCut()) {
        const QByteArray whole = captured.head().toByteArray() + captured.tail().toByteArray();
        return masking.masked(visibleText(whole));
    }
    return masking.masked(visibleText(captured.head())) + leftOutNote(captured) + u'\n' + masking.masked(visibleText(captured.tail()));
}

QList<Piece> Execution::output(int position) const
{
    const HostResult &host = this->host(position);
    const Masking masking = m_hosts[size_t(position)]->masking();
    return transcript(linesOf(host.out, host.order.lines(false), masking), linesOf(host.err, host.order.lines(true), masking), host.order.runs());
}

void Execution::conclude()
{
    m_endedAt = m_clock.now();
    if (m_permit) {
        QJsonObject hosts;
        for (const auto &host : m_hosts)
            hosts.insert(host->result().target.name(), auditWord(host->result()));
        m_permit->note(u"hosts"_s, hosts);
        m_permit->note(u"counts"_s, counts().toJson());
        if (const QString outcome = counts().outcome(); outcome == "done"_L1)
            m_permit->succeeded();
        else if (outcome == "stopped"_L1)
            m_permit->failed({Errc::Cancelled, tr("It was stopped.")});
        else
            m_permit->failed({Errc::Partial, tr("It did not succeed everywhere.")});
        m_permit.reset();
    }
    emit finished();
}

} // namespace aiops::exec
