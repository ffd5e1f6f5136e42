#include "inventory/instancestore.h"

#include "inventory/groupstore.h"
#include "inventory/inheritance.h"
#include "inventory/instancevalues.h"
#include "inventory/markstore.h"
#include "inventory/rows.h"
#include "inventory/selecting.h"
#include "inventory/validation.h"

#include "core/sharedcopies.h"
#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelect = u"SELECT i.id, i.organization, i.name, i.address, i.port, i.user, i.environment, i.provider, i.region, "
                        "i.notes, i.created_at, i.archived_at, i.group_id, i.own_port, i.jump, i.proxy, i.proxy_credential, i.old_algorithms, (SELECT group_concat(t.element, char(10)) FROM row_instance_tag t "
                        "WHERE t.owner = i.id) FROM row_instance i "_s;

/// NULL in rows that were made before there were groups.
bool inheritsPort(const QVariant &own)
{
    return !own.isNull() && own.toInt() == 0;
}

/// With its own values only; inherit() adds what groups hand down.
Instance readOwn(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    Instance instance{.id = InstanceId::parse(text(0)), .organization = OrganizationId::parse(text(1)), .name = text(2),
                      .address = text(3), .provider = providerOf(text(7)), .region = text(8), .notes = text(9),
                      .tags = text(18).split(u'\n', Qt::SkipEmptyParts), .createdAt = timeOf(query.value(10)),
                      .archivedAt = timeOf(query.value(11)), .group = GroupId::parse(text(12)),
                      .own = {.user = text(5), .port = inheritsPort(query.value(13)) ? 0 : query.value(4).toInt(),
                              .environment = parseEnvironment(text(6)).value_or(Environment::None), .jump = parseJump(text(14)),
                              .proxy = text(15), .proxyCredential = CredentialId::parse(text(16))},
                      .oldAlgorithms = query.value(17).toInt() == 1};
    instance.tags.sort();
    return instance;
}

/// Reads a list in which equal users, regions and tags are one text.
class SharedReading final
{
public:
    Instance operator()(const QSqlQuery &query)
    {
        Instance instance = readOwn(query);
        m_texts.share(instance.region);
        m_texts.share(instance.own.user);
        m_texts.share(instance.own.proxy);
        for (QString &tag : instance.tags)
            m_texts.share(tag);
        m_lists.share(instance.tags);
        return instance;
    }

private:
    SharedCopies<QString> m_texts;
    SharedCopies<QStringList> m_lists;
};

Result<QList<Instance>> inherit(QSqlDatabase db, OrganizationId organization, Result<QList<Instance>> own)
{
    if (!own)
        return own;
    const bool grouped = std::ranges::any_of(*own, [](const Instance &instance) { return !instance.group.isNull(); });
    const auto groups = grouped ? GroupStore::list(db, organization) : Result<QList<Group>>();
    if (!groups)
        return std::unexpected(groups.error());
    const Inheritance inheritance(*groups);
    for (Instance &instance : *own)
        inheritance.apply(instance);
    return own;
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
    if (filter.environment) // what is empty may have it from a group: environmentCounts()
        condition.require(u"(i.environment = ? OR (i.environment = '' AND i.group_id IS NOT NULL))"_s,
                          {environmentName(*filter.environment)});
    if (!filter.anyOfGroups.isEmpty()) {
        QVariantList ids;
        for (const GroupId &group : filter.anyOfGroups)
            ids.append(group.toString());
        condition.require(u"i.group_id IN (?%1)"_s.arg(u", ?"_s.repeated(ids.size() - 1)), ids);
    }
    for (const QString &tag : filter.tags)
        condition.require(u"i.id IN (SELECT owner FROM row_instance_tag WHERE element = ?)"_s, {tag});
    if (!filter.text.isEmpty()) {
        const QString like = likePattern(filter.text);
        condition.require(u"(i.name LIKE ? ESCAPE '\\' OR i.address LIKE ? ESCAPE '\\' OR i.user LIKE ? ESCAPE '\\' OR EXISTS "
                          "(SELECT 1 FROM row_instance_tag t WHERE t.owner = i.id AND t.element LIKE ? ESCAPE '\\'))"_s, {like, like, like, like});
    }
    return condition;
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

} // namespace

Result<QList<Instance>> InstanceStore::list(QSqlDatabase db, const InstanceFilter &filter)
{
    const Condition condition = conditionOf(filter);
    auto found = inherit(db, filter.organization,
                         readAll(run(db, kSelect + condition.where() + u" ORDER BY i.name COLLATE NOCASE, i.id"_s, condition.values), SharedReading()));
    if (found && filter.environment)
        found->removeIf([&](const Instance &instance) { return instance.environment != *filter.environment; });
    return found;
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
    return inherit(db, organization, readAll(run(db, kSelect + condition.where() + u" ORDER BY i.name = ? DESC, i.id LIMIT ?"_s,
                                                 condition.values + QVariantList{selector, kMostCandidates}), readOwn));
}

Result<QHash<OrganizationId, int>> InstanceStore::countsByOrganization(QSqlDatabase db)
{
    return readCounts<OrganizationId>(
        run(db, u"SELECT organization, count(*) FROM row_instance WHERE archived_at IS NULL GROUP BY organization"_s));
}

Result<int> InstanceStore::count(QSqlDatabase db, const InstanceFilter &filter)
{
    if (filter.environment) // only the whole rows tell
        return list(db, filter).transform([](const QList<Instance> &found) { return int(found.size()); });
    const Condition condition = conditionOf(filter);
    auto query = run(db, u"SELECT count(*) FROM row_instance i "_s + condition.where(), condition.values);
    if (!query)
        return std::unexpected(query.error());
    query->next();
    return query->value(0).toInt();
}

Result<Instance> InstanceStore::find(QSqlDatabase db, InstanceId id)
{
    auto found = inherit(db, {}, readAll(run(db, kSelect + u"WHERE i.id = ?"_s, {id.toString()}), readOwn));
    if (!found)
        return std::unexpected(found.error());
    return found->isEmpty() ? Result<Instance>(std::unexpected(missing())) : Result<Instance>(found->constFirst());
}

QString InstanceStore::New::name() const
{
    return fields.value(u"name"_s).toString();
}

Result<InstanceStore::New> InstanceStore::checkNew(OrganizationId organization, const InstanceEdit &values, const QString &createdAt, InstanceId id)
{
    Result<QVariantMap> fields = columnsOf(complete(values));
    if (!fields)
        return std::unexpected(fields.error());
    fields->insert(u"organization"_s, organization.toString());
    fields->insert(u"created_at"_s, createdAt);
    New made{id.isNull() ? InstanceId::create() : id, *std::move(fields)};
    for (const QString &text : values.tags.value_or(QStringList())) {
        const Result<QString> tag = validTag(text);
        if (!tag)
            return std::unexpected(tag.error());
        if (!made.tags.contains(*tag))
            made.tags.append(*tag);
    }
    return made;
}

Status InstanceStore::insertAll(storage::Command &command, const QList<New> &all, qsizetype &failed)
{
    for (qsizetype first = 0, end = 0; first < all.size(); first = end) { // most have the same columns
        const QStringList columns = all[first].fields.keys();
        QList<storage::Command::NewRow> rows;
        for (; end < all.size() && std::ranges::equal(columns, std::ranges::subrange(all[end].fields.keyBegin(), all[end].fields.keyEnd())); ++end)
            rows.append({all[end].id.uuid(), all[end].fields.values()});
        if (const Status done = command.insertAll(u"instance"_s, columns, rows, failed); !done) {
            failed += first;
            return done;
        }
    }
    QList<storage::Command::NewElement> tags;
    QList<qsizetype> places;
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (const QString &tag : all[i].tags)
            tags.append({all[i].id.uuid(), tag});
        places.resize(tags.size(), i);
    }
    if (const Status done = command.addAll(u"instance_tag"_s, tags, failed); !done) {
        failed = places[failed];
        return done;
    }
    for (failed = 0; failed < all.size(); ++failed) {
        if (const Status noted = MarkStore::noteCommand(command.database(), all[failed].fields.value(u"proxy"_s).toString()); !noted)
            return noted;
    }
    return {};
}

Result<InstanceId> InstanceStore::insert(storage::Command &command, OrganizationId organization, const InstanceEdit &values, InstanceId id)
{
    const Result<New> made = checkNew(organization, values, toRfc3339(command.now()), id);
    qsizetype failed = 0;
    if (auto done = made ? insertAll(command, {*made}, failed) : std::unexpected(made.error()); !done)
        return std::unexpected(done.error());
    command.describe(made->id.toString(), made->name());
    return made->id;
}

Status InstanceStore::change(storage::Command &command, const Instance &before, const InstanceEdit &values)
{
    const Result<QVariantMap> fields = columnsOf(values);
    if (!fields)
        return std::unexpected(fields.error());
    command.describe(before.id.toString(), fields->value(u"name"_s, before.name).toString());
    return command.set(u"instance"_s, before.id.uuid(), *fields).and_then([&] {
        return values.tags ? setTags(command, before.id, before.tags, *values.tags) : Status();
    }).and_then([&] { return MarkStore::noteCommand(command.database(), fields->value(u"proxy"_s).toString()); });
}

Result<Instance> InstanceStore::add(storage::Command &command, OrganizationId organization, const InstanceEdit &values)
{
    return insert(command, organization, values).and_then([&](InstanceId id) { return find(command.database(), id); });
}

Result<Instance> InstanceStore::edit(storage::Command &command, InstanceId id, const InstanceEdit &values)
{
    return find(command.database(), id)
        .and_then([&](const Instance &before) { return change(command, before, values); })
        .and_then([&] { return find(command.database(), id); });
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
