#include "app/auditprojects.h"

#include "inventory/inventory.h"

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

QString namesOf(const inventory::Inventory &inventory, const AuditEntry &entry)
{
    if (entry.objectKind == "project"_L1)
        return entry.objectName;
    const auto links = entry.objectKind == "instance"_L1 ? inventory.linksOf(InstanceId::parse(entry.objectId)) : Result<QList<inventory::Link>>();
    QStringList names;
    for (const inventory::Link &link : links.value_or(QList<inventory::Link>())) {
        if (const auto project = inventory.project(link.project))
            names.append(project->name);
    }
    return names.join(u", "_s);
}

QStringList objectsOf(const inventory::Inventory &inventory, const QString &project)
{
    QStringList ids{project};
    for (const bool archived : {false, true}) {
        const auto instances = inventory.instances({.project = ProjectId::parse(project), .archived = archived});
        for (const inventory::Instance &instance : instances.value_or(QList<inventory::Instance>()))
            ids.append(instance.id.toString());
    }
    return ids;
}

} // namespace

audit::AuditServices::Projects auditProjects(const inventory::Inventory &inventory)
{
    return {.namesOf = [&inventory](const AuditEntry &entry) { return namesOf(inventory, entry); },
            .all = [&inventory] {
                QList<std::pair<QString, QString>> all;
                const auto projects = inventory.projects(inventory.currentOrganization());
                for (const inventory::Project &project : projects.value_or(QList<inventory::Project>()))
                    all.append({project.id.toString(), project.name});
                return all;
            },
            .objects = [&inventory](const QString &project) { return objectsOf(inventory, project); }};
}

} // namespace aiops::app
