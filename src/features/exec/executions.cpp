#include "features/exec/executions.h"

#include "features/exec/keeping.h"
#include "storage/database.h"

#include <QDir>

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKept = 200;
constexpr qsizetype kMostLive = 5;
constexpr qint64 kMostFiles = qint64(1) << 30;

QList<team::CommandPlace> placesOf(const Request &request)
{
    QList<team::CommandPlace> places;
    for (const Target &target : request.targets)
        places += team::CommandPlace{target.environment, target.projects};
    return places;
}

Future<void> all(QList<Future<void>> futures)
{
    for (const Future<void> &each : futures)
        (void)co_await each;
    co_return Status();
}

} // namespace

Executions::Executions(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts)) {}

Executions::~Executions()
{
    for (const std::shared_ptr<Execution> &one : std::as_const(m_live))
        one->disconnect(this);
}

Result<team::Ruling> Executions::check(const Request &request) const
{
    if (const Status good = checkRequest(request); !good)
        return std::unexpected(good.error());
    return m_parts.policy.check(request.organization, request.command, placesOf(request));
}

QString Executions::folderOf(ExecutionId id) const
{
    return m_parts.folder + u'/' + id.toString();
}

std::shared_ptr<Execution> Executions::make(Request request, std::shared_ptr<ssh::Interaction> interaction)
{
    const ExecutionId id = ExecutionId::create();
    return std::make_shared<Execution>(
        Execution::Parts{m_parts.pool, m_parts.gatekeeper, m_parts.credentials, m_parts.clock, std::move(interaction), folderOf(id)}, id, std::move(request));
}

Result<std::shared_ptr<Execution>> Executions::start(Request request, std::shared_ptr<ssh::Interaction> interaction)
{
    const auto ruling = check(request);
    if (!ruling)
        return std::unexpected(ruling.error());
    const bool needsYes = ruling->worst.effect == team::Effect::Confirm || ruling->production > 0;
    const auto execution = make(std::move(request), std::move(interaction));
    const Request &wanted = execution->request();
    const QString name = wanted.targets.size() == 1 ? wanted.targets.first().name() : tr("%1 hosts").arg(wanted.targets.size());
    auto permit = m_parts.policy.request(team::Action::ExecRun, {u"execution"_s, execution->id().toString(), name}, *ruling, wanted.isConfirmed);
    if (!permit && ruling->worst.effect == team::Effect::Confirm)
        return std::unexpected(permit.error());
    if (permit && needsYes && !wanted.isConfirmed) {
        const Error error{Errc::Denied, tr("This would run on production, and nobody said yes to it."), {}, tr("Say yes to it: with --yes, or at the question.")};
        permit->failed(error);
        return std::unexpected(error);
    }
    adopt(execution);
    if (!permit) {
        QList<int> denied;
        for (int i = 0; i < ruling->each.size(); ++i) {
            if (ruling->each.at(i).effect == team::Effect::Deny)
                denied += i;
        }
        execution->refuse(denied, permit.error());
        return execution;
    }
    // The words of the command stay out of the audit chain: people do put passwords there.
    permit->note(u"bytes"_s, double(wanted.command.size()));
    permit->note(u"targets"_s, wanted.targets.size());
    permit->note(u"sudo"_s, wanted.useSudo);
    execution->start(*std::move(permit));
    return execution;
}

void Executions::adopt(const std::shared_ptr<Execution> &execution)
{
    m_live.prepend(execution);
    for (qsizetype i = m_live.size() - 1; i >= 0 && m_live.size() > kMostLive; --i) {
        if (m_live.at(i)->isFinished())
            m_live.removeAt(i);
    }
    connect(execution.get(), &Execution::finished, this, [this, weak = std::weak_ptr(execution)] {
        if (const auto one = weak.lock())
            ended(one);
    });
    KeptExecution kept = keptOf(*execution);
    kept.startedAt = m_parts.clock.now();
    m_parts.database.local<void>([kept](QSqlDatabase &db) { return ExecutionStore::begin(db, kept); });
    emit started(execution);
    emit changed();
}

int Executions::running() const
{
    return int(std::ranges::count_if(m_live, [](const std::shared_ptr<Execution> &one) { return !one->isFinished(); }));
}

Future<void> Executions::stopAll(std::chrono::milliseconds patience)
{
    QList<Future<void>> ends;
    for (const std::shared_ptr<Execution> &one : QList(m_live)) {
        ends += settled(one);
        if (one->isFinished())
            continue;
        QTimer::singleShot(patience, one.get(), [execution = one.get()] { execution->giveUp(); });
        one->stop();
    }
    return all(std::move(ends));
}

void Executions::ended(const std::shared_ptr<Execution> &execution)
{
    const ExecutionId id = execution->id();
    m_keeping.insert(id, keepEnd(*execution));
    deliver(m_keeping.value(id), this, [this, id](const Result<void> &kept) {
        for (const auto &promise : m_waiting.take(id)) {
            promise->addResult(kept);
            promise->finish();
        }
        m_keeping.insert(id, ready<void>(kept));
        emit changed();
        if (!kept)
            emit notKept(kept.error());
    });
}

Future<void> Executions::keepEnd(const Execution &execution)
{
    const QList<KeptHost> hosts = keptHosts(execution);
    const auto gone = std::make_shared<QList<ExecutionId>>();
    const Future<void> keeping = m_parts.database.local<void>([kept = keptOf(execution), hosts, gone](QSqlDatabase &db) -> Status {
        if (const Status done = ExecutionStore::end(db, kept, hosts); !done)
            return done;
        const auto pruned = ExecutionStore::prune(db, kKept);
        if (!pruned)
            return std::unexpected(pruned.error());
        *gone = *pruned;
        return {};
    });
    deliver(keeping, this, [this, gone](const Result<void> &) { removeFiles(*gone); });
    return keeping;
}

/// Those of executions that are not kept any more, and the oldest when all of them together are too big.
void Executions::removeFiles(const QList<ExecutionId> &ids) const
{
    for (const ExecutionId id : ids)
        QDir(folderOf(id)).removeRecursively();
    QDir folder(m_parts.folder);
    qint64 sum = 0;
    for (const QFileInfo &one : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) { // ids sort by time
        for (const QFileInfo &file : QDir(one.filePath()).entryInfoList(QDir::Files))
            sum += file.size();
        if (sum > kMostFiles)
            QDir(one.filePath()).removeRecursively();
    }
}

Future<void> Executions::settled(std::shared_ptr<Execution> execution)
{
    const ExecutionId id = execution->id();
    if (const auto keeping = m_keeping.constFind(id); keeping != m_keeping.cend())
        return *keeping;
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    m_waiting[id] += promise;
    return promise->future();
}

Result<QList<KeptExecution>> Executions::history(OrganizationId organization, int limit) const
{
    auto all = ExecutionStore::list(m_parts.database.reader(), organization, limit);
    if (!all)
        return all;
    for (KeptExecution &one : *all) {
        const bool isLive = std::ranges::contains(m_live, one.id, [](const std::shared_ptr<Execution> &live) { return live->id(); });
        if (one.outcome == "running"_L1 && !isLive)
            one.outcome = u"interrupted"_s; // the program ended before it did
    }
    return all;
}

Result<KeptExecution> Executions::find(OrganizationId organization, const QString &selector) const
{
    const auto all = history(organization, kKept);
    if (!all)
        return std::unexpected(all.error());
    QList<KeptExecution> fits;
    for (const KeptExecution &one : *all) {
        if (selector == "last"_L1 || one.id.toString() == selector)
            return one;
        if (selector.size() >= 4 && one.id.toString().startsWith(selector))
            fits += one;
    }
    if (fits.size() == 1)
        return fits.first();
    if (fits.size() > 1)
        return std::unexpected(Error{Errc::Ambiguous, tr("“%1” fits several executions.").arg(selector)});
    return std::unexpected(Error{Errc::NotFound, tr("There is no such execution."), {}, tr("aiops run list shows them.")});
}

Result<QList<KeptHost>> Executions::hosts(ExecutionId id, bool withOutput) const
{
    return ExecutionStore::hosts(m_parts.database.reader(), id, withOutput);
}

Result<QString> Executions::longOutput(const KeptHost &host) const
{
    QFile file(m_parts.folder + u'/' + host.file);
    if (host.file.isEmpty() || host.file.contains(".."_L1) || !file.open(QFile::ReadOnly))
        return std::unexpected(Error{Errc::NotFound, tr("The whole output is not kept any more.")});
    if (file.size() > HostFile::mostBytes + mostKeptText)
        file.seek(file.size() - HostFile::mostBytes);
    return QString::fromUtf8(file.readAll());
}

} // namespace aiops::exec
