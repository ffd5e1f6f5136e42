#include "features/importing/reading.h"

#include <QTest>

using namespace aiops;
using namespace aiops::importing;
using inventory::Environment;
using inventory::Jump;

/// What an import decides, and what it writes.
class TestImportPlan final : public QObject
{
    Q_OBJECT

private:
    static HostRecord host(const QString &name, const QString &address, int line = 0) { return {.name = name, .address = address, .line = line}; }
    static Document csv(const QList<HostRecord> &hosts) { return {.hosts = hosts, .match = MatchBy::NameOrAddress}; }
    static QStringList states(const ImportPlan &plan)
    {
        QStringList keys;
        for (const PlanRow &row : plan.rows)
            keys += stateKey(row.state);
        return keys;
    }

private slots:
    void csvRowsAreFoundByNameThenByAddress()
    {
        ImportWorld world;
        QVERIFY(world.import(csv({host(u"web"_s, u"192.0.2.1"_s), host(u"db"_s, u"192.0.2.2"_s)})));
        HostRecord moved = host(u"web"_s, u"192.0.2.9"_s);
        HostRecord unnamed = host({}, u"192.0.2.2"_s);
        unnamed.user = u"postgres"_s;
        const HostRecord twin = host(u"other"_s, u"192.0.2.1"_s);
        const ImportPlan plan = makePlan(csv({moved, unnamed, twin}), world.present());
        QCOMPARE(states(plan), (QStringList{u"changed"_s, u"changed"_s, u"conflict"_s}));
        QCOMPARE(plan.rows[1].values.name, u"db"_s);
        QCOMPARE(plan.rows[1].changes.size(), 1);
        QCOMPARE(plan.rows[1].changes[0].after, u"postgres"_s);
        QVERIFY(plan.rows[2].canImport && !plan.rows[2].isWanted());
    }

    void twoInstancesOfOneNameAreAConflictUnlessTheAddressTells()
    {
        ImportWorld world;
        world.add({.name = u"web"_s, .address = u"192.0.2.1"_s});
        world.add({.name = u"web"_s, .address = u"192.0.2.2"_s});
        const ImportPlan plan = makePlan({.hosts = {host(u"web"_s, u"192.0.2.3"_s)}}, world.present());
        QCOMPARE(states(plan), QStringList{u"conflict"_s});
        QVERIFY(!plan.rows[0].canImport);
        QCOMPARE(states(makePlan({.hosts = {host(u"web"_s, u"192.0.2.2"_s)}}, world.present())), QStringList{u"same"_s});
    }

    void whatAFileDoesNotSayStays()
    {
        ImportWorld world;
        world.add({.name = u"web"_s, .address = u"192.0.2.1"_s, .port = 2222, .user = u"ops"_s, .environment = Environment::Production, .notes = u"keep"_s,
                   .tags = QStringList{u"a"_s}});
        HostRecord record = host(u"web"_s, u"192.0.2.5"_s);
        record.tags = {u"b"_s};
        QCOMPARE(world.import({.hosts = {record}})->changed, 1);
        const auto web = *world.inventory.findInstance(world.organization, u"web"_s);
        QCOMPARE(web.address, u"192.0.2.5"_s);
        QCOMPARE(web.port, 2222);
        QCOMPARE(web.user, u"ops"_s);
        QCOMPARE(web.environment, Environment::Production);
        QCOMPARE(web.notes, u"keep"_s);
        QCOMPARE(web.tags, (QStringList{u"a"_s, u"b"_s}));
    }

    void aGroupThatGivesTheValueNeedsNoOwnOne()
    {
        ImportWorld world;
        const auto group = ImportWorld::wait(world.inventory.addGroup(
            world.permit(team::Action::GroupEdit), {.organization = world.organization, .name = u"Web"_s, .own = {.user = u"deploy"_s, .port = 2222}}));
        QVERIFY(group);
        HostRecord same = host(u"same"_s, u"192.0.2.1"_s), other = host(u"other"_s, u"192.0.2.2"_s);
        same.group = other.group = QStringList{u"web"_s}; // names of groups do not differ by case
        same.user = u"deploy"_s;
        same.port = 2222;
        other.user = u"root"_s;
        other.port = 22;
        QCOMPARE(world.import({.hosts = {same, other}})->added, 2);
        QCOMPARE(world.inventory.groups(world.organization)->size(), 1);
        const auto first = *world.inventory.findInstance(world.organization, u"same"_s);
        QCOMPARE(first.group, group->id);
        QVERIFY(first.own.user.isEmpty() && first.own.port == 0);
        const auto second = *world.inventory.findInstance(world.organization, u"other"_s);
        QCOMPARE(second.own.user, u"root"_s);
        QCOMPARE(second.port, 22);
        QCOMPARE(states(makePlan({.hosts = {same, other}}, world.present())), (QStringList{u"same"_s, u"same"_s}));
    }

    void aHostThatMovesKeepsWhatCounts()
    {
        ImportWorld world;
        HostRecord web = host(u"web"_s, u"192.0.2.1"_s);
        web.user = u"ops"_s;
        QVERIFY(world.import({.hosts = {web}}));
        QVERIFY(ImportWorld::wait(world.inventory.addGroup(world.permit(team::Action::GroupEdit), {.organization = world.organization, .name = u"g"_s,
                                                                                                    .own = {.user = u"grouped"_s, .port = 2200}})));
        QCOMPARE(world.import({.hosts = {host(u"web"_s, u"192.0.2.1"_s)}}, {.group = {u"g"_s}})->changed, 1);
        const auto moved = *world.inventory.findInstance(world.organization, u"web"_s);
        QCOMPARE(moved.user, u"ops"_s);
        QCOMPARE(moved.port, 22);
        QVERIFY(!moved.group.isNull());
    }

    void jumpHostsComeAlong()
    {
        ImportWorld world;
        HostRecord inner = host(u"inner"_s, u"10.0.0.1"_s);
        inner.jump = JumpTo{.name = u"gate"_s};
        const Document document{.hosts = {inner, host(u"gate"_s, u"192.0.2.1"_s), host(u"third"_s, u"192.0.2.3"_s)}};
        const Present present = world.present();
        const ImportPlan plan = makePlan(document, present);
        const QList<qsizetype> chosen = plan.chosen({true, false, false});
        QCOMPARE(chosen, (QList<qsizetype>{0, 1}));
        QVERIFY(ImportWorld::wait(applyPlan(world.inventory, world.gate, present, plan, chosen)));
        const auto gate = *world.inventory.findInstance(world.organization, u"gate"_s);
        const auto made = *world.inventory.findInstance(world.organization, u"inner"_s);
        QCOMPARE(made.jump, (Jump{Jump::Through, gate.id}));
    }

    void chosenForAllFillsWhatIsMissing()
    {
        ImportWorld world;
        HostRecord own = host(u"own"_s, u"192.0.2.1"_s), bare = host(u"bare"_s, u"192.0.2.2"_s);
        own.environment = Environment::Staging;
        own.projects = {{u"Search"_s, u"api"_s}};
        own.group = QStringList{u"here"_s};
        QCOMPARE(world.import({.hosts = {own, bare}}, {.project = u"Checkout"_s, .environment = Environment::Production, .group = {u"a"_s, u"b"_s}})->added, 2);
        const Present present = world.present();
        const auto values = [&](const QString &name) { return std::ranges::find(present.hosts, name, [](const auto &one) { return one.values.name; })->values; };
        QCOMPARE(values(u"own"_s).projects, (QHash<QString, QString>{{u"Search"_s, u"api"_s}}));
        QCOMPARE(values(u"bare"_s).projects, (QHash<QString, QString>{{u"Checkout"_s, QString()}}));
        QCOMPARE(*values(u"own"_s).environment, Environment::Staging);
        QCOMPARE(*values(u"bare"_s).environment, Environment::Production);
        QCOMPARE(*values(u"bare"_s).group, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(present.projects.size(), 2);
    }

    void nothingIsImportedByHalf()
    {
        ImportWorld world;
        const Present present = world.present();
        ImportPlan plan = makePlan({.hosts = {host(u"good"_s, u"192.0.2.1"_s), host(u"spoiled"_s, u"192.0.2.2"_s)}}, present, {.project = u"P"_s, .group = {u"g"_s}});
        plan.rows[1].values.address = u"not an address"_s; // as if the inventory thought otherwise
        const QStringList before = world.rows();
        const auto applied = ImportWorld::wait(applyPlan(world.inventory, world.gate, present, plan, {0, 1}));
        QVERIFY(!applied);
        QVERIFY(applied.error().text.contains(u"spoiled"_s));
        QCOMPARE(world.rows(), before);
    }

    void anImportIsOneStepThatCanBeUndone()
    {
        ImportWorld world;
        const QStringList before = world.rows();
        const auto document = readFixture(u"csv/plain.csv"_s);
        const auto applied = world.import(*document);
        QCOMPARE(applied->added, 2);
        QCOMPARE(applied->undoNumber, world.inventory.undo().undoNumber());
        const QStringList after = world.rows();
        QVERIFY(ImportWorld::wait(world.inventory.undo().undo(world.permit(team::Action::InventoryUndo))));
        QCOMPARE(world.rows(), before);
        QVERIFY(ImportWorld::wait(world.inventory.undo().redo(world.permit(team::Action::InventoryUndo))));
        QCOMPARE(world.rows(), after);
    }

    void aViewerMayNotImport()
    {
        ImportWorld world;
        world.gate.setRole(team::Role::Viewer);
        QCOMPARE(world.import(*readFixture(u"csv/plain.csv"_s)).error().code, Errc::Denied);
        QVERIFY(world.present().hosts.isEmpty());
    }

    void aCancelledPlanIsEmpty()
    {
        QVERIFY(makePlan(*readFixture(u"csv/plain.csv"_s), {}, {}, [] { return true; }).rows.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
