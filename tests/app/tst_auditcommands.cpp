#include "app/sessionbench.h"

#include <QFile>
#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The audit from the command line, on a home folder that somebody tampers with between the commands.
class TestAuditCommands final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        QCOMPARE(m_bench->type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench->type(u"org add Fernhill"_s).code, 0);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(m_bench->type(u"instance add web-%1 --address 10.0.0.%1"_s.arg(i)).code, 0);
    }

    void oneEntryIsShown()
    {
        const auto shown = m_bench->type(u"--json audit show 2"_s);
        QCOMPARE(shown.code, 0);
        const QJsonObject entry = shown.json().object();
        checkShape(entry);
        QCOMPARE(entry[u"action"_s].toString(), u"instance.add"_s);
        QVERIFY(entry[u"signed"_s].toBool());
        QCOMPARE(m_bench->type(u"audit list --json --text web-3"_s).json().array().size(), 1);
        QCOMPARE(m_bench->type(u"audit list --json --before 3"_s).json().array().size(), 2);
    }

    void theChainIsSignedWithAKeyThatStays()
    {
        const QJsonObject first = m_bench->type(u"--json audit verify"_s).json().object();
        checkShape(first);
        QCOMPARE(first[u"ok"_s].toBool(), true);
        QCOMPARE(first[u"signatures"_s].toString(), u"checked"_s);
        QCOMPARE(first[u"signed"_s].toInt(), first[u"rows"_s].toInt());
        QCOMPARE(content(m_bench->home() + u"/device.key"_s).size(), 56);
        const QJsonObject second = m_bench->type(u"--json audit verify"_s).json().object();
        QVERIFY(second[u"signatures_checked"_s].toInt() < first[u"signatures_checked"_s].toInt());
        QCOMPARE(m_bench->type(u"--json audit verify --all"_s).json().object()[u"signatures_checked"_s].toInt(), second[u"signed"_s].toInt());
    }

    void anExportShowsLaterThatTheEndWasCut()
    {
        QCOMPARE(m_bench->type(u"audit export --format csv --output audit.csv"_s).code, 0);
        const auto again = m_bench->type(u"--json audit export --format csv --output audit.csv"_s);
        QCOMPARE(again.code, 9);
        QCOMPARE(m_bench->type(u"audit verify --against audit.csv.head.json"_s).code, 0);
        tamper({u"DELETE FROM audit WHERE seq > 3"_s, u"DELETE FROM audit_detail WHERE seq > 3"_s,
                u"UPDATE audit_head SET seq = 3, dev_seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)"_s});
        QCOMPARE(m_bench->type(u"audit verify"_s).code, 0);
        const auto broken = m_bench->type(u"--json audit verify --against audit.csv.head.json"_s);
        QCOMPARE(broken.code, 1);
        QCOMPARE(broken.json().object()[u"first_bad"_s].toInt(), 4);
    }

    void aBrokenChainIsClosed()
    {
        tamper({u"UPDATE audit SET actor = 'mallory' WHERE seq = 3"_s});
        const auto broken = m_bench->type(u"--json audit verify"_s);
        QCOMPARE(broken.code, 1);
        QCOMPARE(broken.json().object()[u"first_bad"_s].toInt(), 3);
        QCOMPARE(m_bench->run({u"audit"_s, u"restart"_s, u"--reason"_s, u"restored"_s}).code, 0);
        const auto whole = m_bench->type(u"--json audit verify"_s);
        QCOMPARE(whole.code, 0);
        const QJsonObject known = whole.json().object()[u"known_breaks"_s].toArray().first().toObject();
        QCOMPARE(known[u"first_bad"_s].toInt(), 3);
        QVERIFY(m_bench->type(u"audit verify"_s).err.contains("An older chain broke at entry 3"));
        QCOMPARE(m_bench->run({u"audit"_s, u"restart"_s, u"--reason"_s, u"again"_s}).code, 2);
    }

    void aKeyThatIsGoneIsNoticed()
    {
        QCOMPARE(m_bench->type(u"daemon stop"_s).code, 0);
        m_bench->waitUntilFree();
        QVERIFY(QFile::remove(m_bench->home() + u"/device.key"_s));
        QCOMPARE(m_bench->type(u"instance add web-9 --address 10.0.0.9"_s).code, 0); // makes another one
        const auto broken = m_bench->type(u"--json audit verify"_s);
        QCOMPARE(broken.code, 1);
        QCOMPARE(broken.json().object()[u"first_bad"_s].toInt(), 1);
    }

    void prunesAndSaysHowMany()
    {
        const auto none = m_bench->type(u"--json audit prune --older-than 1d"_s);
        QCOMPARE(none.code, 0);
        QCOMPARE(none.json().object()[u"details_removed"_s].toInt(), 0);
        QCOMPARE(m_bench->type(u"audit verify"_s).code, 0);
    }

    void exportAsksWhoItIs()
    {
        QCOMPARE(m_bench->type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench->type(u"--json audit export --output a.json --passphrase-fd 3"_s, {{3, "violet harbour canary quartz 84 tulip"}}).errorCode(),
                 u"wrong_passphrase"_s);
        QVERIFY(!QFile::exists(m_bench->filePath(u"a.json"_s)));
        QCOMPARE(m_bench->type(u"audit export --output a.json --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QVERIFY(content(m_bench->filePath(u"a.json"_s)).contains("\"head\":"));
    }

    void forwardingIsSetAndShown()
    {
        const auto set = m_bench->type(u"--json audit forward --syslog udp://127.0.0.1:9"_s);
        QCOMPARE(set.code, 0);
        QCOMPARE(set.json().object()[u"target"_s].toString(), u"udp://127.0.0.1:9"_s);
        QCOMPARE(m_bench->type(u"--json audit forward"_s).json().object()[u"target"_s].toString(), u"udp://127.0.0.1:9"_s);
        QCOMPARE(m_bench->type(u"audit forward --off"_s).code, 0);
        QCOMPARE(m_bench->type(u"--json audit forward"_s).json().object()[u"target"_s].toString(), u"off"_s);
    }

private:
    void tamper(const QStringList &statements)
    {
        m_bench->type(u"daemon stop"_s);
        m_bench->waitUntilFree();
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
            db.setDatabaseName(m_bench->home() + u"/aiops.db"_s);
            QVERIFY(db.open());
            QStringList all{u"DROP TRIGGER audit_no_update"_s, u"DROP TRIGGER audit_no_delete"_s, u"DROP TRIGGER audit_detail_no_delete"_s};
            for (const QString &statement : all + statements) {
                QSqlQuery query(db);
                QVERIFY2(query.exec(statement), qPrintable(statement));
            }
        }
        QSqlDatabase::removeDatabase(u"tamper"_s);
    }

    std::unique_ptr<SessionBench> m_bench;
};

QTEST_GUILESS_MAIN(TestAuditCommands)
#include "tst_auditcommands.moc"
