#include "features/importing/present.h"

#include "inventory/inheritance.h"
#include "inventory/inventory.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace inventory;

namespace {

/// Reads one thing after the other into `present`.
class PresentReader final
{
public:
    PresentReader(const Inventory &inventory, OrganizationId organization) : m_inventory(inventory) { m_present.organization = organization; }

    Result<Present> read()
    {
        const auto projects = m_inventory.projects(m_present.organization);
        const auto instances = m_inventory.instances({.organization = m_present.organization});
        const auto links = m_inventory.links(m_present.organization);
        const auto groups = m_inventory.groups(m_present.organization);
        const auto marks = m_inventory.marks();
        for (const Error *error : {projects ? nullptr : &projects.error(), instances ? nullptr : &instances.error(), links ? nullptr : &links.error(),
                                   groups ? nullptr : &groups.error(), marks ? nullptr : &marks.error()}) {
            if (error)
                return std::unexpected(*error);
        }
        for (const Instance &instance : *instances)
            m_names.insert(instance.id, instance.name);
        addGroups(*groups);
        for (const Instance &instance : *instances)
            addHost(instance, marks->value(instance.id));
        addLinks(*projects, *links);
        return std::move(m_present);
    }

private:
    JumpTo jumpOf(const Jump &jump) const
    {
        const QString name = jump.kind == Jump::Through ? m_names.value(jump.through) : QString();
        return {.isDirect = name.isEmpty(), .name = name};
    }

    void addGroups(const QList<Group> &groups)
    {
        const Inheritance inheritance(groups);
        for (const Group &group : groups) {
            QStringList path;
            for (const GroupId id : inheritance.pathOf(group.id))
                path += inheritance.group(id)->name;
            const Resolved values = inheritance.resolve(group.own, group.parent);
            m_paths.insert(group.id, path);
            m_present.groups += Present::Group{group.id, {path, values.user.value, values.port.value, jumpOf(values.jump.value)}, values.environment.value};
        }
        std::ranges::stable_sort(m_present.groups, {}, [](const Present::Group &group) { return group.values.path.size(); });
    }

    void addHost(const Instance &instance, const Marks &marks)
    {
        m_places.insert(instance.id, m_present.hosts.size());
        m_present.hosts += Present::Host{instance.id,
                                         {.name = instance.name,
                                          .address = instance.address,
                                          .port = instance.port,
                                          .user = instance.user,
                                          .environment = instance.environment,
                                          .region = instance.region,
                                          .notes = instance.notes,
                                          .keyFile = marks.keyFile,
                                          .jump = jumpOf(instance.jump),
                                          .proxy = instance.proxy,
                                          .group = m_paths.value(instance.group),
                                          .tags = instance.tags}};
    }

    void addLinks(const QList<Project> &projects, const QList<Link> &links)
    {
        QHash<ProjectId, QString> names;
        for (const Project &project : projects) {
            names.insert(project.id, project.name);
            m_present.projects.insert(project.name, project.id);
        }
        for (const Link &link : links) {
            if (m_places.contains(link.instance) && names.contains(link.project))
                m_present.hosts[m_places[link.instance]].values.projects.insert(names[link.project], link.role);
        }
    }

    const Inventory &m_inventory;
    Present m_present;
    QHash<InstanceId, QString> m_names;
    QHash<InstanceId, qsizetype> m_places;
    QHash<GroupId, QStringList> m_paths;
};

} // namespace

QString shownPath(const QStringList &path)
{
    return path.join(" / "_L1);
}

Result<Present> readPresent(const Inventory &inventory, OrganizationId organization)
{
    return PresentReader(inventory, organization).read();
}

} // namespace aiops::importing
