#include "features/myspace/gui/parts.h"
#include "features/myspace/gui/spacesearch.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace aiops::myspace;

class TestSpaceSearch final : public QObject
{
    Q_OBJECT

private:
    static QStringList names(const QList<shell::SearchHit> &hits)
    {
        QStringList texts;
        for (const shell::SearchHit &hit : hits)
            texts << hit.text;
        return texts;
    }

private slots:
    void initTestCase() { new widgets::Theme(qApp); }

    void instancesAreFoundAndChangesFollow()
    {
        Parts p;
        p.fill();
        SpaceSearch search(p.actions);
        QVERIFY(search.instances(u"web"_s).isEmpty());
        search.prepare();
        SOON_VERIFY(search.isReady());
        QCOMPARE(names(search.instances(u"db prim"_s)), QStringList(u"checkout-db-primary"_s));
        QCOMPARE(names(search.instances(u"198.51"_s)), QStringList(u"search-api-02"_s));
        QCOMPARE(search.instances({}).size(), 5);
        QVERIFY(search.instances(u"checkout-db"_s).constFirst().context.contains(u"Search Platform"_s));
        QSignalSpy again(&search, &SpaceSearch::ready);
        p.add(u"new-one"_s, u"10.9.9.9"_s);
        QVERIFY(again.wait(30'000));
        QCOMPARE(names(search.instances(u"new-one"_s)), QStringList(u"new-one"_s));
    }

    void whatIsGoneIsNotOffered()
    {
        Parts p;
        p.add(u"web-1"_s, u"10.0.0.1"_s);
        SpaceSearch search(p.actions);
        search.prepare();
        SOON_VERIFY(search.isReady());
        const InstanceId id = p.estate.instances().constFirst().id;
        p.actions.changes().remove({id});
        SOON_COMPARE(p.estate.instances().size(), 0);
        QVERIFY(search.instances(u"web"_s).isEmpty()); // with the old index and with the new one
        QVERIFY(!search.instance(id.toString()));
        QVERIFY(!search.instance(u"no id"_s));
    }

    void aHitOpensItsPageATerminalOrSomethingElse()
    {
        Parts p;
        p.add(u"web-1"_s, u"10.0.0.1"_s);
        SpaceSearch search(p.actions);
        QSignalSpy opened(&p.navigator, &shell::Navigator::opened);
        const QString id = p.estate.instances().constFirst().id.toString();
        const auto hit = search.instance(id);
        QVERIFY(hit && hit->objectKind == u"instance");
        hit->run();
        QCOMPARE(opened.takeFirst(), QVariantList({u"instance"_s, id}));
        hit->openTerminal();
        QCOMPARE(opened.takeFirst(), QVariantList({u"terminals"_s, id}));
        QCOMPARE(names(hit->actions()).first(2), QStringList({u"Open"_s, u"Open terminal"_s}));
    }

    void projectsChangeTheView()
    {
        Parts p;
        p.fill();
        SpaceSearch search(p.actions);
        const auto hits = search.projects(u"sear"_s);
        QCOMPARE(names(hits), QStringList(u"Search Platform"_s));
        QCOMPARE(hits.constFirst().color, u"#0568bc"_s);
        hits.constFirst().run();
        QCOMPARE(p.estate.view().kind, View::OneProject);
    }

    void groupsAndViewsAreFoundWithTheirPlace()
    {
        Parts p;
        p.fill();
        const OrganizationId organization = p.estate.organizationId();
        auto &inventory = p.home->inventory();
        const auto top = inventory.addGroup(*p.home->gatekeeper().request(team::Action::GroupEdit), {.organization = organization, .name = u"Web tier"_s});
        SOON_VERIFY(top.isFinished());
        const auto below = inventory.addGroup(*p.home->gatekeeper().request(team::Action::GroupEdit),
                                              {.organization = organization, .parent = top.result()->id, .name = u"Frontend"_s});
        const auto view = inventory.saveView(*p.home->gatekeeper().request(team::Action::ViewEdit),
                                             {.organization = organization, .name = u"Production, alerting"_s, .query = u"{}"_s});
        SOON_VERIFY(below.isFinished() && view.isFinished());
        QVERIFY(below.result().has_value() && view.result().has_value());
        SOON_COMPARE(p.estate.groups().size(), 2);
        SOON_COMPARE(p.estate.savedViews().size(), 1);
        SpaceSearch search(p.actions);
        const auto groups = search.groups(u"front"_s);
        QCOMPARE(names(groups), QStringList(u"Frontend"_s));
        QCOMPARE(groups.constFirst().context, u"Web tier"_s);
        groups.constFirst().run();
        QCOMPARE(p.estate.view().kind, View::OneGroup);
        QCOMPARE(names(search.views(u"alert"_s)), QStringList(u"Production, alerting"_s));
    }

    void notesAreFoundByALineOfThem()
    {
        Parts p;
        p.actions.changes().saveInstance({}, {.name = u"db-1"_s, .address = u"10.0.0.1"_s, .notes = u"# Runbook\nFailover: promote the REPLICA first\nThen DNS"_s}, {});
        SOON_COMPARE(p.estate.instances().size(), 1);
        SpaceSearch search(p.actions);
        search.prepare();
        SOON_VERIFY(search.isReady());
        const auto hits = search.notes(u"replica"_s);
        QCOMPARE(names(hits), QStringList(u"db-1"_s));
        QCOMPARE(hits.constFirst().context, u"Failover: promote the REPLICA first"_s);
        QVERIFY(search.notes(u"re"_s).isEmpty());
        QVERIFY(search.notes(u"nothing"_s).isEmpty());
    }
};

QTEST_MAIN(TestSpaceSearch)
#include "tst_spacesearch.moc"
