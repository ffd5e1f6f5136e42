#include "inventory/inheritance.h"
#include "inventory/world.h"

#include <QRandomGenerator>

using namespace aiops;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;

namespace {

/// The rule in its plainest form, to compare with.
template <typename T, typename Given>
T nearest(const QHash<GroupId, Group> &groups, const Inheritable &own, GroupId group, Given given, T fallback)
{
    QSet<GroupId> seen;
    std::optional<T> found = given(own);
    while (!found && groups.contains(group) && !seen.contains(group)) {
        seen.insert(group);
        found = given(groups[group].own);
        group = groups[group].parent;
    }
    return found.value_or(fallback);
}

Inheritable someValues(QRandomGenerator &random)
{
    Inheritable own;
    if (random.bounded(3) == 0)
        own.user = u"user%1"_s.arg(random.bounded(5));
    if (random.bounded(3) == 0)
        own.port = 1 + int(random.bounded(65535));
    if (random.bounded(3) == 0)
        own.environment = Environment(1 + random.bounded(3));
    if (random.bounded(4) == 0)
        own.jump = random.bounded(2) ? Jump{Jump::Direct, {}} : Jump{Jump::Through, InstanceId::create()};
    return own;
}

} // namespace

class TestGroups final : public QObject
{
    Q_OBJECT

private slots:
    void anInstanceTakesWhatItsGroupsSayUnlessItSaysItself()
    {
        World world;
        const auto top = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .name = u"Web tier"_s,
            .own = {.user = u"deploy"_s, .port = 2222, .environment = Environment::Production}}));
        QVERIFY(top);
        const auto inner = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization,
            .parent = top->id, .name = u"Frankfurt"_s, .own = {.port = 2200}}));
        QVERIFY(inner);
        const auto web = world.add({.name = u"web-1"_s, .address = u"192.0.2.1"_s, .group = inner->id});
        QCOMPARE(web.user, u"deploy"_s);
        QCOMPARE(web.port, 2200);
        QCOMPARE(web.environment, Environment::Production);
        QCOMPARE(web.own.port, 0);
        const auto edited = world.wait(world.inventory.editInstance(world.permit(), web.id, {.port = 22}));
        QCOMPARE(edited->port, 22);
        QCOMPARE(world.wait(world.inventory.editInstance(world.permit(), web.id, {.port = 0}))->port, 2200);
        const Inheritance tree(*world.inventory.groups(world.organization));
        QCOMPARE(tree.pathText(inner->id), u"Web tier/Frankfurt"_s);
        QCOMPARE(tree.resolve(web.own, web.group).port, (Inherited<int>{2200, inner->id}));
        QCOMPARE(tree.resolve(web.own, web.group).user, (Inherited<QString>{u"deploy"_s, top->id}));
        QCOMPARE(world.inventory.instances({.organization = world.organization, .environment = Environment::Production})->size(), 1);
        QCOMPARE(*world.inventory.countInstances({.organization = world.organization, .environment = Environment::Staging}), 0);
        QCOMPARE(world.inventory.findInstance(world.organization, u"web-1"_s)->user, u"deploy"_s);
    }

    void aGroupThatGoesLeavesWhatWasInIt()
    {
        World world;
        const auto top = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .name = u"a"_s}));
        const auto middle = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .parent = top->id, .name = u"b"_s}));
        const auto low = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .parent = middle->id, .name = u"c"_s}));
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s, .group = middle->id});
        QVERIFY(world.wait(world.inventory.removeGroup(world.permit(), middle->id)));
        QCOMPARE(world.inventory.instance(web.id)->group, top->id);
        QCOMPARE(world.inventory.group(low->id)->parent, top->id);
        QCOMPARE(world.inventory.group(middle->id).error().code, Errc::NotFound);
    }

    void badGroupsAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("user");
        QTest::addColumn<Errc>("code");
        QTest::newRow("no name") << u"  "_s << 0 << u""_s << Errc::Invalid;
        QTest::newRow("a path") << u"a/b"_s << 0 << u""_s << Errc::Invalid;
        QTest::newRow("a control character") << u"a\nb"_s << 0 << u""_s << Errc::Invalid;
        QTest::newRow("a port too large") << u"x"_s << 70'000 << u""_s << Errc::Invalid;
        QTest::newRow("an option as user") << u"x"_s << 0 << u"-oProxyCommand=x"_s << Errc::Invalid;
        QTest::newRow("a name that is taken") << u"WEB"_s << 0 << u""_s << Errc::Conflict;
    }
    void badGroupsAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(int, port);
        QFETCH(QString, user);
        QFETCH(Errc, code);
        World world;
        QVERIFY(world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .name = u"web"_s})));
        const auto bad = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .name = name,
                                                                               .own = {.user = user, .port = port}}));
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, code);
        QCOMPARE(world.inventory.groups(world.organization)->size(), 1);
    }

    void aGroupDoesNotMoveIntoItself()
    {
        World world;
        const auto top = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .name = u"a"_s}));
        const auto low = world.wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .parent = top->id, .name = u"b"_s}));
        QCOMPARE(world.wait(world.inventory.moveGroup(world.permit(), top->id, low->id)).error().code, Errc::Invalid);
        QCOMPARE(world.wait(world.inventory.moveGroup(world.permit(), top->id, top->id)).error().code, Errc::Invalid);
        QVERIFY(world.wait(world.inventory.moveGroup(world.permit(), low->id, {})));
        QVERIFY(world.inventory.group(low->id)->parent.isNull());
    }

    void circlesFromElsewhereEndTheWalk()
    {
        const auto a = GroupId::create();
        const auto b = GroupId::create();
        const Inheritance tree({{.id = a, .parent = b, .name = u"a"_s}, {.id = b, .parent = a, .name = u"b"_s, .own = {.user = u"x"_s}}});
        QCOMPARE(tree.resolve({}, a).user.value, u"x"_s);
        QCOMPARE(tree.resolve({}, a).port.value, 22);
        Instance self{.id = InstanceId::create()};
        self.own.jump = {Jump::Through, self.id};
        tree.apply(self);
        QCOMPARE(self.jump, (Jump{Jump::Direct, {}}));
    }

    void inheritedValuesAgreeWithASlowReference()
    {
        QRandomGenerator random(20261125);
        for (int round = 0; round < 200; ++round) {
            QList<Group> groups;
            QHash<GroupId, Group> byId;
            for (int i = 0; i < 30; ++i) {
                const GroupId parent = groups.isEmpty() || random.bounded(4) == 0 ? GroupId() : groups[random.bounded(groups.size())].id;
                groups.append({.id = GroupId::create(), .parent = parent, .name = QString::number(i), .own = someValues(random)});
                byId.insert(groups.last().id, groups.last());
            }
            const Inheritance tree(groups);
            const Inheritable own = someValues(random);
            const GroupId group = groups[random.bounded(groups.size())].id;
            const Resolved resolved = tree.resolve(own, group);
            QCOMPARE(resolved.user.value, nearest<QString>(byId, own, group, [](const Inheritable &v) {
                return v.user.isEmpty() ? std::nullopt : std::optional(v.user); }, QString()));
            QCOMPARE(resolved.port.value, nearest<int>(byId, own, group, [](const Inheritable &v) {
                return v.port == 0 ? std::nullopt : std::optional(v.port); }, 22));
            QCOMPARE(resolved.environment.value, nearest<Environment>(byId, own, group, [](const Inheritable &v) {
                return v.environment == Environment::None ? std::nullopt : std::optional(v.environment); }, Environment::None));
            QCOMPARE(resolved.jump.value, nearest<Jump>(byId, own, group, [](const Inheritable &v) {
                return v.jump.kind == Jump::Inherit ? std::nullopt : std::optional(v.jump); }, Jump{Jump::Direct, {}}));
        }
    }
};

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_groups.moc"
