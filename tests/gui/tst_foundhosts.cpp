#include "app/foundhosts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestFoundHosts final : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreCounted_data();
    void hostsAreCounted();
    void withoutAFileThereIsNothing();

private:
    thiscomputer::FoundHosts found();
};

thiscomputer::FoundHosts TestFoundHosts::found()
{
    const auto future = app::findHosts();
    (void)QTest::qWaitFor([&] { return future.isFinished(); });
    return takeResult(future).value_or(thiscomputer::FoundHosts{-1, -1, {}});
}

void TestFoundHosts::hostsAreCounted_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<int>("hosts");
    QTest::addColumn<int>("jumpHosts");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QByteArray &config, int hosts, int jumps, const QStringList &names) {
        QTest::newRow(name) << config << hosts << jumps << names;
    };
    row("nothing", "", 0, 0, {});
    row("some", "Host web-1\n  User deploy\nHost web-2 web-3\n", 3, 0, {u"web-1"_s, u"web-2"_s, u"web-3"_s});
    row("patterns are no hosts", "Host *\nHost *.lan !gate web-?\nHost a\n", 1, 0, {u"a"_s});
    row("jump hosts", "Host gate\nHost web\n ProxyJump me@gate:2222\nHost db\n ProxyJump=gate\n", 2, 1, {u"gate"_s, u"web"_s, u"db"_s});
    row("a jump host that is not listed", "Host web\n ProxyJump gate\n", 1, 0, {u"web"_s});
    row("no jump", "Host web\n ProxyJump none\n", 1, 0, {u"web"_s});
    row("twice", "Host a a\nhOsT=a\nHost \"a\"\n", 1, 0, {u"a"_s});
}

void TestFoundHosts::hostsAreCounted()
{
    QFETCH(QByteArray, config);
    const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    QVERIFY(QDir(home.path()).mkdir(u".ssh"_s));
    QFile file(home.filePath(u".ssh/config"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(config);
    file.close();
    const auto counted = found();
    QTEST(counted.names, "names");
    QTEST(counted.hosts, "hosts");
    QTEST(counted.jumpHosts, "jumpHosts");
}

void TestFoundHosts::withoutAFileThereIsNothing()
{
    const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    QVERIFY(found().hosts <= 0);
}

QTEST_GUILESS_MAIN(TestFoundHosts)
#include "tst_foundhosts.moc"
