#include "app/sessionbench.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";

} // namespace

class TestDaemonSession final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({.password = false}));
        const QString key = m_server.addUserKey(u"ed25519"_s);
        QCOMPARE(m_bench.type(u"daemon start --json"_s).json()[u"running"_s], QJsonValue(true));
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"instance add web-1 --address 127.0.0.1 --user tester --port %1"_s.arg(m_server.port())).code, 0);
        QCOMPARE(m_bench.type(u"credential add deploy --kind ssh-key --passphrase-fd 3 --secret-file "_s + key, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"credential attach deploy web-1"_s).code, 0);
    }

    void anUnknownHostKeyStopsEverything()
    {
        const auto refused = m_bench.type(u"--json ssh web-1 -- true"_s);
        QCOMPARE(refused.code, 7);
        QCOMPARE(refused.errorCode(), u"host_key_unknown"_s);
        const auto tested = m_bench.type(u"instance test web-1 --json"_s);
        QCOMPARE(tested.code, 7);
        const QJsonObject report = tested.json().object();
        QCOMPARE(report[u"ok"_s], QJsonValue(false));
        QCOMPARE(stepStates(report), (QStringList{u"ok"_s, u"ok"_s, u"failed"_s, u"skipped"_s}));
        QCOMPARE(m_server.count("Accepted publickey"), 0);
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint "_s + m_server.fingerprint()).code, 0);
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault status --json"_s).json()[u"state"_s].toString(), u"locked"_s);
    }

    void oneUnlockServesEveryCommand()
    {
        QCOMPARE(m_bench.type(u"ssh web-1 --no-input -- true"_s).code, 5);
        QCOMPARE(m_bench.type(u"vault unlock --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"ssh web-1 -- 'echo hello'"_s).out, "hello\n");
        const int signIns = m_server.count("Accepted publickey");
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_bench.run({u"ssh"_s, u"web-1"_s, u"--"_s, u"exit %1"_s.arg(i)}).code, i);
        qInfo() << "five warm commands took" << timer.elapsed() << "ms";
        QCOMPARE(m_server.count("Accepted publickey"), signIns);
        const QJsonObject status = m_bench.type(u"daemon status --json"_s).json().object();
        QCOMPARE(status[u"kind"_s].toString(), u"daemon"_s);
        QCOMPARE(status[u"vault"_s].toString(), u"unlocked"_s);
        QCOMPARE(status[u"open_transports"_s], QJsonValue(1));
        QVERIFY(status[u"pid"_s].isDouble());
    }

    void inputAndOutputAreBinary()
    {
        QByteArray data(1 << 20, Qt::Uninitialized);
        QRandomGenerator(1).generate(reinterpret_cast<quint32 *>(data.begin()), reinterpret_cast<quint32 *>(data.end()));
        const auto passed = m_bench.type(u"ssh web-1 -- cat"_s, {}, data);
        QCOMPARE(passed.code, 0);
        QCOMPARE(passed.out.size(), data.size());
        QVERIFY(passed.out == data);
        const auto apart = m_bench.type(u"ssh web-1 -- 'printf out; printf err >&2; exit 5'"_s);
        QCOMPARE(apart.code, 5);
        QCOMPARE(apart.out, "out");
        QCOMPARE(apart.err, "err");
    }

    void commandsRunSideBySide()
    {
        const auto slow = m_bench.start({u"ssh"_s, u"web-1"_s, u"--"_s, u"read line; echo got $line"_s});
        QCOMPARE(m_bench.type(u"ssh web-1 -- 'echo fast'"_s).out, "fast\n");
        slow->write("word\n");
        slow->closeWriteChannel();
        const auto done = m_bench.finished(*slow);
        QCOMPARE(done.code, 0);
        QCOMPARE(done.out, "got word\n");
    }

    void controlCEndsTheCommand()
    {
        const auto process = m_bench.start({u"ssh"_s, u"web-1"_s, u"--"_s, u"echo ready; exec sleep 600"_s});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((process->waitForReadyRead(20), out += process->readAllStandardOutput(), out.contains("ready")), 20'000);
        QElapsedTimer timer;
        timer.start();
        ::kill(pid_t(process->processId()), SIGINT);
        QCOMPARE(m_bench.finished(*process).code, 130);
        QCOMPARE_LT(timer.elapsed(), 5000);
        QCOMPARE(m_bench.type(u"ssh web-1 -- 'echo still here'"_s).out, "still here\n");
    }

    void aServerThatGoesAwayIsNoticed()
    {
        m_server.killSessions();
        m_server.stop();
        const auto refused = m_bench.type(u"--json ssh web-1 -- true"_s);
        QCOMPARE(refused.code, 6);
        QVERIFY(m_server.restart());
        QCOMPARE(m_bench.type(u"ssh web-1 -- 'echo back'"_s).out, "back\n");
        m_server.killSessions(); // the connection that was just used is gone, and the server is there
        QCOMPARE(m_bench.type(u"ssh web-1 -- 'echo again'"_s).out, "again\n");
    }

    void aChangedHostKeyIsRefused()
    {
        const QByteArray before = m_server.fingerprint().toLatin1();
        m_server.killSessions();
        QVERIFY(m_server.changeHostKey());
        QVERIFY(before != m_server.fingerprint().toLatin1());
        const int signIns = m_server.count("Accepted publickey");
        const SessionBench::Done refused = m_bench.type(u"ssh web-1 -- true"_s);
        QCOMPARE(refused.code, 7);
        QVERIFY(refused.err.contains(before));
        QVERIFY(refused.err.contains(m_server.fingerprint().toLatin1()));
        QCOMPARE(m_bench.type(u"--json ssh web-1 -- true"_s).errorCode(), u"host_key_changed"_s);
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint "_s + m_server.fingerprint()).code, 7);
        QCOMPARE(m_server.count("Accepted publickey"), signIns);
        const QString replace = u"--json host-key trust web-1 --replace"_s;
        const QString named = replace + u" --fingerprint "_s + m_server.fingerprint();
        QCOMPARE(m_bench.type(replace + u" --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 2);
        QCOMPARE(m_bench.type(replace + u" --passphrase-fd 3 --fingerprint SHA256:"_s + QString(43, u'A'), {{3, kPassphrase}}).code, 7);
        const auto unconfirmed = m_bench.type(named + u" --no-input"_s);
        QCOMPARE(unconfirmed.code, 4);
        QCOMPARE(unconfirmed.errorCode(), u"denied"_s);
        QCOMPARE(m_bench.type(named + u" --passphrase-fd 3"_s, {{3, "quite the wrong one"}}).code, 5);
        QCOMPARE(m_bench.type(u"ssh web-1 -- true"_s).code, 7);
        QCOMPARE(m_bench.type(named + u" --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"audit list --action host_key.replace --json"_s).json().array().size(), 1);
        QCOMPARE(m_bench.type(u"ssh web-1 -- true"_s).code, 0);
    }

    void forgettingAHostKeyIsNoWayAroundThePassphrase()
    {
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0); // ends the confirmation
        QCOMPARE(m_bench.type(u"vault unlock --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        const QString before = m_server.fingerprint();
        m_server.killSessions();
        QVERIFY(m_server.changeHostKey());
        const auto refused = m_bench.type(u"--json host-key forget web-1 --no-input"_s);
        QCOMPARE(refused.code, 4);
        QCOMPARE(refused.errorCode(), u"denied"_s);
        QCOMPARE(m_bench.type(u"host-key forget web-1 --passphrase-fd 3"_s, {{3, "quite the wrong one"}}).code, 5);
        QFile next(m_bench.filePath(u"next.pub"_s));
        QVERIFY(next.open(QFile::WriteOnly) && next.write(m_server.hostKeyLine() + '\n') > 0);
        next.close();
        QCOMPARE(m_bench.type(u"host-key import next.pub --for web-1 --no-input"_s).code, 4);
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint "_s + m_server.fingerprint()).code, 7);
        QCOMPARE(m_bench.type(u"host-key show web-1 --json"_s).json().array().first()[u"fingerprint"_s].toString(), before);
        QCOMPARE(m_bench.type(u"host-key forget web-1 --fingerprint SHA256:none --no-input"_s).code, 3);
        QCOMPARE(m_bench.type(u"host-key forget web-1 --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"host-key forget web-1 --no-input"_s).code, 3); // nothing is left to forget, and nothing to ask
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint "_s + m_server.fingerprint()).code, 0);
    }

    void lockingTakesEffect()
    {
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault status --json"_s).json()[u"state"_s].toString(), u"locked"_s);
        m_server.killSessions();
        QCOMPARE(m_bench.type(u"ssh web-1 --no-input -- true"_s).code, 5);
    }

    void stoppingFreesTheHome()
    {
        QCOMPARE(m_bench.type(u"daemon stop"_s).code, 0);
        m_bench.waitUntilFree();
        QCOMPARE(m_bench.type(u"daemon status --json"_s).json()[u"running"_s], QJsonValue(false));
        QCOMPARE(m_bench.type(u"--json ssh web-1 --no-input -- true"_s).errorCode(), u"vault_locked"_s);
        QCOMPARE(m_bench.type(u"audit verify"_s).code, 0);
        QVERIFY(!m_bench.stored().contains(kPassphrase));
        QVERIFY(!m_bench.shown().contains(kPassphrase));
    }

private:
    SshServer m_server;
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestDaemonSession)
#include "tst_daemonsession.moc"
