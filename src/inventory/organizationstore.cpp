#include "inventory/organizationstore.h"

#include "inventory/rows.h"
#include "inventory/validation.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelect = u"SELECT id, name, slug, created_at, archived_at FROM row_organization "_s;

Organization read(const QSqlQuery &query)
{
    return {OrganizationId::parse(query.value(0).toString()), query.value(1).toString(), query.value(2).toString(),
            timeOf(query.value(3)), timeOf(query.value(4))};
}

} // namespace

Result<QList<Organization>> OrganizationStore::list(QSqlDatabase db, bool archived)
{
    const QString condition = archived ? u"IS NOT NULL"_s : u"IS NULL"_s;
    return readAll(run(db, kSelect + u"WHERE archived_at %1 ORDER BY name COLLATE NOCASE, id"_s.arg(condition)), read);
}

Result<Organization> OrganizationStore::find(QSqlDatabase db, OrganizationId id)
{
    return readOne(run(db, kSelect + u"WHERE id = ?"_s, {id.toString()}), read);
}

Result<OrganizationId> OrganizationStore::current(QSqlDatabase db)
{
    auto query = run(db, u"SELECT value FROM local_value WHERE key = 'organization'"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? OrganizationId::parse(query->value(0).toString()) : OrganizationId();
}

Status OrganizationStore::setCurrent(QSqlDatabase &db, OrganizationId id)
{
    if (auto known = find(db, id); !known)
        return std::unexpected(known.error());
    auto done = run(db, u"INSERT INTO local_value VALUES ('organization', ?) ON CONFLICT (key) DO UPDATE SET "
                        "value = excluded.value"_s, {id.toString()});
    return done ? Status() : Status(std::unexpected(done.error()));
}

Result<Organization> OrganizationStore::add(storage::Command &command, const QString &name, const QString &slug)
{
    const auto id = OrganizationId::create();
    const Result<QString> goodName = validName(name);
    if (!goodName)
        return std::unexpected(goodName.error());
    QString wanted = slug.isEmpty() ? slugOf(*goodName).left(100) : slug;
    if (slug.isEmpty() && !validSlug(wanted))
        wanted = u"org-"_s + id.toString().right(8);
    const Result<QString> goodSlug = validSlug(wanted);
    if (!goodSlug)
        return std::unexpected(goodSlug.error());
    auto done = command.insert(u"organization"_s, id.uuid(), {{u"name"_s, *goodName}, {u"slug"_s, *goodSlug},
                                                             {u"created_at"_s, toRfc3339(command.now())}});
    if (!done)
        return std::unexpected(done.error());
    command.describe(id.toString(), *goodName);
    return find(command.database(), id);
}

Result<Organization> OrganizationStore::edit(storage::Command &command, OrganizationId id, const QString &name)
{
    const Result<QString> goodName = validName(name);
    if (!goodName)
        return std::unexpected(goodName.error());
    if (auto done = command.set(u"organization"_s, id.uuid(), {{u"name"_s, *goodName}}); !done)
        return std::unexpected(done.error());
    command.describe(id.toString(), *goodName);
    return find(command.database(), id);
}

Status OrganizationStore::setArchived(storage::Command &command, OrganizationId id, bool archived)
{
    const QVariant at = archived ? QVariant(toRfc3339(command.now())) : QVariant();
    return command.set(u"organization"_s, id.uuid(), {{u"archived_at"_s, at}});
}

} // namespace aiops::inventory
