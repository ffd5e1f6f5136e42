#include "shots/auditscenes.h"

#include "inventory/inventory.h"
#include "shell/mainwindow.h"
#include "storage/database.h"
#include "team/gatekeeper.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QSqlQuery>
#include <QTest>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000;

QAbstractItemView *table(World &world)
{
    return qobject_cast<QAbstractItemView *>(world.driver.find(u"auditTable"_s));
}

bool verified(World &world)
{
    return QTest::qWaitFor([&] { return world.driver.sees(u"Chain verified"_s); }, kPatience);
}

/// An edit as the window makes it, so that the entry knows before and after.
bool edit(World &world)
{
    auto &services = world.driver.program().services();
    const auto instances = services.inventory->instances({.organization = services.inventory->currentOrganization()});
    if (!instances || instances->isEmpty())
        return false;
    const inventory::Inventory::Recording recording(*services.inventory, u"Edit"_s);
    const auto done = services.inventory->editInstance(*services.gatekeeper->request(team::Action::InstanceEdit), instances->last().id,
                                                       {.address = u"10.20.9.44"_s, .port = 2222});
    return QTest::qWaitFor([&] { return done.isFinished(); }, kPatience);
}

bool audit(World &world)
{
    if (!edit(world))
        return false;
    world.driver.window().open(u"audit"_s, QString());
    const auto row = [&] { return table(world)->model()->match(table(world)->model()->index(0, 2), Qt::DisplayRole, u"Edit instance"_s); };
    if (!QTest::qWaitFor([&] { return table(world) && !row().isEmpty(); }, kPatience) || !verified(world))
        return false;
    table(world)->setCurrentIndex(row().first());
    return true;
}

bool auditNoMatch(World &world)
{
    world.driver.window().open(u"audit"_s, QString());
    auto *filter = qobject_cast<QLineEdit *>(world.driver.find(u"filterEdit"_s));
    if (!filter)
        return false;
    filter->setText(u"nobody did this"_s);
    return QTest::qWaitFor([&] { return world.driver.sees(u"No event matches"_s); }, kPatience);
}

bool auditEmpty(World &world)
{
    if (!world.driver.open())
        return false;
    world.driver.window().open(u"audit"_s, QString());
    return QTest::qWaitFor([&] { return world.driver.sees(u"Nothing was done yet"_s) || table(world)->model()->rowCount() > 0; }, kPatience);
}

bool auditBroken(World &world)
{
    auto &services = world.driver.program().services();
    const auto done = services.database->local<void>([](QSqlDatabase &db) {
        for (const QString &statement : {u"DROP TRIGGER audit_no_update"_s, u"UPDATE audit SET actor = 'mallory' WHERE seq = 7"_s})
            QSqlQuery(db).exec(statement);
        return Status();
    });
    if (!QTest::qWaitFor([&] { return done.isFinished(); }, kPatience))
        return false;
    world.driver.window().open(u"audit"_s, QString());
    if (auto *filter = qobject_cast<QLineEdit *>(world.driver.find(u"filterEdit"_s)))
        filter->clear();
    return world.driver.click(u"verifyButton"_s) && QTest::qWaitFor([&] { return world.driver.sees(u"The audit chain is broken"_s); }, kPatience);
}

} // namespace

QList<Scenario> auditScenes()
{
    return {{u"audit"_s, audit},
            {u"audit-narrow"_s, audit, {1100, 700}},
            {u"audit-no-match"_s, auditNoMatch},
            {u"audit-empty"_s, auditEmpty, {1440, 900}, true},
            {u"audit-broken"_s, auditBroken}};
}

} // namespace aiops::shots
