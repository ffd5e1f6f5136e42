#include "features/audit/gui/auditinspector.h"
#include "features/audit/gui/auditmodel.h"
#include "features/audit/gui/auditpage.h"
#include "features/audit/gui/auditwords.h"
#include "shell/navigator.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/gatekeeper.h"
#include "widgets/banner.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
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
    AuditModel::Source source()
    {
        return [this](const team::AuditFilter &filter) { return log->list(filter); };
    }
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
    void rowIsShownAndCopied();
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
    QCOMPARE(model.rowCount(), 200);
    QCOMPARE(model.row(0)->seq, 450);
    model.fetchMore({});
    model.fetchMore({});
    QCOMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.row(449)->seq, 1);
}

void TestAuditPage::newEventsComeOnTopWithoutMovingTheReader()
{
    AuditHome home;
    home.append(300);
    AuditPage page(*home.log, home.navigator);
    page.resize(900, 600);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
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
    AuditPage page(*home.log, home.navigator);
    page.show();
    auto *table = child<QTableView>(&page, u"auditTable"_s);
    auto *actions = child<QComboBox>(&page, u"actionCombo"_s);
    actions->setCurrentIndex(qMax(0, actions->findText(group)));
    QTest::mouseClick(page.findChild<QAbstractButton *>(outcome), Qt::LeftButton);
    QTest::keyClicks(child<QLineEdit>(&page, u"filterEdit"_s), text);
    QCOMPARE(table->model()->rowCount(), rows);
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
    home.append(1204);
    AuditPage page(*home.log, home.navigator);
    page.show();
    child<QPushButton>(&page, u"verifyButton"_s)->click();
    QTRY_COMPARE(child<QAbstractButton>(&page, u"chainChip"_s)->text(), u"Chain verified, 1,204 rows"_s);
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
    AuditPage page(*home.log, home.navigator);
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
    AuditModel model([&calls](const team::AuditFilter &) -> Result<QList<team::AuditRow>> {
        QList<team::AuditRow> rows(AuditModel::pageSize);
        for (int i = 0; i < rows.size(); ++i)
            rows[i].seq = 100 - i;
        return ++calls > 3 ? std::unexpected(Error{Errc::Failed, u"too often"_s}) : Result<QList<team::AuditRow>>(rows);
    });
    model.setWanted({});
    QCOMPARE(model.rowCount(), 200);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(calls, 1);
}

void TestAuditPage::rowIsShownAndCopied()
{
    AuditHome home;
    home.append(1);
    AuditPage page(*home.log, home.navigator);
    page.show();
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
    auto *page = new AuditPage(*home.log, home.navigator);
    page->inspector()->setFixedWidth(316);
    row->addWidget(page, 1);
    row->addWidget(page->inspector());
    frame.show();
    page->inspector()->show();
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

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    widgets::Theme theme;
    theme.setMode(widgets::Theme::Mode::Light);
    TestAuditPage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_auditpage.moc"
