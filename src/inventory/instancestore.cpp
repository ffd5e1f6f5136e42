#include "inventory/instancestore.h"

#include "inventory/rows.h"
#include "inventory/selecting.h"
#include "inventory/validation.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelect = u"SELECT i.id, i.organization, i.name, i.address, i.port, i.user, i.environment, i.provider, i.region, "
                        "i.notes, i.created_at, i.archived_at, (SELECT group_concat(t.element, char(10)) FROM row_instance_tag t "
                        "WHERE t.owner = i.id) FROM row_instance i "_s;

Instance read(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    Instance instance{InstanceId::parse(text(0)), OrganizationId::parse(text(1)), text(2), text(3), query.value(4).toInt(),
                      text(5), parseEnvironment(text(6)).value_or(Environment::None), providerOf(text(7)), text(8), text(9),
                      text(12).split(u'\n', Qt::SkipEmptyParts), timeOf(query.value(10)), timeOf(query.value(11))};
    instance.tags.sort();
    return instance;
}

LastSeen readSeen(const QSqlQuery &query)
{
    return {InstanceId::parse(query.value(0).toString()), timeOf(query.value(1)),
            query.value(2).isNull() ? -1 : query.value(2).toInt(), query.value(3).toString()};
}

struct Condition
{
    QStringList terms;
    QVariantList values;
    void require(const QString &term, const QVariantList &bound = {})
    {
        terms.append(term);
        values.append(bound);
    }
    QString where() const { return u"WHERE "_s + terms.join(u" AND "_s); }
};

Condition conditionOf(const InstanceFilter &filter)
{
    Condition condition;
    condition.require(filter.archived ? u"i.archived_at IS NOT NULL"_s : u"i.archived_at IS NULL"_s);
    if (!filter.organization.isNull())
        condition.require(u"i.organization = ?"_s, {filter.organization.toString()});
    if (!filter.project.isNull())
        condition.require(u"i.id IN (SELECT instance FROM row_project_link WHERE project = ?)"_s, {filter.project.toString()});
    if (!filter.anyOfProjects.isEmpty()) {
        QVariantList ids;
        for (const ProjectId &project : filter.anyOfProjects)
            ids.append(project.toString());
        const QString marks = u"?"_s + u", ?"_s.repeated(ids.size() - 1);
        condition.require(u"i.id IN (SELECT instance FROM row_project_link WHERE project IN (%1))"_s.arg(marks), ids);
    }
    if (filter.withoutProject)
        condition.require(u"NOT EXISTS (SELECT 1 FROM row_project_link l WHERE l.instance = i.id)"_s);
    if (filter.environment)
        condition.require(u"i.environment = ?"_s, {environmentName(*filter.environment)});
    for (const QString &tag : filter.tags)
        condition.require(u"i.id IN (SELECT owner FROM row_instance_tag WHERE element = ?)"_s, {tag});
    if (!filter.text.isEmpty()) {
        QString like = filter.text;
        like.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
        like = u'%' + like + u'%';
        condition.require(u"(i.name LIKE ? ESCAPE '\\' OR i.address LIKE ? ESCAPE '\\' OR i.user LIKE ? ESCAPE '\\' OR EXISTS "
                          "(SELECT 1 FROM row_instance_tag t WHERE t.owner = i.id AND t.element LIKE ? ESCAPE '\\'))"_s, {like, like, like, like});
    }
    return condition;
}

/// The given values, checked, by column; tags are another table.
Result<QVariantMap> checked(const InstanceEdit &values)
{
    QVariantMap fields;
    Status status;
    const auto take = [&](const QString &column, const auto &value, auto check) {
        if (!value || !status)
            return;
        if (const auto good = check(*value))
            fields.insert(column, *good);
        else
            status = std::unexpected(good.error());
    };
    take(u"name"_s, values.name, validName);
    take(u"address"_s, values.address, validAddress);
    take(u"port"_s, values.port, validPort);
    take(u"user"_s, values.user, validUser);
    take(u"region"_s, values.region, [](const QString &text) { return validText(text.trimmed(), 100, false); });
    take(u"notes"_s, values.notes, [](const QString &text) { return validText(text, 100'000, true); });
    if (!status)
        return std::unexpected(status.error());
    if (values.environment)
        fields.insert(u"environment"_s, environmentName(*values.environment));
    if (values.provider)
        fields.insert(u"provider"_s, providerName(*values.provider));
    return fields;
}

Status setTags(storage::Command &command, InstanceId id, const QStringList &before, const QStringList &wanted)
{
    QStringList tags;
    for (const QString &text : wanted) {
        const Result<QString> tag = validTag(text);
        if (!tag)
            return std::unexpected(tag.error());
        tags.append(*tag);
        if (auto done = command.add(u"instance_tag"_s, id.uuid(), *tag); !done)
            return done;
    }
    for (const QString &tag : before) {
        if (tags.contains(tag))
            continue;
        if (auto done = command.rem(u"instance_tag"_s, id.uuid(), tag); !done)
            return done;
    }
    return {};
}

InstanceEdit complete(InstanceEdit values)
{
    values.address = values.address.value_or(QString());
    values.name = values.name.value_or(QString()).trimmed().isEmpty() ? *values.address : *values.name;
    values.port = values.port.value_or(22);
    values.user = values.user.value_or(QString());
    values.environment = values.environment.value_or(Environment::None);
    values.provider = values.provider.value_or(Provider::Ssh);
    values.region = values.region.value_or(QString());
    values.notes = values.notes.value_or(QString());
    return values;
}

} // namespace

Result<QList<Instance>> InstanceStore::list(QSqlDatabase db, const InstanceFilter &filter)
{
    const Condition condition = conditionOf(filter);
    return readAll(run(db, kSelect + condition.where() + u" ORDER BY i.name COLLATE NOCASE, i.id"_s, condition.values), read);
}

Result<QList<Instance>> InstanceStore::candidates(QSqlDatabase db, OrganizationId organization, const QString &selector,
                                                  bool archived)
{
    const auto [first, last] = idRange(selector);
    Condition condition;
    condition.require(archived ? u"i.archived_at IS NOT NULL"_s : u"i.archived_at IS NULL"_s);
    const QString inside = organization.isNull() ? u"1"_s : u"i.organization = ?"_s;
    const QVariantList where = organization.isNull() ? QVariantList() : QVariantList{organization.toString()};
    // Each half has its own index; a name is compared exactly after the index found it without regard to case.
    condition.require(u"i.id IN (SELECT id FROM row_instance WHERE id >= ? AND id < ? UNION ALL "
                      "SELECT i.id FROM row_instance i WHERE %1 AND i.name = ? COLLATE NOCASE AND i.name = ?)"_s.arg(inside),
                      QVariantList{first, last} + where + QVariantList{selector, selector});
    condition.require(u"+"_s + inside, where); // the plus keeps it from walking the whole organization
    // Names first, so that many ids with this start do not hide them.
    return readAll(run(db, kSelect + condition.where() + u" ORDER BY i.name = ? DESC, i.id LIMIT ?"_s,
                       condition.values + QVariantList{selector, kMostCandidates}), read);
}

Result<QHash<OrganizationId, int>> InstanceStore::countsByOrganization(QSqlDatabase db)
{
    return readCounts<OrganizationId>(
        run(db, u"SELECT organization, count(*) FROM row_instance WHERE archived_at IS NULL GROUP BY organization"_s));
}

Result<int> InstanceStore::count(QSqlDatabase db, const InstanceFilter &filter)
{
    const Condition condition = conditionOf(filter);
    auto query = run(db, u"SELECT count(*) FROM row_instance i "_s + condition.where(), condition.values);
    if (!query)
        return std::unexpected(query.error());
    query->next();
    return query->value(0).toInt();
}

Result<Instance> InstanceStore::find(QSqlDatabase db, InstanceId id)
{
    return readOne(run(db, kSelect + u"WHERE i.id = ?"_s, {id.toString()}), read);
}

Result<QHash<InstanceId, LastSeen>> InstanceStore::lastSeen(QSqlDatabase db)
{
    const auto list = readAll(run(db, u"SELECT instance_id, last_seen_at, latency_ms, state FROM local_instance"_s), readSeen);
    if (!list)
        return std::unexpected(list.error());
    QHash<InstanceId, LastSeen> seen;
    for (const LastSeen &one : *list)
        seen.insert(one.instance, one);
    return seen;
}

Status InstanceStore::noteSeen(QSqlDatabase &db, const QList<LastSeen> &seen)
{
    for (const LastSeen &one : seen) {
        auto done = run(db, u"INSERT INTO local_instance VALUES (?, ?, ?, ?) ON CONFLICT (instance_id) DO UPDATE SET "
                            "last_seen_at = coalesce(excluded.last_seen_at, last_seen_at), latency_ms = excluded.latency_ms, "
                            "state = excluded.state"_s,
                        {one.instance.toString(), one.at.isValid() ? QVariant(toRfc3339(one.at)) : QVariant(),
                         one.latencyMs < 0 ? QVariant() : QVariant(one.latencyMs), notNull(one.state)});
        if (!done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<Instance> InstanceStore::add(storage::Command &command, OrganizationId organization, const InstanceEdit &values)
{
    const auto id = InstanceId::create();
    Result<QVariantMap> fields = checked(complete(values));
    if (!fields)
        return std::unexpected(fields.error());
    fields->insert(u"organization"_s, organization.toString());
    fields->insert(u"created_at"_s, toRfc3339(command.now()));
    auto done = command.insert(u"instance"_s, id.uuid(), *fields).and_then([&] {
        return setTags(command, id, {}, values.tags.value_or(QStringList()));
    });
    if (!done)
        return std::unexpected(done.error());
    command.describe(id.toString(), fields->value(u"name"_s).toString());
    return find(command.database(), id);
}

Result<Instance> InstanceStore::edit(storage::Command &command, InstanceId id, const InstanceEdit &values)
{
    const Result<QVariantMap> fields = checked(values);
    const Result<Instance> before = find(command.database(), id);
    if (!fields || !before)
        return std::unexpected(fields ? before.error() : fields.error());
    auto done = command.set(u"instance"_s, id.uuid(), *fields).and_then([&] {
        return values.tags ? setTags(command, id, before->tags, *values.tags) : Status();
    });
    if (!done)
        return std::unexpected(done.error());
    command.describe(id.toString(), fields->value(u"name"_s, before->name).toString());
    return find(command.database(), id);
}

Status InstanceStore::setArchived(storage::Command &command, InstanceId id, bool archived)
{
    const QVariant at = archived ? QVariant(toRfc3339(command.now())) : QVariant();
    return command.set(u"instance"_s, id.uuid(), {{u"archived_at"_s, at}});
}

Status InstanceStore::remove(storage::Command &command, InstanceId id)
{
    return command.remove(u"instance"_s, id.uuid()).and_then([&]() -> Status {
        auto done = run(command.database(), u"DELETE FROM local_instance WHERE instance_id = ?"_s, {id.toString()});
        return done ? Status() : Status(std::unexpected(done.error()));
    });
}

} // namespace aiops::inventory
