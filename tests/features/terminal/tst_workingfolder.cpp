#include "features/terminal/workingfolder.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace aiops::terminal;
using namespace Qt::StringLiterals;

class TestWorkingFolder final : public QObject
{
    Q_OBJECT

private slots:
    void whatTheShellTellsIsKept_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("path");
        QTest::newRow("nothing") << "$ ls\r\n"_ba << u""_s;
        QTest::newRow("osc 7") << "\x1b]7;file://web-1/srv/app\a$ "_ba << u"/srv/app"_s;
        QTest::newRow("osc 7 with ST") << "\x1b]7;file://web-1/srv/app\x1b\\$ "_ba << u"/srv/app"_s;
        QTest::newRow("osc 7 encoded") << "\x1b]7;file://web-1/srv/m%C3%BCll%20eimer\a"_ba << u"/srv/müll eimer"_s;
        QTest::newRow("osc 7 without host") << "\x1b]7;file:///srv\a"_ba << u"/srv"_s;
        QTest::newRow("title") << "\x1b]0;tester@web-1: ~/src\a$ "_ba << u"~/src"_s;
        QTest::newRow("home") << "\x1b]0;tester@web-1: ~\a$ "_ba << u"~"_s;
        QTest::newRow("the last one") << "\x1b]7;file:///a\a..\x1b]7;file:///b\a"_ba << u"/b"_s;
        QTest::newRow("another user's title") << "\x1b]0;root@web-1: /root\a"_ba << u""_s;
        QTest::newRow("a title of a program") << "\x1b]0;vim: x\a"_ba << u""_s;
        QTest::newRow("no path") << "\x1b]0;tester@web-1: uptime; reboot\a"_ba << u""_s;
        QTest::newRow("control character") << "\x1b]7;file:///a%0Areboot\a"_ba << u""_s;
        QTest::newRow("not UTF-8") << "\x1b]7;file:///a%ff\a"_ba << u""_s;
        QTest::newRow("too long") << "\x1b]7;file:///"_ba + QByteArray(10'000, 'a') + "\a"_ba << u""_s;
        QTest::newRow("another one begins inside") << "\x1b]7;file:///a\x1b[0m\a"_ba << u""_s;
    }
    void whatTheShellTellsIsKept()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, path);
        WorkingFolder whole(u"tester"_s);
        whole.feed(output);
        QCOMPARE(whole.path(), path);
        WorkingFolder pieces(u"tester"_s);
        for (const char c : output)
            pieces.feed(QByteArrayView(&c, 1));
        QCOMPARE(pieces.path(), path);
    }

    void aShellBeginsThereWhateverItsName_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u"plain"_s, u"with space"_s, u"it's"_s, u"$(touch evil)"_s, u"-x"_s, u"a;b"_s, u"ünïcode"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void aShellBeginsThereWhateverItsName()
    {
        QFETCH(QString, name);
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir(name));
        for (const QString &path : QStringList{home.filePath(name), u"~/"_s + name}) {
            QProcess shell;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"HOME"_s, home.path());
            environment.insert(u"SHELL"_s, u"/bin/pwd"_s); // tells where it was started
            shell.setProcessEnvironment(environment);
            QString command = QString::fromUtf8(shellIn(path));
            QVERIFY(command.endsWith(" -l"_L1));
            command.replace(command.size() - 2, 2, u"-P"_s); // not in the name of the folder
            shell.start(u"/bin/sh"_s, {u"-c"_s, command});
            QTRY_COMPARE(shell.state(), QProcess::NotRunning);
            QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()).trimmed(), QDir(home.filePath(name)).canonicalPath());
        }
        QCOMPARE(QDir(home.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{name});
    }
};

QTEST_GUILESS_MAIN(TestWorkingFolder)
#include "tst_workingfolder.moc"
