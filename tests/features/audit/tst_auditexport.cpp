#include "features/audit/csvrow.h"
#include "features/audit/exporting.h"
#include "team/audithead.h"
#include "team/chainhome.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace aiops;
using namespace aiops::audit;
using namespace Qt::StringLiterals;
using test::ChainHome;

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestAuditExport final : public QObject
{
    Q_OBJECT

private slots:
    void jsonHoldsRowsAndTheSignedHead()
    {
        ChainHome home;
        home.append(2100); // more than two pages
        const QString path = home.folder.filePath(u"audit.json"_s);
        const auto report = write(home, {.path = path});
        QVERIFY(report);
        QCOMPARE(report->rows, 2100);
        const QByteArray text = content(path);
        const QJsonObject document = QJsonDocument::fromJson(text).object();
        const QJsonArray rows = document[u"rows"_s].toArray();
        QCOMPARE(rows.size(), 2100);
        QCOMPARE(rows.first()[u"seq"_s].toInteger(), 1);
        QCOMPARE(rows.last()[u"hash"_s].toString(), document[u"head"_s][u"hash"_s].toString());
        const auto head = team::headFromJson(text.last(2000)); // as a big file is read: the end of it
        QVERIFY(head);
        QVERIFY(team::checkSignature(*head, *home.key));
        QCOMPARE(home.verify({.against = *head}).firstBad, 0);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QCOMPARE(QDir(home.folder.path()).entryList({u"*.part"_s}, QDir::Files).size(), 0);
    }

    void csvHasTheHeadBesideIt()
    {
        ChainHome home;
        home.append(3);
        const QString path = home.folder.filePath(u"audit.csv"_s);
        const auto report = write(home, {.format = ExportRequest::Csv, .path = path});
        QVERIFY(report);
        const QByteArrayList lines = content(path).split('\n');
        QCOMPARE(lines.size(), 5); // header, three, and the end of the last
        QCOMPARE(lines[0].trimmed(), csvHeader().trimmed());
        const auto head = team::headFromJson(content(report->headPath));
        QVERIFY(head);
        QCOMPARE(head->seq, 3);
        QVERIFY(!(QFile::permissions(report->headPath) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void whatIsFilteredOutIsNotWritten()
    {
        ChainHome home;
        home.append(3);
        home.append(2, u"vault.lock"_s);
        const auto report = write(home, {.path = home.folder.filePath(u"a.json"_s), .filter = {.action = u"vault."_s, .limit = 1}});
        QCOMPARE(report->rows, 2);
    }

    void anEmptyChainIsAnEmptyList()
    {
        ChainHome home;
        const QString path = home.folder.filePath(u"a.json"_s);
        QVERIFY(write(home, {.path = path}));
        QCOMPARE(QJsonDocument::fromJson(content(path)).object()[u"rows"_s].toArray().size(), 0);
    }

    void itIsAuditedItself()
    {
        ChainHome home;
        home.append(3);
        QVERIFY(write(home, {.path = home.folder.filePath(u"a.json"_s)}));
        QVERIFY(!write(home, {.path = u"/nowhere/at/all.json"_s}));
        QVERIFY(ChainHome::wait(home.log->flushed()));
        const auto rows = home.log->list({.action = u"audit.export"_s});
        QCOMPARE(rows->size(), 2);
        QCOMPARE(rows->at(0).entry.outcome, u"failed"_s);
        QCOMPARE(rows->at(1).entry.outcome, u"done"_s);
        QCOMPARE(rows->at(1).entry.detail[u"rows"_s].toInt(), 3);
        QCOMPARE(rows->at(1).entry.detail[u"file"_s].toString(), u"a.json"_s);
    }

    void aFileIsReplacedOnlyWhenTold_data()
    {
        QTest::addColumn<QString>("there");
        QTest::addColumn<bool>("csv");
        QTest::addColumn<bool>("refused");
        QTest::newRow("json") << u"a.json"_s << false << true;
        QTest::newRow("csv") << u"a.json"_s << true << true;
        QTest::newRow("the head of a csv") << u"a.json.head.json"_s << true << true;
        QTest::newRow("another file") << u"a.json.head.json"_s << false << false;
    }
    void aFileIsReplacedOnlyWhenTold()
    {
        QFETCH(QString, there);
        QFETCH(bool, csv);
        QFETCH(bool, refused);
        ChainHome home;
        home.append(1);
        QFile file(home.folder.filePath(there));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        const ExportRequest request{.format = csv ? ExportRequest::Csv : ExportRequest::Json, .path = home.folder.filePath(u"a.json"_s)};
        const auto report = write(home, request);
        QCOMPARE(report.has_value(), !refused);
        if (!refused)
            return;
        QCOMPARE(report.error().code, Errc::Conflict);
        QCOMPARE(content(file.fileName()), "mine");
        ExportRequest forced = request;
        forced.force = true;
        QVERIFY(write(home, forced));
        QVERIFY(content(file.fileName()) != "mine");
    }

    void whatIsStoppedLeavesNothing()
    {
        ChainHome home;
        home.append(10);
        ExportRequest request{.path = home.folder.filePath(u"a.json"_s)};
        request.stop = std::make_shared<std::atomic<bool>>(true);
        const auto report = write(home, request);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Errc::Cancelled);
        QCOMPARE(QDir(home.folder.path()).entryList({u"a.json*"_s}, QDir::Files), QStringList());
    }

    void cellsAreNoFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << u"web-1"_s << QByteArray("\"web-1\"");
        QTest::newRow("empty") << QString() << QByteArray("\"\"");
        QTest::newRow("quotes") << u"a \"b\", c"_s << QByteArray("\"a \"\"b\"\", c\"");
        QTest::newRow("=") << u"=1+1"_s << QByteArray("\"'=1+1\"");
        QTest::newRow("+") << u"+1"_s << QByteArray("\"'+1\"");
        QTest::newRow("-") << u"-1"_s << QByteArray("\"'-1\"");
        QTest::newRow("@") << u"@SUM(A1)"_s << QByteArray("\"'@SUM(A1)\"");
        QTest::newRow("behind spaces") << u"  =1"_s << QByteArray("\"'  =1\"");
        QTest::newRow("tab") << u"\t=1"_s << QByteArray("\"'\\x09=1\"");
        QTest::newRow("line end") << u"\r=1"_s << QByteArray("\"'\\x0d=1\"");
        QTest::newRow("line end inside") << u"a\n=1"_s << QByteArray("\"a\\x0a=1\"");
        QTest::newRow("full width") << u"\uff1d1"_s << u"\"'\uff1d1\""_s.toUtf8();
        QTest::newRow("JSON") << u"{\"a\":1}"_s << QByteArray("\"{\"\"a\"\":1}\"");
    }
    void cellsAreNoFormulas()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, cell);
        QCOMPARE(csvCell(text), cell);
    }

private:
    static Result<ExportReport> write(ChainHome &home, const ExportRequest &request)
    {
        return ChainHome::wait(exportAudit(*home.gate->request(team::Action::AuditExport), *home.log, request, home.clock.now()));
    }
};

QTEST_GUILESS_MAIN(TestAuditExport)
#include "tst_auditexport.moc"
