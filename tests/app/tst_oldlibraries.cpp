#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Security floors: a library that was exchanged after the program was built.
class TestOldLibraries final : public QObject
{
    Q_OBJECT

private slots:
    void noProgramStartsWithAnOldLibrary_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        const QList<std::pair<QString, QStringList>> programs{
            {u"aiops-command-center"_s, {u"--screenshot"_s, u"none.png"_s}},
            {u"aiops-owner"_s, {u"--daemon"_s}},
            {u"aiops"_s, {u"org"_s, u"list"_s}},
        };
        QTest::addColumn<QString>("library");
        QTest::addColumn<QString>("text");
        for (const auto &[program, words] : programs) {
            QTest::addRow("%s libssh2", qPrintable(program)) << program << words << u"libssh2"_s << u"libssh2 1.10.0 is too old; 1.11.1 or newer is needed."_s;
            QTest::addRow("%s OpenSSL", qPrintable(program)) << program << words << u"OpenSSL"_s << u"is too old; 3.2 or newer is needed."_s;
        }
    }

    void noProgramStartsWithAnOldLibrary()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QFETCH(QString, library);
        QFETCH(QString, text);
        QTemporaryDir home;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(OLD_LIBRARIES));
        environment.insert(u"OLD_LIBRARY"_s, library);
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(home.path());
        process.start(QStringLiteral(AIOPS_BIN_DIR "/") + program, QStringList{u"--home"_s, home.filePath(u"home"_s)} + words);
        QVERIFY(process.waitForFinished(20'000));
        const QString said = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(said.contains(text), qPrintable(said));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(!QFile::exists(home.filePath(u"home/aiops.db"_s)));
        QVERIFY(!QFile::exists(home.filePath(u"none.png"_s)));
    }
};

QTEST_GUILESS_MAIN(TestOldLibraries)
#include "tst_oldlibraries.moc"
