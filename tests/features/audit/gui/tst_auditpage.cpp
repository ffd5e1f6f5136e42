#include "features/audit/gui/auditfeature.h"
#include "features/audit/gui/auditinspector.h"
#include "features/audit/gui/auditmodel.h"
#include "features/audit/alarmsettings.h"
#include "features/audit/forwarder.h"
#include "features/audit/gui/auditpage.h"
#include "features/audit/gui/auditsettingspage.h"
#include "features/audit/gui/auditwords.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/accessalarm.h"
#include "team/confirmer.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSqlQuery>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::audit;
using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {

struct AuditHome
{
    QTemporaryDir dir;
    test::FakeClock clock;
    std::unique_ptr<storage::Database> database = *storage::Database::open(dir.filePath(u"home.db"_s), clock);
    std::shared_ptr<team::AuditLog> log = std::make_shared<team::AuditLog>(*database);
    team::Gatekeeper gatekeeper{clock, log};
    shell::Navigator navigator;
    AuditServices services{*log, gatekeeper, clock};

    void wait()
    {
        auto flushed = log->flushed();
        QTRY_VERIFY_WITH_TIMEOUT(flushed.isFinished(), 60'000);
    }
    void append(int count, const QString &action = u"ssh.connect"_s, const QString &outcome = u"done"_s)
    {
        for (int i = 0; i < count; ++i) {
            clock.advance(std::chrono::seconds(7));
            log->append({.at = clock.now(), .actor = u"local"_s, .action = action, .objectKind = u"instance"_s,
                         .objectId = u"0197"_s, .objectName = u"web-%1"_s.arg(i), .outcome = outcome,
                         .detail = {{u"host"_s, u"10.0.0.1"_s}, {u"port"_s, 22}, {u"via"_s, QJsonObject{{u"jump"_s, u"bastion"_s}}}}});
        }
        wait();
    }
    /// What somebody with the file could do.
    void sql(const QString &statement)
    {
        auto done = database->local<void>([statement](QSqlDatabase &db) -> Status {
            QSqlQuery query(db);
            return query.exec(statement) ? Status() : std::unexpected(Error{Errc::Failed, statement});
        });
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
    }
    AuditModel::RowSource source()
    {
        return [this](const team::AuditFilter &filter) { return ready<QList<team::AuditRow>>(log->list(filter)); };
    }
};

struct Agrees final : team::Confirmer
{
    explicit Agrees(team::Gatekeeper &g) : gatekeeper(g) {}
    Future<void> confirm(team::Action action, QString) override
    {
        asked++;
        if (!answer)
            return failed<void>(answer.error());
        gatekeeper.confirmed(action);
        return ready<void>({});
    }
    team::Gatekeeper &gatekeeper;
    Status answer;
    int asked = 0;
};

template <typename T>
T *child(QWidget *parent, const QString &name)
{
    return parent->findChild<T *>(name);
}

} // namespace

class TestAuditPage final : public QObject
{
    Q_OBJECT

private slots:
    void readsAPageAtATime();
    void newEventsComeOnTopWithoutMovingTheReader();
    void filters_data();
    void filters();
    void everyActionHasWords();
    void verifiedChainSaysHowManyRows();
    void brokenChainNamesTheRow();
    void forgedNumbersEnd();
    void aSlowFilterIsAskedOnce();
    void anErrorIsShownAndNotAskedAgain();
    void timesAreShownInUtcToo();
    void timeAndActorAndObjectFilter();
    void aFileIsExportedAfterAConfirmation_data();
    void aFileIsExportedAfterAConfirmation();
    void whoDoesNotConfirmExportsNothing();
    void whatChangedIsShownWithBeforeAndAfter();
    void removedDetailsAreSaidToBeRemoved();
    void manyUsesAreANotice();
    void rowIsShownAndCopied();
    void eventsNameTheirProjectAndSource();
    void theAlarmIsSetAfterAConfirmation();
    void copiesAreSetUpInTheWindow();
    void pictures();
};

void TestAuditPage::readsAPageAtATime()
{
    AuditHome home;
    home.append(450);
    AuditModel model(home.source());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    model.setWanted({});
    QTRY_COMPARE(model.rowCount(), 200);
    QCOMPARE(model.row(0)->seq, 450);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 400);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.row(449)->seq, 1);
}

void TestAuditPage::newEventsComeOnTopWithoutMovingTheReader()
{
    AuditHome home;
    home.append(300);
    AuditPage page(home.services, home.navigator);
    page.resize(900, 600);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 200);
    table->verticalScrollBar()->setValue(50);
    table->setCurrentIndex(table->model()->index(55, 0));
    const QString seen = table->model()->index(table->rowAt(0), 4).data().toString();
    home.append(250, u"instance.add"_s);
    QTRY_COMPARE(table->currentIndex().row(), 305);
    QCOMPARE(table->model()->index(0, 3).data().toString(), u"instance.add"_s);
    QTRY_COMPARE(table->model()->index(table->rowAt(0), 4).data().toString(), seen);
}

void TestAuditPage::filters_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows");
    QTest::newRow("none") << QString() << u"all"_s << QString() << 9;
    QTest::newRow("group") << u"Vault"_s << u"all"_s << QString() << 5;
    QTest::newRow("outcome") << QString() << u"denied"_s << QString() << 2;
    QTest::newRow("both") << u"SSH"_s << u"denied"_s << QString() << 0;
    QTest::newRow("words of the action") << QString() << u"all"_s << u"unlock VAULT"_s << 5;
    QTest::newRow("object") << QString() << u"all"_s << u"web-3"_s << 1;
    QTest::newRow("detail") << QString() << u"all"_s << u"bastion"_s << 9;
}

void TestAuditPage::filters()
{
    QFETCH(QString, group);
    QFETCH(QString, outcome);
    QFETCH(QString, text);
    QFETCH(int, rows);
    AuditHome home;
    home.append(4);
    home.append(3, u"vault.unlock"_s);
    home.append(2, u"vault.unlock"_s, u"denied"_s);
    AuditPage page(home.services, home.navigator);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    auto *actions = child<QComboBox>(&page, u"actionCombo"_s);
    actions->setCurrentIndex(qMax(0, actions->findText(group)));
    QTest::mouseClick(page.findChild<QAbstractButton *>(outcome), Qt::LeftButton);
    QTest::keyClicks(child<QLineEdit>(&page, u"filterEdit"_s), text);
    QTRY_COMPARE(table->model()->rowCount(), rows);
    QTRY_COMPARE(child<QWidget>(&page, u"auditEmpty"_s)->isVisible(), rows == 0);
}

void TestAuditPage::everyActionHasWords()
{
    for (int i = 0; i <= int(team::Action::DaemonStop); ++i) {
        const QString name = team::actionName(team::Action(i));
        QVERIFY2(actionWords(name) != name, qPrintable(name));
        const auto groups = actionGroups();
        QVERIFY2(std::ranges::any_of(groups, [&name](const ActionGroup &g) { return name.startsWith(g.prefix); }), qPrintable(name));
    }
    QCOMPARE(actionWords(u"later.thing\u202e"_s), u"later.thing\\u202e"_s);
}

void TestAuditPage::verifiedChainSaysHowManyRows()
{
    AuditHome home;
    home.append(1204); // FakeClock: not today
    AuditPage page(home.services, home.navigator);
    page.show();
    child<QPushButton>(&page, u"verifyButton"_s)->click();
    const QString at = home.clock.now().toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
    QTRY_COMPARE(child<QAbstractButton>(&page, u"chainChip"_s)->text(), u"Chain verified to %1"_s.arg(at));
    QVERIFY(child<QAbstractButton>(&page, u"chainChip"_s)->accessibleDescription().startsWith(u"1,204 rows"));
    QVERIFY(!page.findChild<widgets::Banner *>()->hasMessage());
}

void TestAuditPage::brokenChainNamesTheRow()
{
    AuditHome home;
    home.append(30);
    const QStringList triggers = [&home] {
        QStringList names;
        QSqlQuery query(u"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"_s, home.database->reader());
        while (query.next())
            names << query.value(0).toString();
        return names;
    }();
    for (const QString &name : triggers)
        home.sql(u"DROP TRIGGER %1"_s.arg(name));
    home.sql(u"UPDATE audit SET actor = 'mallory' WHERE seq = 17"_s);
    AuditPage page(home.services, home.navigator);
    page.show();
    child<QPushButton>(&page, u"verifyButton"_s)->click();
    auto *banner = page.findChild<widgets::Banner *>();
    QTRY_COMPARE(banner->text(), u"The audit chain is broken at row 17."_s);
    QCOMPARE(banner->tone(), widgets::Banner::Tone::Danger);
    QCOMPARE(child<QAbstractButton>(&page, u"chainChip"_s)->text(), u"Chain broken"_s);
}

void TestAuditPage::forgedNumbersEnd()
{
    int calls = 0;
    AuditModel model([&calls](const team::AuditFilter &) {
        QList<team::AuditRow> rows(AuditModel::pageSize);
        for (int i = 0; i < rows.size(); ++i)
            rows[i].seq = 100 - i;
        return ready<QList<team::AuditRow>>(++calls > 3 ? std::unexpected(Error{Errc::Failed, u"too often"_s}) : Result<QList<team::AuditRow>>(rows));
    });
    model.setWanted({});
    QTRY_COMPARE(model.rowCount(), 200);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(calls, 1);
}

void TestAuditPage::aSlowFilterIsAskedOnce()
{
    QList<std::shared_ptr<QPromise<Result<QList<team::AuditRow>>>>> asked;
    QStringList texts;
    AuditModel model([&](const team::AuditFilter &filter) {
        asked.append(std::make_shared<QPromise<Result<QList<team::AuditRow>>>>());
        texts.append(filter.text);
        asked.last()->start();
        return asked.last()->future();
    });
    const auto answer = [&](qint64 seq) {
        QList<team::AuditRow> rows(1);
        rows[0].seq = seq;
        asked.last()->addResult(rows);
        asked.last()->finish();
    };
    model.setWanted({.text = u"a"_s});
    model.setWanted({.text = u"ab"_s});
    model.setWanted({.text = u"abc"_s});
    QVERIFY(model.isReading());
    QCOMPARE(asked.size(), 1);
    answer(7); // of "a": nobody wants it any more
    QTRY_COMPARE(asked.size(), 2);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(texts.last(), u"abc"_s);
    answer(3);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.row(0)->seq, 3);
    QVERIFY(!model.isReading());
}

void TestAuditPage::anErrorIsShownAndNotAskedAgain()
{
    int calls = 0;
    AuditModel model([&calls](const team::AuditFilter &) {
        calls++;
        return failed<QList<team::AuditRow>>({Errc::Corrupt, u"broken"_s});
    });
    QSignalSpy told(&model, &AuditModel::failed);
    model.setWanted({});
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(calls, 1);
}

void TestAuditPage::timesAreShownInUtcToo()
{
    AuditHome home;
    home.append(1);
    AuditPage page(home.services, home.navigator);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTest::mouseClick(child<QWidget>(&page, u"zoneSegments"_s)->findChild<QAbstractButton *>(u"utc"_s), Qt::LeftButton);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"2026-11-21 08:00:07"_s);
    QCOMPARE(table->model()->headerData(0, Qt::Horizontal).toString(), u"Time (UTC)"_s);
}

void TestAuditPage::timeAndActorAndObjectFilter()
{
    AuditHome home;
    home.append(3);
    home.clock.advance(std::chrono::hours(48));
    home.append(2);
    home.log->append({.at = home.clock.now(), .actor = u"zoe"_s, .action = u"vault.lock"_s, .objectKind = u"vault"_s, .objectId = u"v-1"_s,
                      .objectName = {}, .outcome = u"done"_s, .detail = {}});
    home.wait();
    AuditPage page(home.services, home.navigator);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 6);
    auto *times = child<QComboBox>(&page, u"timeCombo"_s);
    times->setCurrentIndex(times->findText(u"Last 24 hours"_s));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    auto *actors = child<QComboBox>(&page, u"actorCombo"_s);
    QTRY_COMPARE(actors->count(), 3);
    actors->setCurrentIndex(actors->findText(u"zoe"_s));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    page.openObject(u"0197"_s);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QTRY_VERIFY(child<QPushButton>(&page, u"clearFiltersButton"_s));
    child<QPushButton>(&page, u"clearFiltersButton"_s)->click();
    QTRY_COMPARE(table->model()->rowCount(), 6);
    page.openObject(u"0197"_s);
    QTRY_COMPARE(table->model()->rowCount(), 5);
    child<QPushButton>(&page, u"clearObjectButton"_s)->click();
    QTRY_COMPARE(table->model()->rowCount(), 6);
}

void TestAuditPage::aFileIsExportedAfterAConfirmation_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("starts");
    QTest::newRow("json") << u"audit.json"_s << QByteArray("{\"rows\":[\n{");
    QTest::newRow("csv") << u"audit.csv"_s << QByteArray("seq,at,");
}

void TestAuditPage::aFileIsExportedAfterAConfirmation()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, starts);
    AuditHome home;
    home.append(5);
    home.gatekeeper.setConfirmable(true);
    Agrees confirmer(home.gatekeeper);
    home.services.confirmer = &confirmer;
    AuditPage page(home.services, home.navigator);
    page.show();
    const QString path = home.dir.filePath(name);
    child<QPushButton>(&page, u"exportButton"_s)->click();
    QTRY_VERIFY(page.findChild<QFileDialog *>(u"exportFileDialog"_s));
    QCOMPARE(confirmer.asked, 1);
    auto *dialog = page.findChild<QFileDialog *>(u"exportFileDialog"_s);
    emit dialog->fileSelected(path);
    dialog->close();
    auto *banner = page.findChild<widgets::Banner *>();
    QTRY_VERIFY(banner->text().startsWith(u"5 events were written to"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith(starts));
    home.wait();
    const auto newest = home.log->list({.limit = 1})->first();
    QCOMPARE(newest.entry.action, u"audit.export"_s);
    QCOMPARE(newest.entry.outcome, u"done"_s);
}

void TestAuditPage::whoDoesNotConfirmExportsNothing()
{
    struct Refuses final : team::Confirmer
    {
        Future<void> confirm(team::Action, QString) override { return failed<void>({Errc::WrongPassphrase, u"That was not it."_s}); }
    } confirmer;
    AuditHome home;
    home.append(2);
    home.gatekeeper.setConfirmable(true);
    home.services.confirmer = &confirmer;
    AuditPage page(home.services, home.navigator);
    page.show();
    child<QPushButton>(&page, u"exportButton"_s)->click();
    QTRY_COMPARE(page.findChild<widgets::Banner *>()->text(), u"That was not it."_s);
    QVERIFY(!page.findChild<QFileDialog *>(u"exportFileDialog"_s));
}

void TestAuditPage::whatChangedIsShownWithBeforeAndAfter()
{
    const QJsonObject detail{{u"changes"_s, QJsonArray{QJsonObject{{u"field"_s, u"address"_s}, {u"before"_s, u"10.0.0.1"_s}, {u"after"_s, u"10.0.0.2"_s}},
                                                       u"nonsense"_s, QJsonObject{{u"x"_s, 1}}}}};
    const auto changes = changesOf(detail);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].field, u"address"_s);
    QCOMPARE(changes[0].before, u"10.0.0.1"_s);
    QCOMPARE(changes[0].after, u"10.0.0.2"_s);
}

void TestAuditPage::removedDetailsAreSaidToBeRemoved()
{
    AuditHome home;
    home.append(2);
    home.clock.advance(std::chrono::hours(24 * 500));
    auto pruned = home.log->prune(*home.gatekeeper.request(team::Action::AuditPrune), home.clock.now().addDays(-400));
    QTRY_VERIFY(pruned.isFinished());
    AuditPage page(home.services, home.navigator);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    page.inspector()->show();
    table->selectRow(2);
    const auto labels = page.inspector()->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().startsWith(u"Removed by retention."); }));
}

void TestAuditPage::manyUsesAreANotice()
{
    AuditHome home;
    home.log->setAlarm(std::make_shared<team::AccessAlarm>(home.clock, team::AlarmLimits{.reveals = 1}));
    shell::Registry registry;
    registerFeature(registry, home.navigator, home.services);
    QSignalSpy toasts(&home.navigator, &shell::Navigator::toastRequested);
    QSignalSpy problems(&home.navigator, &shell::Navigator::problemRaised);
    home.append(2, u"credential.reveal"_s);
    QTRY_COMPARE(toasts.size(), 1);
    QCOMPARE(toasts[0][0].toString(), u"local revealed, copied or exported more than 1 credentials in 10 minutes."_s);
    QCOMPARE(problems.size(), 1);
}

void TestAuditPage::rowIsShownAndCopied()
{
    AuditHome home;
    home.append(1);
    AuditPage page(home.services, home.navigator);
    page.show();
    QTRY_COMPARE(child<QTableView>(&page, u"auditTable"_s)->model()->rowCount(), 1);
    child<QTableView>(&page, u"auditTable"_s)->selectRow(0);
    QWidget *inspector = page.inspector();
    inspector->show();
    QCOMPARE(inspector->windowTitle(), u"Connect by SSH"_s);
    child<QPushButton>(inspector, u"copyRowButton"_s)->click();
    const QJsonObject copied = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(copied[u"action"_s].toString(), u"ssh.connect"_s);
    QCOMPARE(copied[u"hash"_s].toString().size(), 64);
    const QList<std::pair<QString, QString>> expected{{u"host"_s, u"10.0.0.1"_s}, {u"port"_s, u"22"_s}, {u"via.jump"_s, u"bastion"_s}};
    QCOMPARE(detailRows(copied[u"detail"_s].toObject()), expected);
    QStringList opened;
    connect(&home.navigator, &shell::Navigator::opened, this, [&](const QString &to, const QString &id) { opened << to << id; });
    child<QPushButton>(inspector, u"openObjectButton"_s)->click();
    QCOMPARE(opened, QStringList({u"instance"_s, u"0197"_s}));
}

void TestAuditPage::pictures()
{
    AuditHome home;
    home.append(6);
    home.append(1, u"vault.unlock"_s, u"failed"_s);
    home.append(2, u"credential.attach"_s);
    home.append(1, u"host_key.replace"_s, u"denied"_s);
    home.append(1, u"ssh.shell"_s, u"cancelled"_s);
    QWidget frame;
    frame.resize(1364, 700);
    auto *row = new QHBoxLayout(&frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *page = new AuditPage(home.services, home.navigator);
    page->inspector()->setFixedWidth(316);
    row->addWidget(page, 1);
    row->addWidget(page->inspector());
    frame.show();
    page->inspector()->show();
    QTRY_COMPARE(child<QTableView>(page, u"auditTable"_s)->model()->rowCount(), 11);
    child<QTableView>(page, u"auditTable"_s)->selectRow(1);
    child<QPushButton>(page, u"verifyButton"_s)->click();
    QTRY_VERIFY(child<QPushButton>(page, u"verifyButton"_s)->isEnabled());
    QDir().mkpath(QStringLiteral(AIOPS_PICTURES));
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        Theme::current().setMode(mode);
        QTest::qWait(1);
        const QString theme = mode == Theme::Mode::Dark ? u"dark"_s : u"light"_s;
        QVERIFY(frame.grab().save(QStringLiteral(AIOPS_PICTURES "/audit-page-%1.png").arg(theme)));
    }
    Theme::current().setMode(Theme::Mode::Light);
}

void TestAuditPage::eventsNameTheirProjectAndSource()
{
    AuditHome home;
    int asked = 0;
    home.services.projects = {.namesOf = [&asked](const AuditEntry &entry) { ++asked; return entry.objectId == "0197"_L1 ? u"Checkout"_s : QString(); },
                              .all = [] { return QList<std::pair<QString, QString>>{{u"p-1"_s, u"Checkout"_s}, {u"p-2"_s, u"Empty"_s}}; },
                              .objects = [](const QString &project) { return project == "p-1"_L1 ? QStringList{u"p-1"_s, u"0197"_s} : QStringList{}; }};
    home.append(3);
    home.log->append({.at = home.clock.now(), .actor = u"local"_s, .action = u"ssh.connect"_s, .objectKind = u"instance"_s, .objectId = u"0300"_s,
                      .objectName = u"lonely"_s, .outcome = u"done"_s, .detail = {{u"source_address"_s, u"10.1.2.3"_s}}});
    home.wait();
    AuditPage page(home.services, home.navigator);
    page.show();
    auto *model = child<QTableView>(&page, u"auditTable"_s)->model();
    QTRY_COMPARE(model->rowCount(), 4);
    QCOMPARE(model->index(0, AuditModel::Source).data().toString(), u"10.1.2.3"_s);
    QCOMPARE(model->index(0, AuditModel::Project).data().toString(), QString());
    QCOMPARE(model->index(1, AuditModel::Project).data().toString(), u"Checkout"_s);
    QCOMPARE(model->index(3, AuditModel::Project).data().toString(), u"Checkout"_s);
    QVERIFY2(asked <= 2, qPrintable(QString::number(asked))); // once for each object
    auto *projects = child<QComboBox>(&page, u"projectCombo"_s);
    QVERIFY(projects->isVisible());
    projects->setCurrentIndex(projects->findText(u"Checkout"_s));
    QTRY_COMPARE(model->rowCount(), 3);
    projects->setCurrentIndex(projects->findText(u"Empty"_s));
    QTRY_COMPARE(model->rowCount(), 0);
}

void TestAuditPage::theAlarmIsSetAfterAConfirmation()
{
    AuditHome home;
    Agrees confirmer(home.gatekeeper);
    home.gatekeeper.setConfirmable(true);
    home.services.confirmer = &confirmer;
    QSettings settings(home.dir.filePath(u"settings.ini"_s), QSettings::IniFormat);
    team::AccessAlarm alarm(home.clock);
    Forwarder forwarder(*home.log);
    AuditSettingsPage page(home.services, {settings, alarm, forwarder});
    page.show();
    auto *save = child<QPushButton>(&page, u"saveAlarmButton"_s);
    QVERIFY(!save->isEnabled());
    child<QSpinBox>(&page, u"revealsSpin"_s)->setValue(5);
    child<QSpinBox>(&page, u"minutesSpin"_s)->setValue(2);
    QVERIFY(save->isEnabled());
    confirmer.answer = std::unexpected(Error{Errc::WrongPassphrase, u"That was not it."_s});
    save->click();
    QTRY_COMPARE(page.findChild<widgets::Banner *>()->text(), u"That was not it."_s);
    QCOMPARE(alarm.limits().reveals, team::AlarmLimits().reveals);
    confirmer.answer = {};
    save->click();
    QTRY_COMPARE(alarm.limits().reveals, 5);
    QCOMPARE(alarm.limits().window, std::chrono::minutes(2));
    QCOMPARE(alarmLimits(settings).reveals, 5);
    QVERIFY(!save->isEnabled());
    QTRY_COMPARE(home.log->list({.action = u"audit.alarm"_s})->size(), 1);
}

void TestAuditPage::copiesAreSetUpInTheWindow()
{
    AuditHome home;
    QSettings settings(home.dir.filePath(u"settings.ini"_s), QSettings::IniFormat);
    team::AccessAlarm alarm(home.clock);
    Forwarder forwarder(*home.log);
    AuditSettingsPage page(home.services, {settings, alarm, forwarder});
    page.show();
    auto *kind = child<QComboBox>(&page, u"copiesCombo"_s);
    auto *address = child<QLineEdit>(&page, u"copiesAddressEdit"_s);
    auto *save = child<QPushButton>(&page, u"saveCopiesButton"_s);
    auto *state = child<QLabel>(&page, u"copiesStateLabel"_s);
    QVERIFY(!address->isVisible());
    kind->setCurrentIndex(3);
    emit kind->activated(3);
    QVERIFY(address->isVisible());
    address->setText(u"http://hooks.example.com/x"_s);
    save->click();
    QVERIFY(address->accessibleDescription().contains(u"https"_s));
    address->setText(u"https://127.0.0.1:1/secret-path"_s);
    save->click();
    QTRY_VERIFY(state->text().contains(u"https://127.0.0.1:1"_s));
    QVERIFY(!state->text().contains(u"secret-path"_s));
    QVERIFY(address->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(state->text().contains(u"failed"_s), 20'000);
    kind->setCurrentIndex(0);
    emit kind->activated(0);
    save->click();
    QTRY_COMPARE(state->text(), u"No copies are sent."_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    TestAuditPage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_auditpage.moc"
