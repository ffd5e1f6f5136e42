#include "shots/spacescenes.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/myspacepage.h"
#include "inventory/inventory.h"
#include "shell/mainwindow.h"
#include "team/gatekeeper.h"

#include <QAbstractItemView>
#include <QMenu>
#include <QTest>

#include <cmath>

namespace aiops::shots {

using namespace Qt::StringLiterals;
using namespace myspace;
using inventory::Environment;
using inventory::Provider;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Host
{
    QString name;
    Provider provider;
    QString region;
    QString address;
    QString status;
    QString source;
    QString sourceStatus;
    std::array<double, 3> values;
    QStringList projects;
    Environment environment;
};

const QList<Host> &hosts()
{
    using enum Provider;
    constexpr auto prod = Environment::Production, stage = Environment::Staging, dev = Environment::Development;
    const QString run = u"running"_s, co = u"Checkout"_s, se = u"Search Platform"_s, dp = u"Data Pipeline"_s, it = u"Internal Tools"_s, ed = u"Edge CDN"_s;
    static const QList<Host> all{
        {u"checkout-web-01"_s, Aws, u"eu-west-1"_s, u"203.0.113.21"_s, run, u"Netdata live, 1 s"_s, run, {34, 61, 48}, {co}, prod},
        {u"checkout-web-02"_s, Aws, u"eu-west-1"_s, u"203.0.113.22"_s, run, u"Netdata live, 1 s"_s, run, {38, 63, 47}, {co}, prod},
        {u"checkout-web-03"_s, Aws, u"eu-west-1"_s, u"203.0.113.23"_s, u"warning"_s, u"Netdata live, 2 s"_s, run, {81, 72, 49}, {co, ed}, prod},
        {u"checkout-db-primary"_s, Aws, u"eu-west-1"_s, u"10.20.4.11"_s, u"critical"_s, u"Netdata live, 1 s"_s, run, {67, 88, 91}, {co}, prod},
        {u"checkout-db-replica"_s, Aws, u"eu-west-1"_s, u"10.20.4.12"_s, run, u"Netdata live, 1 s"_s, run, {22, 70, 64}, {co}, prod},
        {u"checkout-queue-01"_s, Gcp, u"europe-west4"_s, u"198.51.100.40"_s, run, u"Netdata live, 3 s"_s, run, {17, 44, 31}, {co, dp}, prod},
        {u"checkout-stage-01"_s, Azure, u"westeurope"_s, u"198.51.100.77"_s, u"stopped"_s, u"Last seen 6 h ago"_s, u"unknown"_s, {kNone, kNone, 37}, {co}, stage},
        {u"checkout-load-01"_s, Oci, u"eu-frankfurt-1"_s, u"192.0.2.18"_s, u"starting"_s, u"Installing Netdata"_s, u"starting"_s, {4, 12, 9}, {co}, dev},
        {u"search-index-01"_s, Gcp, u"europe-west4"_s, u"198.51.100.51"_s, run, u"Netdata live, 1 s"_s, run, {55, 79, 72}, {se}, prod},
        {u"search-index-02"_s, Gcp, u"europe-west4"_s, u"198.51.100.52"_s, run, u"Netdata live, 1 s"_s, run, {58, 77, 74}, {se}, prod},
        {u"search-index-03"_s, Gcp, u"europe-west4"_s, u"198.51.100.53"_s, u"warning"_s, u"Netdata stale, 4 min"_s, u"warning"_s, {93, 82, 83}, {se}, prod},
        {u"search-api-01"_s, Gcp, u"us-central1"_s, u"198.51.100.61"_s, run, u"Netdata live, 1 s"_s, run, {29, 41, 22}, {se, ed}, prod},
        {u"search-api-02"_s, Gcp, u"us-central1"_s, u"198.51.100.62"_s, u"unreachable"_s, u"Last seen 38 min ago"_s, u"unknown"_s, {kNone, kNone, kNone}, {se}, prod},
        {u"search-lab-gpu"_s, Ssh, u"Rack B, office"_s, u"10.0.8.30"_s, run, u"No agent, seen 9 s"_s, u"none"_s, {12, 33, 58}, {se, it}, dev},
        {u"search-crawl-01"_s, Oci, u"uk-london-1"_s, u"192.0.2.41"_s, run, u"Netdata live, 2 s"_s, run, {44, 52, 66}, {se, dp}, prod},
        {u"search-crawl-02"_s, Oci, u"uk-london-1"_s, u"192.0.2.42"_s, run, u"Netdata live, 1 s"_s, run, {41, 50, 63}, {se, dp}, prod},
        {u"stand-alone-with-a-very-long-name-that-nobody-can-read-at-once.internal.example.com"_s, Ssh, u"A region whose name is far too long"_s,
         u"2001:db8:85a3:8d3:1319:8a2e:370:7348"_s, u"unknown"_s, u"Never seen"_s, u"none"_s, {kNone, kNone, kNone},
         {co, se, dp, it, ed}, Environment::None},
    };
    return all;
}

class SceneFeed final : public CardMetrics
{
public:
    using CardMetrics::CardMetrics;
    std::optional<CardValues> values(InstanceId id) const override
    {
        const auto at = m_values.constFind(id);
        return at == m_values.cend() ? std::nullopt : std::optional(*at);
    }
    void set(InstanceId id, const Host &host, quint32 seed)
    {
        CardValues values{.status = host.status, .source = host.source, .sourceStatus = host.sourceStatus};
        for (size_t i = 0; i < 3; ++i) {
            values.series[i].value = host.values[i];
            const double swing = i == 0 ? 9 : i == 1 ? 2.5 : 0.8;
            for (int s = 0; s < 60 && !std::isnan(host.values[i]); ++s) {
                seed = seed * 1664525U + 1013904223U;
                const double wave = std::sin(s * 0.35 + seed % 7) * swing * 0.4 + (double(seed >> 16) / 65535 - 0.5) * swing;
                values.series[i].samples << float(std::clamp(host.values[i] + wave, 0.0, 100.0));
            }
        }
        m_values.insert(id, values);
    }

private:
    QHash<InstanceId, CardValues> m_values;
};

template <typename T>
std::optional<T> wait(const Future<T> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) && future.result() ? std::optional<T>(*future.result()) : std::nullopt;
}

/// The named hosts first, then others like them.
QList<Host> hostsUpTo(int count)
{
    QList<Host> all = hosts();
    const QStringList names{u"checkout-worker"_s, u"etl-batch"_s, u"etl-stream"_s, u"edge-cache"_s, u"edge-proxy"_s, u"tools-runner"_s, u"metrics-store"_s};
    const QStringList projects{u"Checkout"_s, u"Data Pipeline"_s, u"Data Pipeline"_s, u"Edge CDN"_s, u"Edge CDN"_s, u"Internal Tools"_s, u"Internal Tools"_s};
    const QStringList regions{u"rack"_s, u"eu-west-1"_s, u"europe-west4"_s, u"westeurope"_s, u"uk-london-1"_s};
    quint32 random = 4242;
    const auto next = [&random](int below) { return int((random = random * 1664525U + 1013904223U) >> 8) % below; };
    while (all.size() < count) {
        const int kind = next(int(names.size())), provider = 1 + next(4);
        const QString run = u"running"_s;
        all.append({u"%1-%2"_s.arg(names[kind]).arg(all.size(), 3, 10, QChar(u'0')), Provider(provider), regions[provider],
                    u"10.%1.%2.%3"_s.arg(20 + kind).arg(next(250)).arg(next(250)), run, u"Netdata live, %1 s"_s.arg(1 + next(4)), run,
                    {double(8 + next(55)), double(30 + next(48)), double(18 + next(58))}, {projects[kind]},
                    next(4) ? Environment::Production : next(2) ? Environment::Staging : Environment::Development});
    }
    return all.first(count);
}

bool build(World &world, const QList<Host> &list)
{
    if (!world.driver.open() || !world.driver.addOrganization(u"Fernhill Ops"_s))
        return false;
    QHash<QString, ProjectId> projects;
    for (const auto &[name, color] : {std::pair{u"Checkout"_s, u"#10a37f"_s}, {u"Search Platform"_s, u"#0568bc"_s}, {u"Data Pipeline"_s, u"#927cf7"_s},
                                      {u"Internal Tools"_s, u"#c0652a"_s}, {u"Edge CDN"_s, u"#a04a78"_s}}) {
        const auto made = world.driver.addProject(name, color);
        if (!made)
            return false;
        projects.insert(name, *made);
    }
    auto &services = world.driver.program().services();
    inventory::Batch batch{.organization = services.inventory->currentOrganization()};
    const auto group = [&](const QString &name, GroupId parent) {
        batch.newGroups.append({.id = GroupId::create(), .organization = batch.organization, .parent = parent, .name = name});
        return batch.newGroups.last().id;
    };
    const GroupId web = group(u"Web tier"_s, {}), databases = group(u"Databases"_s, {}), workers = group(u"Workers"_s, {}), edge = group(u"Frankfurt"_s, web);
    for (const Host &host : list) {
        QList<inventory::Link> links;
        for (const QString &project : host.projects)
            links.append({.project = projects.value(project), .role = host.name.section(u'-', 1, 1)});
        const GroupId in = host.name.contains(u"web"_s) ? web : host.name.contains(u"db"_s) ? databases : host.name.contains(u"edge"_s) ? edge : workers;
        batch.changes.append({.values = {.name = host.name, .address = host.address, .user = u"deploy"_s, .environment = host.environment,
                                         .provider = host.provider, .region = host.region,
                                         .tags = QStringList{u"tier="_s + host.name.section(u'-', 1, 1)}, .group = in},
                              .links = links});
    }
    const auto made = wait(services.inventory->apply(*services.gatekeeper->request(team::Action::InstanceImport), batch));
    for (const auto &[name, view] : {std::pair{u"Production, alerting"_s, SpaceView{.text = u"env:prod (status:critical OR status:warning)"_s}},
                                     {u"No Netdata agent"_s, SpaceView{.choices = {.withoutAgent = true}}},
                                     {u"Not seen for 24 h"_s, SpaceView{.choices = {.seen = {u"older"_s, u"week"_s}}}}})
        wait(services.inventory->saveView(*services.gatekeeper->request(team::Action::ViewEdit),
                                          {.organization = batch.organization, .name = name, .query = QString::fromUtf8(view.toJson())}));
    if (!made)
        return false;
    world.driver.window().resize(1440, 900);
    world.driver.window().open(u"myspace"_s);
    auto *model = world.driver.window().findChild<CardModel *>();
    if (!model || !QTest::qWaitFor([&] { return model->total() == list.size(); }, 60'000))
        return false;
    auto *feed = new SceneFeed(&world.driver.window());
    for (qsizetype i = 0; i < list.size(); ++i)
        feed->set((*made)[i], list[i], quint32(i) * 7919U + 31U);
    model->setMetrics(feed);
    return true;
}

MySpacePage &page(World &world)
{
    return *world.driver.window().findChild<MySpacePage *>();
}

void select(World &world, const QStringList &names)
{
    MySpacePage &space = page(world);
    for (int line = 0; line < space.model().rowCount(); ++line) {
        if (!space.model().isHeader(line) && names.contains(space.model().row(line).name))
            space.chosen().selection()->select(space.model().index(line, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

bool grouped(World &world)
{
    if (!build(world, hostsUpTo(184)))
        return false;
    page(world).applyView({.group = GroupBy::Project, .sort = SortBy::Role, .mode = u"cards"_s});
    return true;
}

bool selected(World &world)
{
    if (!grouped(world))
        return false;
    select(world, {u"checkout-db-primary"_s, u"checkout-db-replica"_s, u"checkout-queue-01"_s});
    return true;
}

bool table(World &world)
{
    QList<Host> list = hostsUpTo(10'000);
    if (!build(world, list))
        return false;
    page(world).applyView({.sort = SortBy::Worst});
    world.driver.window().resize(1440, 900);
    return true;
}

bool groupedTable(World &world)
{
    if (!build(world, hostsUpTo(200)))
        return false;
    page(world).applyView({.group = GroupBy::Environment, .sort = SortBy::Cpu, .mode = u"table"_s});
    return true;
}

bool states(World &world)
{
    if (!build(world, hosts()))
        return false;
    page(world).applyView({.sort = SortBy::Worst, .mode = u"cards"_s});
    return true;
}

bool filtered(World &world)
{
    if (!build(world, hostsUpTo(200)))
        return false;
    page(world).applyView({.text = u"checkout OR colour:red"_s,
                           .choices = {.providers = {u"aws"_s, u"gcp"_s}, .statuses = {u"running"_s, u"critical"_s}, .environments = {u"prod"_s}}});
    return true;
}

bool three(World &world)
{
    return build(world, hosts().first(3));
}

bool bulkEdit(World &world)
{
    if (!selected(world) || !world.driver.click(u"bulkMoreButton"_s))
        return false;
    for (QMenu *menu : world.driver.window().findChildren<QMenu *>()) {
        const auto actions = menu->actions();
        const auto edit = std::ranges::find_if(actions, [](const QAction *a) { return a->text().startsWith(u"Set user"_s); });
        if (edit == actions.end())
            continue;
        (*edit)->trigger();
        menu->close();
        break;
    }
    return world.driver.type(u"userEdit"_s, u"ubuntu"_s) && world.driver.type(u"addTagsEdit"_s, u"critical"_s);
}

} // namespace

QList<Scenario> spaceScenes()
{
    return {{u"my-space-grouped"_s, grouped, {1440, 900}, true},       {u"my-space-selected"_s, selected, {1440, 900}, true},
            {u"my-space-table"_s, table, {1440, 900}, true},           {u"my-space-table-grouped"_s, groupedTable, {1440, 900}, true},
            {u"my-space-states"_s, states, {1440, 900}, true},         {u"my-space-filtered"_s, filtered, {1440, 900}, true},
            {u"my-space-three"_s, three, {1440, 900}, true},           {u"my-space-bulk-edit"_s, bulkEdit, {1440, 900}, true}};
}

} // namespace aiops::shots
