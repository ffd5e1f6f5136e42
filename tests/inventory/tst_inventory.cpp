#include "inventory/inventory.h"
#include "storage/database.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;

class TestInventory final : public QObject
{
    Q_OBJECT

private slots:
    void anInstanceGoesWithItsLinksAndTags()
    {
        const QTemporaryDir folder;
        auto db = std::move(*storage::Database::open(folder.filePath(u"aiops.db"_s), m_clock));
        auto log = std::make_shared<team::AuditLog>(*db);
        team::Gatekeeper gate(m_clock, log);
        Inventory inventory(*db);
        const auto permit = [&gate] { return std::move(*gate.request(team::Action::InstanceAdd)); };
        const auto org = wait(inventory.addOrganization(permit(), u"Acme Ltd"_s));
        QVERIFY(org);
        QCOMPARE(org->slug, u"acme-ltd"_s);
        QCOMPARE(wait(inventory.addOrganization(permit(), u"Acme Ltd"_s)).error().code, Errc::Conflict);
        const auto project = wait(inventory.addProject(permit(), org->id, {.name = u"Checkout"_s, .color = u"#C58801"_s}));
        QVERIFY(project);
        QCOMPARE(project->color, u"#c58801"_s);
        InstanceEdit values{.name = u"web-1"_s, .address = u"127.0.0.1"_s, .port = 2222, .tags = QStringList{u"tier=web"_s}};
        const auto web = wait(inventory.addInstance(permit(), org->id, values, {Link{{}, project->id, {}, u"web"_s}}));
        QVERIFY(web);
        QCOMPARE(web->tags, QStringList(u"tier=web"_s));
        QCOMPARE(inventory.links(org->id)->size(), 1);
        QCOMPARE(inventory.findInstance(org->id, u"web-1"_s)->id, web->id);
        QCOMPARE(inventory.instances({.project = project->id, .tags = {u"tier=web"_s}})->size(), 1);
        QVERIFY(wait(inventory.editInstance(permit(), web->id, {.tags = QStringList{u"b=2"_s}})));
        QCOMPARE(inventory.instance(web->id)->tags, QStringList(u"b=2"_s));
        QVERIFY(wait(inventory.removeInstance(permit(), web->id)));
        QCOMPARE(inventory.links(org->id)->size(), 0);
        QCOMPARE(inventory.instance(web->id).error().code, Errc::NotFound);
        QVERIFY(wait(inventory.useOrganization(org->id)));
        QCOMPARE(inventory.currentOrganization(), org->id);
    }

private:
    template <typename T>
    static Result<T> wait(Future<T> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }))
            return std::unexpected(Error{Errc::TimedOut, u"test"_s});
        return takeResult<T>(future);
    }
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
