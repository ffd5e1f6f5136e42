#include "ssh/fixture.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

class TestHostKeys final : public QObject
{
    Q_OBJECT

    static QByteArray nameOf(const SshServer &server) { return "[127.0.0.1]:" + QByteArray::number(server.port()); }

private slots:
    void anUnknownKeyIsRefusedWithItsFingerprint()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.interaction->answer = HostKeyAnswer::Reject;
        const auto transport = bench.connect(server.port());
        QVERIFY(!transport);
        QCOMPARE(transport.error().code, Errc::HostKeyUnknown);
        QVERIFY(transport.error().text.contains(bench.report->presented->fingerprint()));
        QVERIFY(!bench.interaction->questions.first().changed);
        QCOMPARE(bench.credentials.reads, 0);
        QTRY_VERIFY(server.log().contains("[preauth]"));
        QVERIFY(!server.log().contains("userauth-request"));
    }

    void aTrustedKeyIsNotAskedAgain()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.interaction->answer = HostKeyAnswer::Trust;
        QVERIFY(bench.connect(server.port()).has_value());
        bench.pool.closeAll();
        QTRY_VERIFY(bench.pool.open().isEmpty());
        QVERIFY(bench.connect(server.port()).has_value());
        QCOMPARE(bench.interaction->questions.size(), 1);
        QCOMPARE(bench.knownHosts.entries()->first().key.uses, 2);
    }

    void aChangedKeyIsRefusedBeforeAnyAuthRequest()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.writeUserHosts(nameOf(server) + " " + server.hostKeyLine() + "\n");
        QVERIFY(bench.connect(server.port()).has_value());
        const QString before = bench.report->presented->fingerprint();
        bench.pool.closeAll();
        QVERIFY(server.changeHostKey());
        const int requests = server.count("userauth-request");
        bench.interaction->answer = HostKeyAnswer::Reject;
        const auto transport = bench.connect(server.port());
        QVERIFY(!transport);
        QCOMPARE(transport.error().code, Errc::HostKeyChanged);
        QVERIFY(transport.error().text.contains(before));
        QVERIFY(transport.error().text.contains(bench.report->presented->fingerprint()));
        QVERIFY(bench.interaction->questions.last().changed);
        QCOMPARE(server.count("userauth-request"), requests);

        bench.interaction->answer = HostKeyAnswer::Trust; // not enough for a changed key
        QCOMPARE(bench.connect(server.port()).error().code, Errc::HostKeyChanged);
        bench.interaction->answer = HostKeyAnswer::Replace;
        QVERIFY(bench.connect(server.port()).has_value());
    }

    void aKnownTypeIsAskedForFirst()
    {
        SshServer server;
        SshServer::Options options;
        options.hostKeyTypes = {u"ed25519"_s, u"ecdsa"_s, u"rsa"_s};
        QVERIFY(server.start(options));
        for (const QString &type : options.hostKeyTypes) {
            Bench bench;
            bench.storePassword(SshServer::password);
            bench.interaction->answer = HostKeyAnswer::Reject;
            bench.writeUserHosts(nameOf(server) + " " + server.hostKeyLine(type) + "\n");
            const auto transport = bench.connect(server.port());
            QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
            QVERIFY(bench.interaction->questions.isEmpty());
        }
    }

    void aNewTypeOfAKnownHostIsUnknownNotChanged()
    {
        SshServer server;
        SshServer::Options options;
        options.hostKeyTypes = {u"ecdsa"_s};
        QVERIFY(server.start(options));
        SshServer other;
        QVERIFY(other.start({}));
        Bench bench;
        bench.interaction->answer = HostKeyAnswer::Reject;
        bench.writeUserHosts(nameOf(server) + " " + other.hostKeyLine() + "\n");
        QCOMPARE(bench.connect(server.port()).error().code, Errc::HostKeyUnknown);
    }

    void aRevokedKeyIsRefusedWithoutAQuestion()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.writeUserHosts(nameOf(server) + " " + server.hostKeyLine() + "\n@revoked * " + server.hostKeyLine() + "\n");
        QVERIFY(!bench.connect(server.port()));
        QVERIFY(bench.interaction->questions.isEmpty());
        QVERIFY(!server.log().contains("userauth-request"));
    }

    void anUnreadableListIsARefusal()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.writeUserHosts(QByteArray(1000, '\0'));
        QCOMPARE(bench.connect(server.port()).error().code, Errc::Corrupt);
        QVERIFY(bench.interaction->questions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHostKeys)
#include "tst_hostkeys.moc"
