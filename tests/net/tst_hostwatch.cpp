#include "net/hostwatch.h"

#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

#ifdef Q_OS_LINUX
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#endif

using namespace aiops;
using namespace std::chrono_literals;

/// Sleep and changes of the network, with clocks and messages of the test.
class TestHostWatch final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_awake = 500s;
        m_watch = std::make_unique<net::HostWatch>(m_clock, [this] { return m_awake; });
    }

    void sleepIsNoticedAtTheNextLook()
    {
        QSignalSpy woke(m_watch.get(), &net::HostWatch::woke);
        m_clock.advance(10min); // the time since boot goes on, this process does not
        m_watch->check();
        QCOMPARE(woke.count(), 1);
        m_watch->check(); // once
        QCOMPARE(woke.count(), 1);
    }

    void timeThatPassesIsNoSleep()
    {
        QSignalSpy woke(m_watch.get(), &net::HostWatch::woke);
        for (int i = 0; i < 10; ++i) {
            m_clock.advance(30s);
            m_awake += 30s;
            m_watch->check();
        }
        QCOMPARE(woke.count(), 0);
    }

    void aClockThatIsSetIsNoSleep()
    {
        QSignalSpy woke(m_watch.get(), &net::HostWatch::woke);
        m_clock.shiftWall(2h);
        m_watch->check();
        m_clock.shiftWall(-5h);
        m_watch->check();
        QCOMPARE(woke.count(), 0);
    }

    void aLookThatComesMuchTooLateIsSleep()
    {
        m_watch->start();
        QSignalSpy woke(m_watch.get(), &net::HostWatch::woke);
        m_clock.advance(10min);
        m_awake += 10min; // where the system's clock counts sleep as well
        m_watch->check();
        QCOMPARE(woke.count(), 1);
    }

#ifdef Q_OS_LINUX
    void anotherDefaultRouteIsAnotherNetwork_data()
    {
        QTest::addColumn<QByteArray>("messages");
        QTest::addColumn<int>("changes");
        QTest::newRow("new default") << route(RTM_NEWROUTE, 0) << 1;
        QTest::newRow("default gone") << route(RTM_DELROUTE, 0) << 1;
        QTest::newRow("of a container") << route(RTM_NEWROUTE, 16) << 0;
        QTest::newRow("of another table") << route(RTM_NEWROUTE, 0, RT_TABLE_LOCAL) << 0;
        QTest::newRow("several at once") << route(RTM_DELROUTE, 0) + route(RTM_NEWROUTE, 16) + route(RTM_NEWROUTE, 0) << 1;
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("cut") << route(RTM_NEWROUTE, 0).chopped(1) << 0;
        QTest::newRow("length of zero") << QByteArray(64, '\0') << 0;
        QTest::newRow("noise") << QByteArray(64, '\xff') << 0;
    }
    void anotherDefaultRouteIsAnotherNetwork()
    {
        QFETCH(QByteArray, messages);
        QFETCH(int, changes);
        QSignalSpy changed(m_watch.get(), &net::HostWatch::networkChanged);
        m_watch->noteRoutes(messages);
        if (changes > 0)
            QTRY_COMPARE(changed.count(), changes);
        else
            QVERIFY(!changed.wait(1300));
    }

private:
    static QByteArray route(quint16 type, quint8 prefix, quint8 table = RT_TABLE_MAIN)
    {
        nlmsghdr header{};
        header.nlmsg_len = NLMSG_LENGTH(sizeof(rtmsg));
        header.nlmsg_type = type;
        rtmsg body{};
        body.rtm_family = AF_INET;
        body.rtm_dst_len = prefix;
        body.rtm_table = table;
        body.rtm_type = RTN_UNICAST;
        return QByteArray(reinterpret_cast<const char *>(&header), sizeof header) + QByteArray(reinterpret_cast<const char *>(&body), sizeof body);
    }
#endif

private:
    test::FakeClock m_clock;
    std::chrono::milliseconds m_awake{};
    std::unique_ptr<net::HostWatch> m_watch;
};

QTEST_GUILESS_MAIN(TestHostWatch)
#include "tst_hostwatch.moc"
