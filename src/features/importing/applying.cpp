#include "features/importing/applying.h"

#include "features/importing/worker.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace inventory;

namespace {

/// The colours in which new projects appear (ui-spec section 13).
constexpr std::array kProjectColors{u"#10a37f", u"#c58801", u"#0568bc", u"#d35157", u"#927cf7", u"#a04a78", u"#6c6b00", u"#ae7eac"};

class BatchBuilder final
{
public:
    BatchBuilder(const Present &present, const ImportPlan &plan, const QList<qsizetype> &rows) : m_present(present), m_plan(plan), m_rows(rows) {}

    Batch build()
    {
        m_batch.organization = m_present.organization;
        m_projects = m_present.projects;
        for (const Present::Group &group : m_present.groups)
            m_groups.insert(group.values.path, group.id);
        for (const Present::Host &host : m_present.hosts)
            m_hosts.insert(host.values.name, host.id);
        for (const qsizetype row : m_rows)
            m_ids.insert(row, m_plan.rows[row].instance.isNull() ? InstanceId::create() : m_plan.rows[row].instance);
        addGroups();
        m_batch.changes.reserve(m_rows.size());
        for (const qsizetype row : m_rows)
            m_batch.changes += changeOf(row);
        return std::move(m_batch);
    }

private:
    void addGroups()
    {
        QSet<QStringList> needed;
        for (const qsizetype row : m_rows) {
            QStringList path = m_plan.rows[row].values.group.value_or(QStringList());
            for (; !path.isEmpty() && !needed.contains(path); path.removeLast())
                needed.insert(path);
        }
        for (const GroupRecord &group : m_plan.newGroups) {
            if (!needed.contains(group.path))
                continue;
            const GroupId id = GroupId::create();
            const QStringList above = group.path.first(group.path.size() - 1);
            m_batch.newGroups += Group{.id = id, .parent = m_groups.value(above), .name = group.path.last(), .own = {.user = group.user, .port = group.port}};
            m_groups.insert(group.path, id);
        }
    }

    ProjectId project(const QString &name)
    {
        if (!m_projects.contains(name)) {
            const auto id = ProjectId::create();
            const auto color = kProjectColors[size_t(m_projects.size()) % kProjectColors.size()];
            m_batch.newProjects += ProjectDraft{id, {.name = name, .color = QString::fromUtf16(color)}};
            m_projects.insert(name, id);
        }
        return m_projects[name];
    }

    Jump jumpOf(const PlanRow &row) const
    {
        if (row.inheritsJump)
            return {};
        if (row.values.jump->name.isEmpty())
            return {Jump::Direct, {}};
        return {Jump::Through, m_ids.contains(row.jumpRow) ? m_ids[row.jumpRow]
                               : row.jumpRow >= 0 && !m_plan.rows[row.jumpRow].instance.isNull() ? m_plan.rows[row.jumpRow].instance
                                                                                               : m_hosts.value(row.values.jump->name)};
    }

    InstanceEdit valuesOfNew(const PlanRow &row) const
    {
        const HostRecord &values = row.values;
        return {.name = values.name,
                .address = values.address,
                .port = row.inheritsPort ? 0 : *values.port,
                .user = row.inheritsUser ? QString() : *values.user,
                .environment = row.inheritsEnvironment ? Environment::None : *values.environment,
                .region = values.region,
                .notes = values.notes,
                .group = m_groups.value(values.group.value_or(QStringList())),
                .jump = jumpOf(row),
                .proxy = values.proxy};
    }

    /// Only what differs, so that values that somebody else changes meanwhile stay.
    InstanceEdit valuesOfChanged(const PlanRow &row) const
    {
        const HostRecord &values = row.values;
        const bool moves = row.isChanged(Field::Group);
        InstanceEdit edit{.name = values.name};
        if (row.isChanged(Field::Address))
            edit.address = values.address;
        if (row.isChanged(Field::Port) || (moves && values.port))
            edit.port = row.inheritsPort ? 0 : *values.port;
        if (row.isChanged(Field::User) || (moves && values.user))
            edit.user = row.inheritsUser ? QString() : *values.user;
        if (row.isChanged(Field::Environment) || (moves && values.environment))
            edit.environment = row.inheritsEnvironment ? Environment::None : *values.environment;
        if (row.isChanged(Field::Region))
            edit.region = values.region;
        if (row.isChanged(Field::Notes))
            edit.notes = values.notes;
        if (moves)
            edit.group = m_groups.value(*values.group);
        if (row.isChanged(Field::Jump) || (moves && values.jump))
            edit.jump = jumpOf(row);
        if (row.isChanged(Field::Proxy))
            edit.proxy = values.proxy;
        return edit;
    }

    InstanceChange changeOf(qsizetype place)
    {
        const PlanRow &row = m_plan.rows[place];
        const bool isNew = row.instance.isNull();
        InstanceChange change{.id = row.instance, .newId = isNew ? m_ids[place] : InstanceId(),
                              .values = isNew ? valuesOfNew(row) : valuesOfChanged(row), .addTags = row.values.tags};
        if (isNew || row.isChanged(Field::KeyFile))
            change.keyFile = row.values.keyFile.value_or(QString());
        for (const auto &[name, role] : row.values.projects.asKeyValueRange()) {
            if (isNew || row.isChanged(Field::Project))
                change.links += Link{.project = project(name), .role = role};
        }
        return change;
    }

    const Present &m_present;
    const ImportPlan &m_plan;
    const QList<qsizetype> &m_rows;
    Batch m_batch;
    QHash<QString, ProjectId> m_projects;
    QHash<QStringList, GroupId> m_groups;
    QHash<QString, InstanceId> m_hosts;
    QHash<qsizetype, InstanceId> m_ids; ///< of the rows that are imported
};

} // namespace

Batch batchOf(const Present &present, const ImportPlan &plan, const QList<qsizetype> &rows)
{
    return BatchBuilder(present, plan, rows).build();
}

Future<Applied> applyPlan(Inventory &inventory, team::Gatekeeper &gatekeeper, Present present, ImportPlan plan, QList<qsizetype> rows)
{
    QPointer guard(&inventory);
    Applied applied;
    for (const qsizetype row : std::as_const(rows))
        (plan.rows[row].instance.isNull() ? applied.added : applied.changed)++;
    if (rows.isEmpty())
        co_return applied;
    const auto batch = co_await inWorker<Batch>([present, plan, rows](const auto &) { return Result<Batch>(batchOf(present, plan, rows)); });
    if (!batch || !guard)
        co_return std::unexpected(batch ? cancelledError() : batch.error());
    auto permit = gatekeeper.request(team::Action::InstanceImport, {u"instance"_s, {}, Text::tr("%1 instances").arg(rows.size())});
    if (!permit)
        co_return std::unexpected(permit.error());
    Future<QList<InstanceId>> writing;
    {
        const auto recording = inventory.record(Text::tr("Import %1 instances").arg(rows.size()));
        writing = inventory.apply(*std::move(permit), *batch);
    }
    const auto done = co_await writing;
    if (!done)
        co_return std::unexpected(done.error());
    if (guard)
        applied.undoNumber = guard->undo().undoNumber();
    co_return applied;
}

} // namespace aiops::importing
