#include "features/metrics/warmfeed.h"

#include "core/clock.h"
#include "support/netdataserver.h"
#include "support/sshdesk.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>

using namespace aiops;
using namespace aiops::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::finished;

class TestWarmFeed final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!test::NetdataServer::isInstalled())
            QFAIL("Netdata is missing");
        QVERIFY(m_netdata.start());
        QVERIFY(m_server.start({}));
    }

    void nothingIsSignedInForIt()
    {
        test::SshDesk desk;
        QVERIFY(desk.open(m_server, m_netdata.port()));
        const int before = m_server.count("Accepted ");
        WarmFeed feed(*desk.services().gatekeeper, *desk.services().pool, m_clock, m_netdata.port());
        QTest::qWait(1500);
        QVERIFY(!feed.reading(desk.instance().id));
        QCOMPARE(m_server.count("Accepted "), before);
        QCOMPARE(desk.services().pool->open().size(), 0);
    }

    void whoHasAConnectionIsRead()
    {
        test::SshDesk desk;
        QVERIFY(desk.open(m_server, m_netdata.port()));
        WarmFeed feed(*desk.services().gatekeeper, *desk.services().pool, m_clock, m_netdata.port());
        feed.setInterval(1s);
        QSignalSpy changed(&feed, &WarmFeed::changed);
        const auto transport = desk.transport();
        QVERIFY(transport);
        const auto shell = finished((*transport)->exec("sleep 1000"));
        QVERIFY(shell);
        const InstanceId id = desk.instance().id;
        QTRY_VERIFY_WITH_TIMEOUT(feed.reading(id) && feed.reading(id)->state.kind == SessionState::Live, 20'000);
        QVERIFY(feed.reading(id)->state.words().startsWith(u"Netdata live, "_s));
        QTRY_VERIFY_WITH_TIMEOUT(std::isfinite(feed.reading(id)->now[1]) && feed.reading(id)->now[1] > 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(feed.reading(id)->ring->samples(1).size() >= 3, 10'000);
        changed.clear();
        QElapsedTimer time;
        time.start();
        QTest::qWait(3000);
        QVERIFY2(changed.count() <= int(time.elapsed() / 500) + 1, qPrintable(QString::number(changed.count())));
        QVERIFY(changed.count() >= 1);
        (*shell)->close();
    }

    void itLetsATransportGoThatNobodyElseUses()
    {
        test::SshDesk desk;
        QVERIFY(desk.open(m_server, m_netdata.port()));
        ssh::PoolOptions options = desk.services().pool->options();
        options.idle = 1500ms;
        desk.services().pool->setOptions(options);
        WarmFeed feed(*desk.services().gatekeeper, *desk.services().pool, m_clock, m_netdata.port());
        feed.setInterval(1s);
        QVERIFY(desk.transport());
        const InstanceId id = desk.instance().id;
        QTRY_VERIFY_WITH_TIMEOUT(feed.reading(id) && feed.reading(id)->state.kind == SessionState::Live, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(desk.services().pool->open().size(), 0, 20'000);
        QTRY_COMPARE(feed.reading(id)->state.kind, SessionState::Stale);
        QVERIFY(!feed.reading(id)->ring->isEmpty()); // what was read stays
    }

    void aHostWithoutAnAgentSaysSo()
    {
        test::SshDesk desk;
        QVERIFY(desk.open(m_server));
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        WarmFeed feed(*desk.services().gatekeeper, *desk.services().pool, m_clock, port);
        const auto transport = desk.transport();
        QVERIFY(transport);
        const auto shell = finished((*transport)->exec("sleep 1000"));
        QTRY_VERIFY_WITH_TIMEOUT(feed.reading(desk.instance().id) && feed.reading(desk.instance().id)->state.kind == SessionState::NoAgent, 20'000);
        (*shell)->close();
        desk.services().pool->closeAll();
        QTRY_COMPARE_WITH_TIMEOUT(feed.size(), 0, 10'000); // nothing to remember
    }

    void aHostIsAFewKilobytes()
    {
        PercentRing ring(5);
        for (int i = 0; i < 10'000; ++i)
            ring.add(5 * i, {1, 2, 3});
        QVERIFY(ring.samples(0).size() * 3 * qsizetype(sizeof(float)) <= 4096);
    }

private:
    test::NetdataServer m_netdata;
    test::SshServer m_server;
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestWarmFeed)
#include "tst_warmfeed.moc"
