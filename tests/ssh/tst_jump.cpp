#include "ssh/fixture.h"
#include "support/process.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

namespace {

/// The credentials of each host are its own: the target's password opens the target only.
struct Fleet
{
    Bench bench;
    QHash<InstanceId, Endpoint> endpoints;

    Fleet()
    {
        bench.storePassword(SshServer::password);
        bench.pool.setRoutes({.endpoint = [this](InstanceId id) -> Result<Endpoint> {
                                  if (!endpoints.contains(id))
                                      return std::unexpected(Error{Errc::NotFound, u"gone"_s});
                                  return endpoints[id];
                              },
                              .permits = [this](const Endpoint &) -> Result<Routes::Permits> {
                                  return Routes::Permits{team::Gatekeeper::permit(bench.audit), team::Gatekeeper::permit(bench.audit)};
                              }});
    }
    InstanceId add(const QString &label, quint16 port, InstanceId via = {})
    {
        const InstanceId id = InstanceId::create();
        endpoints.insert(id, {u"127.0.0.1"_s, port, u"tester"_s, label, id, via});
        return id;
    }
    Future<std::shared_ptr<Transport>> start(InstanceId id)
    {
        return bench.pool.acquire(endpoints[id], team::Gatekeeper::permit(bench.audit), team::Gatekeeper::permit(bench.audit), bench.interaction,
                                  bench.report);
    }
    Result<std::shared_ptr<Transport>> connect(InstanceId id)
    {
        const auto future = start(id);
        (void)QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
        return takeResult(future);
    }
};

QByteArray outputOf(Transport &transport, const QByteArray &command)
{
    const auto opened = transport.exec(command);
    (void)QTest::qWaitFor([&] { return opened.isFinished(); }, 30'000);
    const auto channel = takeResult(opened);
    if (!channel)
        return channel.error().text.toUtf8();
    Run run;
    run.listen(*channel);
    (void)QTest::qWaitFor([&] { return run.closed; }, 30'000);
    return run.out;
}

} // namespace

/// Hosts behind hosts, with three real servers.
class TestJump final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (SshServer *server : {&m_bastion, &m_inner, &m_target})
            QVERIFY(server->start({}));
    }

    void aHostBehindTwoOthersIsReached()
    {
        Fleet fleet;
        const InstanceId bastion = fleet.add(u"bastion"_s, m_bastion.port());
        const InstanceId inner = fleet.add(u"inner"_s, m_inner.port(), bastion);
        const InstanceId target = fleet.add(u"target"_s, m_target.port(), inner);
        const auto transport = fleet.connect(target);
        QVERIFY2(transport, transport ? "" : qPrintable(transport.error().text));
        QCOMPARE(outputOf(**transport, "echo $SSH_CONNECTION | cut -d' ' -f4"), QByteArray::number(m_target.port()) + '\n');
        QCOMPARE(outputOf(**transport, "head -c 3000000 /dev/zero | wc -c"), "3000000\n");
        QCOMPARE(outputOf(**transport, "head -c 3000000 /dev/zero").size(), 3'000'000);
        QCOMPARE(fleet.bench.interaction->questions.size(), 3); // each host key is asked for
        QCOMPARE(fleet.bench.pool.open().size(), 3);
        QVERIFY((*transport)->log().steps.first().text.contains(u"inner"_s));
        QVERIFY(m_inner.log().contains("target") || m_inner.count("Accepted password") == 1);
    }

    void theHopsAreShared()
    {
        Fleet fleet;
        const InstanceId bastion = fleet.add(u"bastion"_s, m_bastion.port());
        const InstanceId first = fleet.add(u"first"_s, m_inner.port(), bastion);
        const InstanceId second = fleet.add(u"second"_s, m_target.port(), bastion);
        const int before = m_bastion.count("Accepted password");
        const auto one = fleet.start(first), two = fleet.start(second);
        QTRY_VERIFY_WITH_TIMEOUT(one.isFinished() && two.isFinished(), 30'000);
        QVERIFY(takeResult(one) && takeResult(two));
        QTRY_COMPARE(m_bastion.count("Accepted password"), before + 1);
    }

    void aLoopIsAnErrorAndDoesNotWaitForItself()
    {
        Fleet fleet;
        const InstanceId a = fleet.add(u"a"_s, m_inner.port());
        const InstanceId b = fleet.add(u"b"_s, m_target.port(), a);
        fleet.endpoints[a].via = b;
        const auto refused = fleet.connect(b);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Invalid);
        QVERIFY2(refused.error().text.contains(u"themselves"_s), qPrintable(refused.error().text));
        const InstanceId orphan = fleet.add(u"orphan"_s, m_target.port(), InstanceId::create());
        QCOMPARE(fleet.connect(orphan).error().code, Errc::Invalid);
    }

    void whatStopsAtTheJumpHostSaysSo()
    {
        Fleet fleet;
        const InstanceId bastion = fleet.add(u"bastion"_s, m_bastion.port());
        const InstanceId nothing = fleet.add(u"nothing"_s, aiops::test::freePort(), bastion);
        const auto refused = fleet.connect(nothing);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Unreachable);
        QVERIFY2(refused.error().text.contains(u"bastion"_s), qPrintable(refused.error().text));
        Fleet strict;
        strict.bench.interaction->answer = HostKeyAnswer::Reject;
        const InstanceId front = strict.add(u"front"_s, m_bastion.port());
        const InstanceId behind = strict.add(u"behind"_s, m_target.port(), front);
        const int before = m_target.count("Connection from");
        QCOMPARE(strict.connect(behind).error().code, Errc::HostKeyUnknown);
        QCOMPARE(m_target.count("Connection from"), before); // nothing was sent behind a host that is not trusted
    }

    void aLostJumpHostEndsWhatGoesThroughIt()
    {
        Fleet fleet;
        const InstanceId bastion = fleet.add(u"bastion"_s, m_bastion.port());
        const InstanceId target = fleet.add(u"target"_s, m_target.port(), bastion);
        const auto transport = fleet.connect(target);
        QVERIFY(transport);
        QSignalSpy closed(transport->get(), &Transport::closed);
        m_bastion.killSessions();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
        QVERIFY(!(*transport)->isOpen());
    }

    void anotherKeyAtTheNextConnectionIsNotAccepted_data()
    {
        QTest::addColumn<bool>("hopChanges");
        QTest::newRow("of the jump host") << true;
        QTest::newRow("of the host behind a jump host that is still connected") << false;
    }

    void anotherKeyAtTheNextConnectionIsNotAccepted()
    {
        QFETCH(bool, hopChanges);
        SshServer hop, end;
        QVERIFY(hop.start({}) && end.start({}));
        Fleet fleet;
        fleet.bench.interaction->answer = HostKeyAnswer::Trust;
        const InstanceId front = fleet.add(u"front"_s, hop.port());
        const InstanceId behind = fleet.add(u"behind"_s, end.port(), front);
        const auto transport = fleet.connect(behind);
        QVERIFY2(transport, transport ? "" : qPrintable(transport.error().text));
        QCOMPARE(outputOf(**transport, "echo first"), "first\n");
        const int asked = int(fleet.bench.interaction->questions.size());
        fleet.bench.interaction->answer = HostKeyAnswer::Reject;

        SshServer &changed = hopChanges ? hop : end;
        changed.killSessions();
        QTRY_COMPARE_WITH_TIMEOUT(fleet.bench.pool.open().size(), hopChanges ? 0 : 1, 30'000);
        QVERIFY(changed.changeHostKey());
        const int atTheEnd = end.count("Connection from");
        const auto refused = fleet.connect(behind);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::HostKeyChanged);
        QCOMPARE(fleet.bench.interaction->questions.size(), asked + 1);
        QVERIFY(fleet.bench.interaction->questions.constLast().changed);
        QCOMPARE(hop.count("Accepted password"), 1);
        QCOMPARE(end.count("Accepted password"), 1);
        if (hopChanges)
            QCOMPARE(end.count("Connection from"), atTheEnd);
        // Nor does the handle that is kept dial past it.
        Run run;
        QVERIFY(!run.open((*transport)->exec("echo second")));
        QCOMPARE(hop.count("Accepted password") + end.count("Accepted password"), 2);
    }

    void cancellingWhileTheJumpHostIsDialledIsQuick()
    {
        Fleet fleet;
        m_bastion.freezeSessions();
        const InstanceId bastion = fleet.add(u"bastion"_s, m_bastion.port());
        const InstanceId target = fleet.add(u"target"_s, m_target.port(), bastion);
        auto future = fleet.start(target);
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(fleet.bench.pool.open().isEmpty());
    }

private:
    SshServer m_bastion, m_inner, m_target;
};

QTEST_GUILESS_MAIN(TestJump)
#include "tst_jump.moc"
