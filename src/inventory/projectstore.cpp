#include "inventory/projectstore.h"

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

const QString kSelect = u"SELECT id, organization, name, slug, color, description, created_at, archived_at, notes FROM row_project "_s;

Project read(const QSqlQuery &query)
{
    return {ProjectId::parse(query.value(0).toString()), OrganizationId::parse(query.value(1).toString()),
            query.value(2).toString(), query.value(3).toString(), query.value(4).toString(), query.value(5).toString(),
            timeOf(query.value(6)), timeOf(query.value(7)), query.value(8).toString()};
}

/// The given values, checked, by column.
Result<QVariantMap> checked(const ProjectEdit &values)
{
    QVariantMap fields;
    Status status;
    const auto take = [&](const QString &column, const std::optional<QString> &value, auto check) {
        if (!value || !status)
            return;
        const Result<QString> good = check(*value);
        if (good)
            fields.insert(column, *good);
        else
            status = std::unexpected(good.error());
    };
    take(u"name"_s, values.name, validName);
    take(u"slug"_s, values.slug, validSlug);
    take(u"color"_s, values.color, validColor);
    take(u"description"_s, values.description, [](const QString &text) { return validText(text, 10'000, true); });
    take(u"notes"_s, values.notes, [](const QString &text) { return validText(text, 100'000, true); });
    if (!status)
        return std::unexpected(status.error());
    return fields;
}

} // namespace

Result<QList<Project>> ProjectStore::list(QSqlDatabase db, OrganizationId organization, bool archived)
{
    const QString condition = archived ? u"IS NOT NULL"_s : u"IS NULL"_s;
    return readAll(run(db, kSelect + u"WHERE archived_at %1 AND (? = '' OR organization = ?) "
                                     "ORDER BY name COLLATE NOCASE, id"_s.arg(condition),
                       {organization.isNull() ? u""_s : organization.toString(), organization.toString()}), read);
}

Result<QList<Project>> ProjectStore::candidates(QSqlDatabase db, OrganizationId organization, const QString &selector,
                                                bool archived)
{
    const auto [first, last] = idRange(selector);
    const QString inside = organization.isNull() ? u""_s : organization.toString();
    return readAll(run(db, kSelect + u"WHERE archived_at %1 AND (? = '' OR organization = ?) "
                                     "AND (slug = ? OR name = ? OR (id >= ? AND id < ?)) "
                                     "ORDER BY (slug = ? OR name = ?) DESC, id LIMIT ?"_s
                                         .arg(archived ? u"IS NOT NULL"_s : u"IS NULL"_s),
                       {inside, inside, selector, selector, first, last, selector, selector, kMostCandidates}), read);
}

Result<Project> ProjectStore::find(QSqlDatabase db, ProjectId id)
{
    return readOne(run(db, kSelect + u"WHERE id = ?"_s, {id.toString()}), read);
}

Result<Project> ProjectStore::add(storage::Command &command, OrganizationId organization, const ProjectEdit &values,
                                  ProjectId id)
{
    ProjectEdit all = values;
    all.name = values.name.value_or(QString());
    all.color = values.color.value_or(QString());
    all.description = values.description.value_or(QString());
    all.notes = values.notes.value_or(QString());
    if (all.slug.value_or(QString()).isEmpty())
        all.slug = slugOf(all.name->trimmed()).left(100);
    if (!values.slug && !validSlug(*all.slug))
        all.slug = u"project-"_s + id.toString().right(8);
    Result<QVariantMap> fields = checked(all);
    if (!fields)
        return std::unexpected(fields.error());
    fields->insert(u"organization"_s, organization.toString());
    fields->insert(u"created_at"_s, toRfc3339(command.now()));
    if (auto done = command.insert(u"project"_s, id.uuid(), *fields); !done)
        return std::unexpected(done.error());
    command.describe(id.toString(), fields->value(u"name"_s).toString());
    return find(command.database(), id);
}

Result<Project> ProjectStore::edit(storage::Command &command, ProjectId id, const ProjectEdit &values)
{
    const Result<QVariantMap> fields = checked(values);
    if (!fields)
        return std::unexpected(fields.error());
    if (auto done = command.set(u"project"_s, id.uuid(), *fields); !done)
        return std::unexpected(done.error());
    auto project = find(command.database(), id);
    if (project)
        command.describe(id.toString(), project->name);
    return project;
}

Status ProjectStore::setArchived(storage::Command &command, ProjectId id, bool archived)
{
    const QVariant at = archived ? QVariant(toRfc3339(command.now())) : QVariant();
    return command.set(u"project"_s, id.uuid(), {{u"archived_at"_s, at}});
}

} // namespace aiops::inventory
