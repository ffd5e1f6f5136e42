#include "inventory/world.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using team::Action;

class TestUndo final : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsRecordedCanBeUndone()
    {
        World world;
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s});
        QVERIFY(!world.inventory.undo().canUndo());
        QCOMPARE(World::wait(world.inventory.undo().undo(world.permit(Action::InventoryUndo))).error().code, Errc::NotFound);
        recorded(world, u"Rename"_s, [&] { return world.inventory.editInstance(world.permit(), web.id, {.name = u"api"_s}); });
        QCOMPARE(world.inventory.undo().undoText(), u"Rename"_s);
        QCOMPARE(*undo(world), u"Rename"_s);
        QCOMPARE(world.inventory.instance(web.id)->name, u"web"_s);
        QCOMPARE(*redo(world), u"Rename"_s);
        QCOMPARE(world.inventory.instance(web.id)->name, u"api"_s);
    }

    /// Nobody needs to visit the event loop between the end of a change and its undoing.
    void aStepIsThereWhenItsChangeHasFinished()
    {
        World world;
        const Instance instance = world.add({.name = u"a"_s, .address = u"192.0.2.1"_s});
        QSignalSpy changed(&world.inventory.undo(), &UndoStack::changed);
        Future<Instance> renamed;
        {
            const auto recording = world.inventory.record(u"Rename"_s);
            renamed = world.inventory.editInstance(world.permit(), instance.id, {.name = u"b"_s});
        }
        renamed.waitForFinished();
        const qint64 number = world.inventory.undo().undoNumber();
        QVERIFY(number > 0);
        QVERIFY(world.inventory.undo().canUndo());
        QCOMPARE(world.inventory.undo().undoText(), u"Rename"_s);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(undo(world));
        QVERIFY(world.inventory.undo().canRedo());
        QCOMPARE(world.inventory.undo().undoNumber(), 0);
        QCOMPARE(world.inventory.instance(instance.id)->name, u"a"_s);
    }

    void aRemovedInstanceComesBackWithEverything()
    {
        World world;
        const auto project = World::wait(world.inventory.addProject(world.permit(), world.organization, {.name = u"Checkout"_s}));
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s, .tags = QStringList{u"a=1"_s, u"b"_s}});
        QVERIFY(World::wait(world.inventory.link(world.permit(), project->id, web.id, u"web"_s)));
        QVERIFY(World::wait(world.inventory.saveService(world.permit(), {.instance = web.id, .kind = u"http"_s, .port = 80})));
        const QStringList before = world.rows();
        recorded(world, u"Remove"_s, [&] { return world.inventory.removeInstance(world.permit(), web.id); });
        QCOMPARE(world.inventory.instance(web.id).error().code, Errc::NotFound);
        QVERIFY(undo(world));
        QCOMPARE(world.rows(), before);
    }

    void whatSomebodyChangedMeanwhileStays()
    {
        World world;
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s});
        recorded(world, u"Rename"_s, [&] { return world.inventory.editInstance(world.permit(), web.id, {.name = u"api"_s}); });
        QVERIFY(World::wait(world.inventory.editInstance(world.permit(), web.id, {.name = u"gateway"_s})));
        QCOMPARE(undo(world).error().code, Errc::Conflict);
        QCOMPARE(world.inventory.instance(web.id)->name, u"gateway"_s);
        QVERIFY(!world.inventory.undo().canUndo());
    }

    void undoAfterAnySequenceOfEditsRestoresTheExactRows()
    {
        for (const quint32 seed : {1U, 2U, 3U, 4U}) {
            World world;
            QRandomGenerator random(seed);
            std::vector<QStringList> states{world.rows()};
            for (int i = 0; i < 40; ++i) {
                step(world, random);
                if (const QStringList now = world.rows(); now != states.back())
                    states.push_back(now);
            }
            QVERIFY(states.size() > 10);
            for (size_t i = states.size() - 1; i > 0; --i) {
                QVERIFY2(undo(world), qPrintable(QString::number(seed)));
                QCOMPARE(world.rows(), states[i - 1]);
            }
            for (size_t i = 1; i < states.size(); ++i) {
                QVERIFY(redo(world));
                QCOMPARE(world.rows(), states[i]);
            }
        }
    }

    void aBatchIsOneStepAndOneEntryOrNothing()
    {
        World world;
        const auto old = world.add({.name = u"old"_s, .address = u"192.0.2.1"_s, .tags = QStringList{u"x"_s}});
        const QStringList before = world.rows();
        Batch batch{.organization = world.organization};
        batch.newProjects.append({ProjectId::create(), {.name = u"Search"_s}});
        batch.newGroups.append({.id = GroupId::create(), .name = u"Web"_s, .own = {.user = u"deploy"_s}});
        batch.newGroups.append({.id = GroupId::create(), .parent = batch.newGroups[0].id, .name = u"Inner"_s});
        for (int i = 0; i < 1200; ++i)
            batch.changes.append({.values = {.name = u"n%1"_s.arg(i), .address = u"10.0.0.1"_s, .group = batch.newGroups[1].id},
                                  .addTags = {u"new"_s}, .links = {{.project = batch.newProjects[0].id, .role = u"web"_s}}});
        batch.changes.append({.id = old.id, .values = {.name = u"older"_s}, .addTags = {u"y"_s}, .removeTags = {u"x"_s}});
        Batch broken = batch;
        broken.changes.append({.values = {.name = u"bad"_s, .address = u"two words"_s}});
        const auto refused = World::wait(world.inventory.apply(world.permit(Action::InstanceImport), broken));
        QCOMPARE(refused.error().code, Errc::Invalid);
        QVERIFY2(refused.error().text.startsWith(u"bad: "_s), qPrintable(refused.error().text));
        QCOMPARE(world.rows(), before);
        const qint64 groups = outboxGroups(world);
        recorded(world, u"Import"_s, [&] { return world.inventory.apply(world.permit(Action::InstanceImport), batch); });
        QCOMPARE(world.inventory.instances({.organization = world.organization, .project = batch.newProjects[0].id})->size(), 1200);
        QCOMPARE(world.inventory.findInstance(world.organization, u"n7"_s)->user, u"deploy"_s);
        QCOMPARE(world.inventory.instance(old.id)->tags, QStringList{u"y"_s});
        QVERIFY2(outboxGroups(world) - groups > 5, "a big change goes in groups of at most 500 operations");
        QVERIFY(undo(world));
        QCOMPARE(world.rows(), before);
    }

    void theFaultyOneOfManyIsNamed_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Errc>("code");
        QTest::newRow("instance that is there") << u"id"_s << Errc::Conflict;
        QTest::newRow("in a project twice") << u"link"_s << Errc::Conflict;
        QTest::newRow("project of another") << u"project"_s << Errc::NotFound;
        QTest::newRow("group that is not there") << u"group"_s << Errc::Invalid;
        QTest::newRow("key file") << u"keyFile"_s << Errc::Invalid;
    }
    void theFaultyOneOfManyIsNamed()
    {
        QFETCH(QString, fault);
        QFETCH(Errc, code);
        World world;
        const auto old = world.add({.name = u"old"_s, .address = u"192.0.2.1"_s});
        const QStringList before = world.rows();
        Batch batch{.organization = world.organization};
        const ProjectId project = ProjectId::create();
        batch.newProjects.append({project, {.name = u"Search"_s}});
        for (int i = 0; i < 70; ++i)
            batch.changes.append({.values = {.name = u"n%1"_s.arg(i), .address = u"10.0.0.1"_s, .tags = QStringList{u"a"_s, u"a "_s}}, .addTags = {u"a"_s, u"b"_s},
                                  .links = {{.project = project}}});
        InstanceChange &bad = batch.changes[41];
        if (fault == "id"_L1)
            bad.newId = old.id;
        else if (fault == "link"_L1)
            bad.links.append({.project = project});
        else if (fault == "project"_L1)
            bad.links.append({.project = ProjectId::create()});
        else if (fault == "group"_L1)
            bad.values.group = GroupId::create();
        else
            bad.keyFile = u"a\nb"_s;
        const auto refused = World::wait(world.inventory.apply(world.permit(Action::InstanceImport), batch));
        QCOMPARE(refused.error().code, code);
        QVERIFY2(refused.error().text.startsWith(u"n41: "_s), qPrintable(refused.error().text));
        QCOMPARE(world.rows(), before);
        batch.changes.removeAt(41);
        const auto done = World::wait(world.inventory.apply(world.permit(Action::InstanceImport), batch));
        QCOMPARE(done->size(), 69);
        QCOMPARE(world.inventory.instance(done->constLast())->name, u"n69"_s);
        QCOMPARE(world.inventory.instance(done->constLast())->tags, (QStringList{u"a"_s, u"b"_s}));
    }

    void marksStayOnThisComputer()
    {
        World world;
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s});
        const QStringList before = world.rows();
        const qint64 groups = outboxGroups(world);
        QVERIFY(World::wait(world.inventory.setFavorite(web.id, true)));
        QVERIFY(World::wait(world.inventory.setKeyFile(web.id, u"/home/me/.ssh/id"_s)));
        QVERIFY(World::wait(world.inventory.noteOpened(web.id, QDateTime::currentDateTimeUtc())));
        QVERIFY(World::wait(world.inventory.noteSeen({web.id, QDateTime::currentDateTimeUtc(), 12, u"reachable"_s})));
        const Marks marks = world.inventory.marks()->value(web.id);
        QVERIFY(marks.favorite && marks.openedAt.isValid());
        QCOMPARE(marks.keyFile, u"/home/me/.ssh/id"_s);
        QCOMPARE(world.inventory.lastSeen()->value(web.id).latencyMs, 12);
        QCOMPARE(world.rows(), before);
        QCOMPARE(outboxGroups(world), groups);
        QVERIFY(!outboxText(world).contains(u"id"_s + u"_rsa"_s) && !outboxText(world).contains(u"/home/me"_s));
    }

    void notesAreFound()
    {
        World world;
        world.add({.name = u"web"_s, .address = u"192.0.2.1"_s, .notes = u"# Runbook\nRestart nginx 100% first\nthen smile"_s});
        QVERIFY(World::wait(world.inventory.addProject(world.permit(), world.organization, {.name = u"P"_s, .notes = u"call the Nginx team"_s})));
        QCOMPARE(world.inventory.searchNotes(world.organization, u"nginx"_s)->size(), 2);
        QCOMPARE(world.inventory.searchNotes(world.organization, u"100% f"_s)->value(0).excerpt, u"Restart nginx 100% first"_s);
        QVERIFY(world.inventory.searchNotes(world.organization, u"1000"_s)->isEmpty());
        QVERIFY(world.inventory.searchNotes(world.organization, u" "_s)->isEmpty());
    }

    void viewsAndServicesAreChecked()
    {
        World world;
        const auto web = world.add({.name = u"web"_s, .address = u"192.0.2.1"_s});
        QCOMPARE(World::wait(world.inventory.saveService(world.permit(), {.instance = web.id, .kind = u"ftp"_s, .port = 21})).error().code, Errc::Invalid);
        QCOMPARE(World::wait(world.inventory.saveService(world.permit(), {.instance = web.id, .kind = u"http"_s, .port = 0})).error().code, Errc::Invalid);
        auto service = World::wait(world.inventory.saveService(world.permit(), {.instance = web.id, .kind = u"http"_s, .port = 80, .path = u"admin"_s}));
        QCOMPARE(service->path, u"/admin"_s);
        service->port = 8080;
        QCOMPARE(World::wait(world.inventory.saveService(world.permit(), *service))->port, 8080);
        QCOMPARE(world.inventory.services(web.id)->size(), 1);
        QVERIFY(World::wait(world.inventory.removeService(world.permit(), service->id)));
        QCOMPARE(World::wait(world.inventory.saveView(world.permit(), {.organization = world.organization, .name = u"v"_s, .query = u"["_s})).error().code, Errc::Invalid);
        auto view = World::wait(world.inventory.saveView(world.permit(), {.organization = world.organization, .name = u"Prod"_s, .query = u"{}"_s}));
        QVERIFY(view);
        QCOMPARE(World::wait(world.inventory.saveView(world.permit(), {.organization = world.organization, .name = u"PROD"_s, .query = u"{}"_s})).error().code, Errc::Conflict);
        view->name = u"Production"_s;
        QCOMPARE(World::wait(world.inventory.saveView(world.permit(), *view))->name, u"Production"_s);
        QCOMPARE(world.inventory.savedViews(world.organization)->size(), 1);
    }

private:
    template <typename Change>
    static void recorded(World &world, const QString &text, Change change)
    {
        auto future = [&] {
            const auto recording = world.inventory.record(text);
            return change();
        }();
        QVERIFY(World::wait(std::move(future)));
    }
    static Result<QString> undo(World &world) { return World::wait(world.inventory.undo().undo(world.permit(Action::InventoryUndo))); }
    static Result<QString> redo(World &world) { return World::wait(world.inventory.undo().redo(world.permit(Action::InventoryUndo))); }

    static qint64 outboxGroups(World &world)
    {
        QSqlDatabase db = world.database->reader();
        auto query = storage::run(db, u"SELECT count(*) FROM outbox"_s);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }
    static QString outboxText(World &world)
    {
        QSqlDatabase db = world.database->reader();
        auto query = storage::run(db, u"SELECT group_concat(group_json) FROM outbox"_s);
        return query && query->next() ? query->value(0).toString() : QString();
    }

    /// One change of any kind, of something that exists.
    static void step(World &world, QRandomGenerator &random)
    {
        const auto instances = *world.inventory.instances({.organization = world.organization});
        const auto groups = *world.inventory.groups(world.organization);
        const auto projects = *world.inventory.projects(world.organization);
        const auto recording = world.inventory.record(u"step"_s);
        const InstanceId one = instances.isEmpty() ? InstanceId() : instances[random.bounded(instances.size())].id;
        const GroupId group = groups.isEmpty() ? GroupId() : groups[random.bounded(groups.size())].id;
        const QString name = u"n%1"_s.arg(random.bounded(1'000'000));
        switch (random.bounded(9)) {
        case 0: World::wait(world.inventory.addInstance(world.permit(), world.organization, {.name = name, .address = u"h"_s, .tags = QStringList{name}, .group = group})); break;
        case 1: World::wait(world.inventory.editInstance(world.permit(), one, {.name = name, .port = int(random.bounded(3)), .tags = QStringList{u"t"_s, name}})); break;
        case 2: World::wait(world.inventory.removeInstance(world.permit(), one)); break;
        case 3: World::wait(world.inventory.addGroup(world.permit(), {.organization = world.organization, .parent = group, .name = name, .own = {.user = name}})); break;
        case 4: World::wait(world.inventory.removeGroup(world.permit(), group)); break;
        case 5: World::wait(world.inventory.addProject(world.permit(), world.organization, {.name = name})); break;
        case 6: if (!projects.isEmpty()) World::wait(world.inventory.link(world.permit(), projects[random.bounded(projects.size())].id, one, name)); break;
        case 7: World::wait(world.inventory.archiveInstance(world.permit(), one)); break;
        case 8: World::wait(world.inventory.saveService(world.permit(), {.instance = one, .kind = u"http"_s, .name = name, .port = 80})); break;
        }
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
