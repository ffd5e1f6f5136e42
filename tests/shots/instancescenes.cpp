#include "shots/instancescenes.h"

#include "shots/steps.h"

#include "inventory/inventory.h"
#include "shell/mainwindow.h"
#include "team/gatekeeper.h"

#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

bool overview(World &world)
{
    openPage(world, u"instance"_s, world.live);
    return QTest::qWaitFor([&] { return world.driver.find(u"cpuChart"_s) != nullptr; }, kPatience) && (QTest::qWait(3500), true);
}

QString projectId(World &world, const QString &name)
{
    auto &inventory = *world.driver.program().services().inventory;
    const auto found = inventory.findProject(inventory.currentOrganization(), name);
    return found ? found->id.toString() : QString();
}

/// One host reports, the others are silent.
bool project(World &world)
{
    if (!overview(world))
        return false;
    QTest::qWait(12'000); // a few samples
    world.driver.window().open(u"project"_s, projectId(world, u"Checkout"_s));
    return seen(world, u"over 1 of"_s);
}

bool projectWithout(World &world)
{
    const auto made = world.driver.addProject(u"Payments"_s, u"#c58801"_s);
    if (!made)
        return false;
    world.driver.window().open(u"project"_s, made->toString());
    return seen(world, u"has no instances yet"_s);
}

const QString kRunbook = u"# When checkout is slow\n\n1. Look at the **queue** first: `redis-cli llen orders`\n2. Drain one node, then restart it\n"
                         "   - `systemctl restart checkout-api`\n   - wait for *ready* in the log\n\n> The replica lags behind after each deploy. "
                         "That is known.\n\n| Who | When |\n|---|---|\n| payments team | always |\n| database on call | writes fail |\n\n"
                         "More in the [runbook](https://wiki.example.com/checkout).\n"_s;

bool instanceNotes(World &world)
{
    auto &services = world.driver.program().services();
    const auto saved = services.inventory->editInstance(*services.gatekeeper->request(team::Action::InstanceEdit), world.live, {.notes = kRunbook});
    if (!QTest::qWaitFor([&] { return saved.isFinished(); }, kPatience))
        return false;
    world.driver.window().open(u"instance"_s, world.live.toString() + u"/notes"_s);
    return shown(world, u"editNotesButton"_s);
}

bool editingNotes(World &world)
{
    return instanceNotes(world) && world.driver.click(u"editNotesButton"_s) && shown(world, u"notesPreview"_s);
}

bool projectNotes(World &world)
{
    world.driver.window().open(u"project"_s, projectId(world, u"Checkout"_s) + u"/notes"_s);
    return seen(world, u"No notes yet"_s);
}

bool services(World &world)
{
    auto &s = world.driver.program().services();
    const QList<inventory::Service> list{
        {.id = {}, .instance = world.live, .kind = u"netdata"_s, .name = u"Netdata"_s, .port = world.netdata.serverPort(), .path = {}, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"http"_s, .name = u"Admin"_s, .port = 8080, .path = u"/admin/login?next=orders"_s, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"postgres"_s, .name = u"orders"_s, .port = 5432, .path = {}, .credential = {}},
        {.id = {}, .instance = world.live, .kind = u"ssh"_s, .name = u"SSH"_s, .port = 22, .path = {}, .credential = {}}};
    if (s.inventory->services(world.live)->isEmpty()) {
        for (const inventory::Service &service : list) {
            const auto saved = s.inventory->saveService(*s.gatekeeper->request(team::Action::ServiceEdit), service);
            if (!QTest::qWaitFor([&] { return saved.isFinished(); }, kPatience))
                return false;
        }
    }
    world.driver.window().open(u"instance"_s, world.live.toString() + u"/services"_s);
    return unlocked(world) && shown(world, u"serviceTable"_s) && select(world, u"serviceTable"_s, u"orders"_s) && world.driver.click(u"openServiceButton"_s)
           && shown(world, u"closeTunnelButton"_s);
}

bool noServices(World &world)
{
    world.driver.window().open(u"instance"_s, world.down.toString() + u"/services"_s);
    return seen(world, u"No services yet"_s);
}

bool addService(World &world)
{
    return noServices(world) && world.driver.click(u"addServiceButton"_s) && shown(world, u"kindCombo"_s);
}

bool reachability(World &world)
{
    world.driver.window().open(u"settings"_s, u"reachability"_s);
    return shown(world, u"probingEnabledCheck"_s);
}

} // namespace

QList<Scenario> instanceScenes()
{
    return {{u"instance-overview"_s, overview},
            {u"project"_s, project},
            {u"project-narrow"_s, project, {1100, 700}},
            {u"project-empty"_s, projectWithout},
            {u"project-notes"_s, projectNotes},
            {u"instance-notes"_s, instanceNotes},
            {u"instance-notes-edit"_s, editingNotes},
            {u"instance-services"_s, services},
            {u"instance-services-empty"_s, noServices},
            {u"add-service"_s, addService},
            {u"settings-reachability"_s, reachability}};
}

} // namespace aiops::shots
