#include "features/exec/executionstore.h"

#include "core/text.h"
#include "storage/sqlerror.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

/// A null string would be NULL in the database.
QString filled(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QString textOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

Status statusOf(const Result<QSqlQuery> &query)
{
    return query ? Status() : Status(std::unexpected(query.error()));
}

KeptExecution readExecution(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {ExecutionId::parse(text(0)), OrganizationId::parse(text(1)), text(2), query.value(3).toBool(), objectOf(query.value(4)), text(5), text(6), text(7),
            objectOf(query.value(8)), query.value(9).toInt(), QDateTime::fromString(text(10), Qt::ISODateWithMs), QDateTime::fromString(text(11), Qt::ISODateWithMs)};
}

KeptHost readHost(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {InstanceId::parse(text(0)), text(1), text(2), parseState(text(3)).value_or(HostState::NotRun),
            query.value(4).isNull() ? std::nullopt : std::optional(query.value(4).toInt()), text(5), text(6), query.value(7).toLongLong(), text(8),
            query.value(9).toLongLong(), query.value(10).toLongLong(), text(11), text(12), text(13), text(14), text(15)};
}

Status insertHost(QSqlDatabase &db, ExecutionId id, int position, const KeptHost &host)
{
    return statusOf(run(db, u"INSERT INTO local_execution_host (execution, position, instance, name, environment, state, exit_code, exit_signal, error, took_ms, "
                            "digest, out_bytes, err_bytes, out_text, err_text, arrival, cut, file) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s,
                        {id.toString(), position, host.instance.isNull() ? u""_s : host.instance.toString(), filled(host.name), filled(host.environment),
                         stateName(host.state), host.exit ? QVariant(*host.exit) : QVariant(), filled(host.signal), filled(host.error), host.tookMs,
                         filled(host.digest), host.outBytes, host.errBytes, filled(host.out), filled(host.err), filled(host.order), filled(host.cut), filled(host.file)}));
}

} // namespace

Status ExecutionStore::begin(QSqlDatabase &db, const KeptExecution &one)
{
    return statusOf(run(db, u"INSERT INTO local_execution (id, organization, command, is_masked, settings, origin, outcome, reason, counts, targets, started_at, "
                            "ended_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"_s,
                        {one.id.toString(), one.organization.toString(), filled(one.command), one.isMasked, textOf(one.settings), filled(one.origin),
                         filled(one.outcome), filled(one.reason), textOf(one.counts), one.targets, toRfc3339(one.startedAt), filled(toRfc3339(one.endedAt))}));
}

Status ExecutionStore::end(QSqlDatabase &db, const KeptExecution &one, const QList<KeptHost> &hosts)
{
    Status done = statusOf(run(db, u"UPDATE local_execution SET outcome = ?, reason = ?, counts = ?, ended_at = ? WHERE id = ?"_s,
                               {filled(one.outcome), filled(one.reason), textOf(one.counts), filled(toRfc3339(one.endedAt)), one.id.toString()}));
    for (int i = 0; i < hosts.size() && done; ++i)
        done = insertHost(db, one.id, i, hosts.at(i));
    return done;
}

Result<QList<KeptExecution>> ExecutionStore::list(QSqlDatabase db, OrganizationId organization, int limit)
{
    auto query = run(db, u"SELECT id, organization, command, is_masked, settings, origin, outcome, reason, counts, targets, started_at, ended_at "
                         "FROM local_execution WHERE organization = ? ORDER BY started_at DESC, id DESC LIMIT ?"_s, {organization.toString(), limit});
    if (!query)
        return std::unexpected(query.error());
    QList<KeptExecution> all;
    while (query->next())
        all += readExecution(*query);
    return all;
}

Result<QList<KeptHost>> ExecutionStore::hosts(QSqlDatabase db, ExecutionId id, bool withOutput)
{
    const QString texts = withOutput ? u"out_text, err_text, arrival"_s : u"'', '', ''"_s;
    auto query = run(db, u"SELECT instance, name, environment, state, exit_code, exit_signal, error, took_ms, digest, out_bytes, err_bytes, %1, cut, file "
                         "FROM local_execution_host WHERE execution = ? ORDER BY position"_s.arg(texts), {id.toString()});
    if (!query)
        return std::unexpected(query.error());
    QList<KeptHost> all;
    while (query->next())
        all += readHost(*query);
    return all;
}

Result<QList<ExecutionId>> ExecutionStore::prune(QSqlDatabase &db, int keep)
{
    const QString old = u"SELECT id FROM local_execution ORDER BY started_at DESC, id DESC LIMIT -1 OFFSET ?"_s;
    auto query = run(db, old, {keep});
    if (!query)
        return std::unexpected(query.error());
    QList<ExecutionId> gone;
    while (query->next())
        gone += ExecutionId::parse(query->value(0).toString());
    for (const ExecutionId id : std::as_const(gone)) {
        if (auto done = run(db, u"DELETE FROM local_execution WHERE id = ?"_s, {id.toString()}); !done)
            return std::unexpected(done.error());
    }
    return gone;
}

} // namespace aiops::exec
