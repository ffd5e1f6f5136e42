#include "inventory/markstore.h"

#include "inventory/rows.h"
#include "inventory/validation.h"

#include "core/sharedcopies.h"
#include "core/text.h"
#include "storage/sqlerror.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

LastSeen readSeen(const QSqlQuery &query)
{
    return {InstanceId::parse(query.value(0).toString()), timeOf(query.value(1)),
            query.value(2).isNull() ? -1 : query.value(2).toInt(), query.value(3).toString()};
}

constexpr std::array kAgentWords{""_L1, "never"_L1, "always"_L1};

Marks readMarks(const QSqlQuery &query, int from)
{
    const auto agent = std::ranges::find(kAgentWords, query.value(from + 3).toString());
    return {query.value(from).toBool(), timeOf(query.value(from + 1)), query.value(from + 2).toString(),
            agent == kAgentWords.end() ? Marks::AsSet : Marks::Agent(agent - kAgentWords.begin()), query.value(from + 4).toBool()};
}

Status setColumn(QSqlDatabase &db, InstanceId id, const QString &column, const QVariant &value)
{
    auto done = run(db, u"INSERT INTO local_instance (instance_id, state, %1) VALUES (?, 'unknown', ?) "
                        "ON CONFLICT (instance_id) DO UPDATE SET %1 = excluded.%1"_s.arg(column), {id.toString(), value});
    return done ? Status() : Status(std::unexpected(done.error()));
}

} // namespace

Result<QHash<InstanceId, LastSeen>> MarkStore::lastSeen(QSqlDatabase db)
{
    auto query = run(db, u"SELECT instance_id, last_seen_at, latency_ms, state FROM local_instance"_s);
    if (!query)
        return std::unexpected(query.error());
    QHash<InstanceId, LastSeen> seen;
    SharedCopies<QString> states;
    while (query->next()) {
        LastSeen one = readSeen(*query);
        states.share(one.state);
        seen.insert(one.instance, one);
    }
    return seen;
}

Result<QHash<InstanceId, Marks>> MarkStore::marks(QSqlDatabase db)
{
    auto query = run(db, u"SELECT instance_id, favorite, opened_at, key_file, agent, debug_log FROM local_instance "
                         "WHERE favorite OR opened_at IS NOT NULL OR key_file <> '' OR agent <> '' OR debug_log"_s);
    if (!query)
        return std::unexpected(query.error());
    QHash<InstanceId, Marks> marks;
    while (query->next())
        marks.insert(InstanceId::parse(query->value(0).toString()), readMarks(*query, 1));
    return marks;
}

Result<Marks> MarkStore::marksOf(QSqlDatabase db, InstanceId id)
{
    auto query = run(db, u"SELECT favorite, opened_at, key_file, agent, debug_log FROM local_instance WHERE instance_id = ?"_s, {id.toString()});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? readMarks(*query, 0) : Marks();
}

bool MarkStore::isCommandKnown(QSqlDatabase db, const QString &proxy)
{
    auto query = run(db, u"SELECT 1 FROM local_proxy_command WHERE command = ?"_s, {proxy});
    return query && query->next();
}

Status MarkStore::noteCommand(QSqlDatabase &db, const QString &proxy)
{
    if (!proxy.startsWith("command:"_L1, Qt::CaseInsensitive))
        return {};
    auto done = run(db, u"INSERT OR IGNORE INTO local_proxy_command (command) VALUES (?)"_s, {proxy});
    return done ? Status() : Status(std::unexpected(done.error()));
}

Status MarkStore::setLocal(QSqlDatabase &db, InstanceId id, const LocalEdit &values)
{
    Status done;
    if (values.keyFile)
        done = setKeyFile(db, id, *values.keyFile);
    if (done && values.agent)
        done = setColumn(db, id, u"agent"_s, QString(kAgentWords[size_t(*values.agent)]));
    if (done && values.debugLog)
        done = setColumn(db, id, u"debug_log"_s, *values.debugLog ? 1 : 0);
    return done;
}

Status MarkStore::noteSeen(QSqlDatabase &db, const LastSeen &seen)
{
    auto done = run(db, u"INSERT INTO local_instance (instance_id, last_seen_at, latency_ms, state) VALUES (?, ?, ?, ?) "
                        "ON CONFLICT (instance_id) DO UPDATE SET "
                        "last_seen_at = coalesce(excluded.last_seen_at, last_seen_at), latency_ms = excluded.latency_ms, "
                        "state = excluded.state"_s,
                    {seen.instance.toString(), seen.at.isValid() ? QVariant(toRfc3339(seen.at)) : QVariant(),
                     seen.latencyMs < 0 ? QVariant() : QVariant(seen.latencyMs), notNull(seen.state)});
    return done ? Status() : Status(std::unexpected(done.error()));
}

Status MarkStore::setFavorite(QSqlDatabase &db, InstanceId id, bool favorite)
{
    return setColumn(db, id, u"favorite"_s, favorite ? 1 : 0);
}

Status MarkStore::noteOpened(QSqlDatabase &db, InstanceId id, const QDateTime &at)
{
    return setColumn(db, id, u"opened_at"_s, toRfc3339(at));
}

Status MarkStore::setKeyFile(QSqlDatabase &db, InstanceId id, const QString &path)
{
    const Result<QString> good = validText(path, 4096, false);
    return good ? setColumn(db, id, u"key_file"_s, *good) : Status(std::unexpected(good.error()));
}

} // namespace aiops::inventory
