#include "inventory/linkstore.h"

#include "inventory/instancestore.h"
#include "inventory/projectstore.h"
#include "inventory/rows.h"
#include "inventory/validation.h"

#include "core/sharedcopies.h"
#include "storage/command.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelect = u"SELECT l.id, l.project, l.instance, l.role FROM row_project_link l "_s;

Link read(const QSqlQuery &query)
{
    return {LinkId::parse(query.value(0).toString()), ProjectId::parse(query.value(1).toString()),
            InstanceId::parse(query.value(2).toString()), query.value(3).toString()};
}

Status sameOrganization(QSqlDatabase &db, ProjectId project, InstanceId instance)
{
    const auto foundProject = ProjectStore::find(db, project);
    const auto foundInstance = InstanceStore::find(db, instance);
    if (!foundProject || !foundInstance)
        return std::unexpected(foundProject ? foundInstance.error() : foundProject.error());
    if (foundProject->organization == foundInstance->organization)
        return {};
    return std::unexpected(Error{Errc::Invalid,
        QCoreApplication::translate("inventory", "The project and the instance are in different organizations.")});
}

} // namespace

Result<QList<Link>> LinkStore::list(QSqlDatabase db, OrganizationId organization)
{
    SharedCopies<QString> roles;
    const auto readShared = [&roles](const QSqlQuery &query) {
        Link link = read(query);
        roles.share(link.role);
        return link;
    };
    if (organization.isNull())
        return readAll(run(db, kSelect), readShared);
    return readAll(run(db, kSelect + u"WHERE l.project IN (SELECT id FROM row_project WHERE organization = ?)"_s,
                       {organization.toString()}), readShared);
}

Result<QList<Link>> LinkStore::list(QSqlDatabase db, InstanceId instance)
{
    return readAll(run(db, kSelect + u"WHERE l.instance = ?"_s, {instance.toString()}), read);
}

Result<QHash<ProjectId, int>> LinkStore::countsByProject(QSqlDatabase db, OrganizationId organization)
{
    return readCounts<ProjectId>(
        run(db, u"SELECT l.project, count(*) FROM row_project_link l JOIN row_instance i ON i.id = l.instance "
                "WHERE i.archived_at IS NULL AND l.project IN (SELECT id FROM row_project WHERE organization = ?) "
                "GROUP BY l.project"_s, {organization.toString()}));
}

Result<Link> LinkStore::find(QSqlDatabase db, ProjectId project, InstanceId instance)
{
    return readOne(run(db, kSelect + u"WHERE l.project = ? AND l.instance = ?"_s, {project.toString(), instance.toString()}),
                   read);
}

Result<Link> LinkStore::link(storage::Command &command, ProjectId project, InstanceId instance, const QString &role)
{
    if (auto same = sameOrganization(command.database(), project, instance); !same)
        return std::unexpected(same.error());
    const Result<QString> goodRole = validText(role.trimmed(), 100, false);
    if (!goodRole)
        return std::unexpected(goodRole.error());
    const Result<Link> known = find(command.database(), project, instance);
    const auto id = known ? known->id : LinkId::create();
    auto done = known ? command.set(u"project_link"_s, id.uuid(), {{u"role"_s, *goodRole}})
                      : command.insert(u"project_link"_s, id.uuid(), {{u"project"_s, project.toString()},
                                           {u"instance"_s, instance.toString()}, {u"role"_s, *goodRole}});
    if (!done)
        return std::unexpected(done.error());
    return Link{id, project, instance, *goodRole};
}

Status LinkStore::insertAll(storage::Command &command, const QList<Link> &links, qsizetype &failed)
{
    static const QStringList columns{u"instance"_s, u"project"_s, u"role"_s};
    QList<storage::Command::NewRow> rows;
    for (failed = 0; failed < links.size(); ++failed) {
        const Link &link = links[failed];
        const Result<QString> good = validText(link.role.trimmed(), 100, false);
        if (!good)
            return std::unexpected(good.error());
        rows.append({LinkId::create().uuid(), {link.instance.toString(), link.project.toString(), *good}});
    }
    return command.insertAll(u"project_link"_s, columns, rows, failed);
}

Status LinkStore::unlink(storage::Command &command, ProjectId project, InstanceId instance)
{
    const Result<Link> known = find(command.database(), project, instance);
    if (!known)
        return std::unexpected(known.error());
    return command.remove(u"project_link"_s, known->id.uuid());
}

} // namespace aiops::inventory
