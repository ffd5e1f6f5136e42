#include "features/importing/applying.h"

#include "inventory/inventory.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace inventory;
using team::Action;

namespace {

Future<QHash<QString, ProjectId>> makeProjects(Inventory &inventory, team::Gatekeeper &gatekeeper, Present present, ImportPlan plan, QList<qsizetype> rows)
{
    QHash<QString, ProjectId> projects = present.projects;
    for (const qsizetype place : std::as_const(rows)) {
        const QStringList names = plan.rows[place].values.projects.keys();
        for (const QString &name : names) {
            if (projects.contains(name))
                continue;
            auto permit = gatekeeper.request(Action::ProjectAdd, {u"project"_s, {}, name});
            if (!permit)
                co_return std::unexpected(permit.error());
            const auto made = co_await inventory.addProject(*std::move(permit), present.organization, {.name = name, .color = u"#10a37f"_s});
            if (!made)
                co_return std::unexpected(made.error());
            projects.insert(name, made->id);
        }
    }
    co_return projects;
}

InstanceEdit editOf(const PlanRow &row)
{
    const HostRecord &values = row.values;
    InstanceEdit edit{.name = values.name, .address = values.address, .port = values.port, .user = values.user,
                      .environment = values.environment, .region = values.region, .notes = values.notes};
    if (!values.tags.isEmpty())
        edit.tags = values.tags;
    return edit;
}

} // namespace

Future<Applied> applyPlan(Inventory &inventory, team::Gatekeeper &gatekeeper, Present present, ImportPlan plan, QList<qsizetype> rows)
{
    const auto projects = co_await makeProjects(inventory, gatekeeper, present, plan, rows);
    if (!projects)
        co_return std::unexpected(projects.error());
    Applied applied;
    for (const qsizetype place : std::as_const(rows)) {
        const PlanRow &row = plan.rows[place];
        QList<Link> links;
        for (const auto &[project, role] : row.values.projects.asKeyValueRange())
            links.append({.project = projects->value(project), .role = role});
        const bool isNew = row.instance.isNull();
        auto permit = gatekeeper.request(isNew ? Action::InstanceAdd : Action::InstanceEdit, {u"instance"_s, isNew ? QString() : row.instance.toString(), row.values.name});
        if (!permit)
            co_return std::unexpected(permit.error());
        const auto done = isNew ? co_await inventory.addInstance(*std::move(permit), present.organization, editOf(row), links)
                                : co_await inventory.editInstance(*std::move(permit), row.instance, editOf(row), links);
        if (!done)
            co_return std::unexpected(done.error());
        (isNew ? applied.added : applied.changed)++;
    }
    co_return applied;
}

} // namespace aiops::importing
