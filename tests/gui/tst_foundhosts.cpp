#include "app/foundhosts.h"

#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestFoundHosts final : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreCounted_data();
    void hostsAreCounted();
};

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
    row("no jump", "Host none\nHost web\n ProxyJump none\n", 2, 0, {u"none"_s, u"web"_s});
    row("twice", "Host a a\nhOsT=a\nHost \"a\"\n", 1, 0, {u"a"_s});
    row("comments", "# Host x\nHost a # Host\n", 1, 0, {u"a"_s});
    row("control characters", "Host a\x1b[31m\r\n", 1, 0, {u"a\\x1b[31m"_s});
    row("NUL and junk", QByteArray(5000, '\0') + "\nHost a\n" + QByteArray(100'000, 'x'), 1, 0, {u"a"_s});
}

void TestFoundHosts::hostsAreCounted()
{
    QFETCH(QByteArray, config);
    const auto found = app::countHosts(config);
    QTEST(found.names, "names");
    QTEST(found.hosts, "hosts");
    QTEST(found.jumpHosts, "jumpHosts");
}

QTEST_GUILESS_MAIN(TestFoundHosts)
#include "tst_foundhosts.moc"
