#include "core/home.h"

#include <QImage>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

/// The window's program as a whole: what it says when it cannot start.
class TestWindowStart final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_home.emplace(*Home::open(m_folder->filePath(u"home"_s)));
    }

    void itRendersAPageAndEnds()
    {
        QProcess process;
        start(process, {u"--screenshot"_s, m_folder->filePath(u"page.png"_s), u"--page"_s, u"audit"_s, u"--size"_s, u"1000x700"_s});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(QImage(m_folder->filePath(u"page.png"_s)).size(), QSize(1000, 700));
    }

    void aFaultOfTheHomeIsTold_data()
    {
        using Damage = std::function<void(const Home &)>;
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("word");
        QTest::newRow("newer") << Damage([](const Home &home) {
            sql(home, u"INSERT INTO schema_migration VALUES (9999, 'x', 'x', 'x')"_s); }) << 10 << u"newer version"_s;
        QTest::newRow("damaged") << Damage([](const Home &home) {
            QFile file(home.database());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.write(QByteArray(8192, '\x5a')) > 0); }) << 1 << u"not a database"_s;
        QTest::newRow("held by another process") << Damage([](const Home &home) {
            static std::unique_ptr<HomeLock> held;
            held = *HomeLock::acquire(home); }) << 1 << u"Another process"_s;
    }

    void aFaultOfTheHomeIsTold()
    {
        QFETCH(std::function<void(const Home &)>, damage);
        QFETCH(int, code);
        QFETCH(QString, word);
        const QString picture = m_folder->filePath(u"page.png"_s);
        QProcess first;
        start(first, {u"--screenshot"_s, picture});
        QVERIFY(first.waitForFinished(30'000));
        QCOMPARE(first.exitCode(), 0);
        QVERIFY(QFile::remove(picture));
        damage(*m_home);

        QProcess process;
        start(process, {u"--screenshot"_s, picture});
        QVERIFY(process.waitForFinished(30'000));
        const QString said = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(said.contains(word), qPrintable(said));
        QCOMPARE(process.exitCode(), code);
        QVERIFY(!QFile::exists(picture));

        QProcess window; // without --screenshot it says so in a window, and waits
        start(window, {});
        QTRY_VERIFY_WITH_TIMEOUT((m_said += window.readAllStandardError()).contains(word.toUtf8()), 30'000);
        QCOMPARE(window.state(), QProcess::Running);
        window.kill();
        QVERIFY(window.waitForFinished());
    }

    void aTerminatedWindowClosesInOrder()
    {
        QProcess window;
        start(window, {});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_home->socket()), 30'000); // it stands
        window.terminate();
        QVERIFY(window.waitForFinished(15'000));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.exitCode(), 0);
        QVERIFY(!QFile::exists(m_home->socket()));
    }

private:
    void start(QProcess &process, const QStringList &words)
    {
        m_said.clear();
        process.start(QStringLiteral(AIOPS_BIN_DIR "/aiops-command-center"), QStringList{u"--home"_s, m_home->path()} + words);
        QVERIFY(process.waitForStarted());
    }
    static void sql(const Home &home, const QString &statement)
    {
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
            db.setDatabaseName(home.database());
            QVERIFY(db.open());
            QVERIFY(QSqlQuery(db).exec(statement));
        }
        QSqlDatabase::removeDatabase(u"damage"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Home> m_home;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestWindowStart)
#include "tst_windowstart.moc"
