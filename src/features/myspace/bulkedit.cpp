#include "features/myspace/bulkedit.h"

#include "features/myspace/spaceview.h"

namespace aiops::myspace {

using namespace inventory;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::myspace::BulkDialog", text);
}

/// "deploy", or "deploy, from Web tier" when it is not its own.
QString valueText(const QString &value, bool isOwn, GroupId from, const Inheritance &inheritance)
{
    const Group *group = inheritance.group(from);
    const QString shown = value.isEmpty() ? tr("none") : value;
    return !isOwn && group ? tr("%1, from %2").arg(shown, group->name) : shown;
}

class Planner final
{
public:
    Planner(const BulkEdit &edit, const Instance &instance, const BulkWorld &world, BulkPlan &plan)
        : m_edit(edit), m_instance(instance), m_world(world), m_plan(plan), m_change{.id = instance.id}
    {
    }

    void run()
    {
        takeGroup();
        takeInherited();
        takeTags();
        takeProject();
        if (m_lines == 0)
            return;
        m_plan.changes.append(m_change);
    }

private:
    void add(const QString &field, const QString &before, const QString &after)
    {
        m_plan.lines.append({m_instance.id, m_instance.name, field, before, after});
        ++m_lines;
    }

    void takeGroup()
    {
        if (!m_edit.group || *m_edit.group == m_instance.group)
            return;
        m_change.values.group = *m_edit.group;
        const auto name = [this](GroupId id) { return id.isNull() ? tr("none") : m_world.inheritance.pathText(id); };
        add(tr("Group"), name(m_instance.group), name(*m_edit.group));
    }

    /// A new group can change what counts although nothing is set here, so all three are compared as they will be.
    void takeInherited()
    {
        const Inheritable &old = m_instance.own;
        Inheritable own = old;
        if (m_edit.user && *m_edit.user != old.user)
            m_change.values.user = own.user = *m_edit.user;
        if (m_edit.port && *m_edit.port != old.port)
            m_change.values.port = own.port = *m_edit.port;
        if (m_edit.environment && *m_edit.environment != old.environment)
            m_change.values.environment = own.environment = *m_edit.environment;
        const Resolved before = m_world.inheritance.resolve(old, m_instance.group);
        const Resolved after = m_world.inheritance.resolve(own, m_edit.group.value_or(m_instance.group));
        compare(tr("User"), before.user.value, before.user.from, old.user.isEmpty(), after.user.value, after.user.from, own.user.isEmpty());
        compare(tr("Port"), QString::number(before.port.value), before.port.from, old.port == 0, QString::number(after.port.value),
                after.port.from, own.port == 0);
        const auto word = [](Environment e) { return e == Environment::None ? QString() : environmentWord(environmentName(e)); };
        compare(tr("Environment"), word(before.environment.value), before.environment.from, old.environment == Environment::None,
                word(after.environment.value), after.environment.from, own.environment == Environment::None);
    }

    void compare(const QString &field, const QString &before, GroupId beforeFrom, bool beforeInherits, const QString &after,
                 GroupId afterFrom, bool afterInherits)
    {
        const QString was = valueText(before, !beforeInherits, beforeFrom, m_world.inheritance);
        const QString is = valueText(after, !afterInherits, afterFrom, m_world.inheritance);
        if (was != is)
            add(field, was, is);
    }

    void takeTags()
    {
        QStringList tags = m_instance.tags;
        for (const QString &tag : m_edit.addTags) {
            if (!tags.contains(tag)) {
                m_change.addTags << tag;
                tags << tag;
            }
        }
        for (const QString &tag : m_edit.removeTags) {
            if (tags.removeAll(tag) > 0)
                m_change.removeTags << tag;
        }
        tags.sort();
        if (tags != m_instance.tags)
            add(tr("Tags"), m_instance.tags.join(QStringLiteral(", ")), tags.join(QStringLiteral(", ")));
    }

    void takeProject()
    {
        const Project *project = projectOf(m_edit.project);
        const QList<Link> links = project ? m_world.linksOf(m_instance.id) : QList<Link>();
        if (!project || std::ranges::contains(links, project->id, &Link::project))
            return;
        m_change.links.append({.project = project->id, .instance = m_instance.id});
        QStringList names;
        for (const Link &link : links) {
            if (const Project *one = projectOf(link.project))
                names << one->name;
        }
        add(tr("Projects"), names.isEmpty() ? tr("none") : names.join(QStringLiteral(", ")),
            (names + QStringList{project->name}).join(QStringLiteral(", ")));
    }

    const Project *projectOf(ProjectId id) const
    {
        const auto found = std::ranges::find(m_world.projects, id, &Project::id);
        return found == m_world.projects.end() ? nullptr : &*found;
    }

    const BulkEdit &m_edit;
    const Instance &m_instance;
    const BulkWorld &m_world;
    BulkPlan &m_plan;
    InstanceChange m_change;
    int m_lines = 0;
};

} // namespace

BulkPlan planOf(const BulkEdit &edit, const QList<Instance> &instances, const BulkWorld &world)
{
    BulkPlan plan;
    for (const Instance &instance : instances)
        Planner(edit, instance, world, plan).run();
    return plan;
}

} // namespace aiops::myspace
