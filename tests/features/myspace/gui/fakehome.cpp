#include "features/myspace/gui/home.h"

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

struct Rows
{
    QList<inventory::Organization> organizations;
    QList<inventory::Project> projects;
    QList<inventory::Instance> instances;
    QList<inventory::Link> links;
    OrganizationId current;
};

Rows rows;

template <typename T>
Result<T> find(const QList<T> &list, decltype(T::id) id)
{
    const auto it = std::ranges::find(list, id, &T::id);
    return it == list.end() ? Result<T>(std::unexpected(Error{Errc::NotFound, u"gone"_s})) : Result<T>(*it);
}

template <typename T>
QList<T> active(const QList<T> &list, bool archived)
{
    QList<T> result;
    std::ranges::copy_if(list, std::back_inserter(result), [=](const T &t) { return t.archivedAt.isValid() == archived; });
    std::ranges::sort(result, {}, &T::name);
    return result;
}

template <typename T>
void setArchived(QList<T> &list, decltype(T::id) id, bool on)
{
    for (T &t : list)
        t.archivedAt = t.id == id ? (on ? QDateTime::currentDateTimeUtc() : QDateTime()) : t.archivedAt;
}

} // namespace

namespace aiops::inventory {

QString environmentName(Environment e)
{
    return e == Environment::Production ? u"prod"_s : e == Environment::Staging ? u"staging"_s
        : e == Environment::Development ? u"dev"_s : QString();
}
QString providerName(Provider p) { return p == Provider::Aws ? u"aws"_s : p == Provider::Gcp ? u"gcp"_s : u"ssh"_s; }

Inventory::Inventory(storage::Database &database, QObject *parent) : QObject(parent), m_database(database) { rows = {}; }
Result<QList<Organization>> Inventory::organizations(bool) const { return rows.organizations; }
Result<QList<Project>> Inventory::projects(OrganizationId, bool archived) const { return active(rows.projects, archived); }
Result<QList<Instance>> Inventory::instances(const InstanceFilter &f) const { return active(rows.instances, f.archived); }
Result<QList<Link>> Inventory::links(OrganizationId) const { return rows.links; }
Result<Instance> Inventory::instance(InstanceId id) const { return find(rows.instances, id); }
Result<Organization> Inventory::organization(OrganizationId id) const { return find(rows.organizations, id); }
Result<QHash<InstanceId, LastSeen>> Inventory::lastSeen() const { return QHash<InstanceId, LastSeen>(); }
OrganizationId Inventory::currentOrganization() const { return rows.current; }
Future<void> Inventory::useOrganization(OrganizationId id) { rows.current = id; emit changed(); return ready<void>({}); }
Future<Organization> Inventory::addOrganization(Permit, QString name, QString)
{
    rows.organizations << Organization{OrganizationId::create(), name, name.toLower(), {}, {}};
    emit changed();
    return ready<Organization>(rows.organizations.last());
}
Future<Organization> Inventory::editOrganization(Permit, OrganizationId id, QString) { return ready(find(rows.organizations, id)); }
Future<Project> Inventory::addProject(Permit, OrganizationId o, ProjectEdit v)
{
    rows.projects << Project{ProjectId::create(), o, *v.name, v.slug.value_or(QString()), v.color.value_or(u"#10a37f"_s), {}, {}, {}};
    emit changed();
    return ready<Project>(rows.projects.last());
}
Future<Project> Inventory::editProject(Permit, ProjectId id, ProjectEdit) { return ready(find(rows.projects, id)); }
Future<void> Inventory::archiveProject(Permit, ProjectId id) { setArchived(rows.projects, id, true); emit changed(); return ready<void>({}); }
Future<void> Inventory::restoreProject(Permit, ProjectId id) { setArchived(rows.projects, id, false); emit changed(); return ready<void>({}); }
Future<Instance> Inventory::addInstance(Permit, OrganizationId o, InstanceEdit v, QList<Link> links)
{
    Instance i{.id = InstanceId::create(), .organization = o, .name = *v.name, .address = *v.address, .port = v.port.value_or(22),
               .user = v.user.value_or(QString()), .environment = v.environment.value_or(Environment::None),
               .provider = v.provider.value_or(Provider::Ssh), .region = v.region.value_or(QString()), .tags = v.tags.value_or(QStringList())};
    i.createdAt = QDateTime::currentDateTimeUtc();
    rows.instances << i;
    for (Link link : links) {
        link.instance = i.id;
        rows.links << link;
    }
    emit changed();
    return ready<Instance>(i);
}
Future<Instance> Inventory::editInstance(Permit, InstanceId id, InstanceEdit v, QList<Link>)
{
    for (Instance &i : rows.instances)
        i.name = i.id == id && v.name ? *v.name : i.name;
    emit changed();
    return ready(find(rows.instances, id));
}
Future<void> Inventory::archiveInstance(Permit, InstanceId id) { setArchived(rows.instances, id, true); emit changed(); return ready<void>({}); }
Future<void> Inventory::restoreInstance(Permit, InstanceId id) { setArchived(rows.instances, id, false); emit changed(); return ready<void>({}); }
Future<void> Inventory::removeInstance(Permit, InstanceId id)
{
    rows.instances.removeIf([id](const Instance &i) { return i.id == id; });
    emit changed();
    return ready<void>({});
}
Future<Link> Inventory::link(Permit, ProjectId p, InstanceId i, QString role)
{
    rows.links << Link{LinkId::create(), p, i, role};
    emit changed();
    return ready<Link>(rows.links.last());
}
Future<void> Inventory::unlink(Permit, ProjectId p, InstanceId i)
{
    rows.links.removeIf([=](const Link &l) { return l.project == p && l.instance == i; });
    emit changed();
    return ready<void>({});
}

} // namespace aiops::inventory

namespace aiops::team {
Gatekeeper::Gatekeeper(const Clock &clock, std::shared_ptr<AuditSink> sink) : m_clock(clock), m_sink(std::move(sink)) {}
Result<Permit> Gatekeeper::request(Action, Object) { return Permit(AuditEntry{}, m_sink); }
} // namespace aiops::team

namespace {

class NoAudit final : public AuditSink
{
    void append(AuditEntry) override {}
};

class FakeHome final : public Home
{
public:
    inventory::Inventory &inventory() override { return m_inventory; }
    team::Gatekeeper &gatekeeper() override { return m_gatekeeper; }

private:
    alignas(16) char m_noDatabase[16] = {};
    SystemClock m_clock;
    inventory::Inventory m_inventory{reinterpret_cast<storage::Database &>(m_noDatabase)};
    team::Gatekeeper m_gatekeeper{m_clock, std::make_shared<NoAudit>()};
};

} // namespace

std::unique_ptr<Home> makeHome()
{
    return std::make_unique<FakeHome>();
}
