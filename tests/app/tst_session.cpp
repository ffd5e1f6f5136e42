#include "app/sessionbench.h"
#include "support/netdataserver.h"
#include "support/sshserver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";

} // namespace

/// The session of a new user from the first command to the audit, in this order, as one would type it.
class TestSession final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({.password = false}));
        m_key = m_server.addUserKey(u"ed25519"_s);
        QVERIFY(!m_key.isEmpty());
        QVERIFY(QFile::copy(m_key, m_bench.filePath(u"id_ed25519"_s)));
    }

    void organizationAndProject()
    {
        QCOMPARE(m_bench.type(u"org add Fernhill"_s).code, 0);
        QCOMPARE(m_bench.type(u"project add Checkout --color #c58801"_s).code, 0);
    }
    void vaultAndCredential()
    {
        QCOMPARE(typed(u"vault create --passphrase-fd 3"_s).code, 0);
        const auto added = typed(u"credential add deploy --kind ssh-key --secret-file id_ed25519 --passphrase-fd 3"_s);
        QVERIFY2(added.code == 0, added.err.constData());
    }
    void instanceAndAttachment()
    {
        const auto added = m_bench.type(u"instance add web-1 --address 127.0.0.1 --port %1 --user tester --project Checkout --role web --env prod --tag tier=web"_s.arg(m_server.port()));
        QVERIFY2(added.code == 0, added.err.constData());
        QCOMPARE(m_bench.type(u"credential attach deploy web-1 --purpose login"_s).code, 0);
        const auto shown = m_bench.type(u"credential show deploy"_s);
        QVERIFY(shown.out.contains("web-1 (login)"));
        QVERIFY(!shown.out.contains('{'));
    }
    void anUnknownHostKeyIsShown()
    {
        const auto refused = typed(u"ssh web-1 --passphrase-fd 3 -- uname -n"_s);
        QCOMPARE(refused.code, 7);
        QVERIFY(refused.err.contains("ssh-ed25519"));
        QVERIFY2(refused.err.contains(m_server.fingerprint().toLatin1()), refused.err.constData());
        QVERIFY(refused.out.isEmpty());
        QCOMPARE(m_server.count("Accepted publickey"), 0);
    }
    void theWrongFingerprintIsRefused()
    {
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint SHA256:"_s + QString(43, u'A')).code, 7);
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint SHA256:short"_s).code, 2);
        QCOMPARE(m_bench.type(u"host-key list --json"_s).json().array().size(), 0);
        QCOMPARE(m_bench.type(u"host-key trust web-1 --fingerprint "_s + m_server.fingerprint()).code, 0);
    }
    void theExitCodeIsTheCommands()
    {
        const auto ran = typed(u"ssh web-1 --passphrase-fd 3 -- 'exit 42'"_s);
        QVERIFY2(ran.code == 42, ran.err.constData());
        QVERIFY(ran.out.isEmpty());
        QVERIFY(ran.err.isEmpty());
    }
    void theTestReportsEveryStep()
    {
        const auto tested = typed(u"instance test web-1 --json --passphrase-fd 3"_s);
        QCOMPARE(tested.code, 0);
        const QJsonObject report = tested.json().object();
        checkShape(report);
        QCOMPARE(report[u"ok"_s], QJsonValue(true));
        QCOMPARE(stepStates(report), QStringList(4, u"ok"_s));
        const QStringList names{u"reach"_s, u"port"_s, u"host_key"_s, u"sign_in"_s};
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QJsonObject step = report[u"steps"_s].toArray()[i].toObject();
            QCOMPARE(step[u"name"_s].toString(), names[i]);
            QVERIFY(step[u"ms"_s].isDouble());
            QCOMPARE_GE(step[u"ms"_s].toDouble(), 0.0);
        }
    }
    void metricsComeThroughTheTransport()
    {
        if (!NetdataServer::isInstalled())
            QFAIL("Netdata is missing");
        NetdataServer netdata;
        QVERIFY(netdata.start());
        QFile settings(m_bench.home() + u"/settings.ini"_s);
        QVERIFY(settings.open(QIODevice::Append));
        settings.write("[metrics]\nnetdataPort=" + QByteArray::number(netdata.port()) + '\n');
        settings.close();
        auto now = typed(u"metrics now web-1 --json --passphrase-fd 3"_s);
        QVERIFY2(now.code == 0, now.err.constData());
        // A Netdata that has just started has no value of memory yet: that is a gap, not zero.
        for (int more = 0; more < 10 && now.json().object()[u"memory_used_bytes"_s].isNull(); ++more)
            now = typed(u"metrics now web-1 --json --passphrase-fd 3"_s);
        const QJsonObject values = now.json().object();
        checkShape(values);
        QCOMPARE(values[u"agent"_s].toString(), u"netdata"_s);
        QCOMPARE(values[u"state"_s].toString(), u"live"_s);
        for (const QString &number : {u"cpu_percent"_s, u"memory_used_bytes"_s, u"memory_total_bytes"_s, u"load1"_s, u"cores"_s})
            QVERIFY2(values[number].isDouble(), qPrintable(number));
    }
    void listsAreOneDocument()
    {
        const QJsonArray projects = m_bench.type(u"project list --json"_s).json().array();
        QCOMPARE(projects.size(), 1);
        checkShape(projects);
        QCOMPARE(projects[0][u"name"_s].toString(), u"Checkout"_s);
        QCOMPARE(projects[0][u"color"_s].toString(), u"#c58801"_s);
        QCOMPARE(projects[0][u"instance_count"_s], QJsonValue(1));
        const QJsonArray instances = m_bench.type(u"instance list --project Checkout --json"_s).json().array();
        QCOMPARE(instances.size(), 1);
        checkShape(instances);
        QCOMPARE(instances[0][u"port"_s], QJsonValue(m_server.port()));
        QCOMPARE(instances[0][u"tags"_s].toArray(), QJsonArray{u"tier=web"_s});
        QCOMPARE(instances[0][u"projects"_s][0][u"role"_s].toString(), u"web"_s);
        QCOMPARE(instances[0][u"state"_s].toString(), u"reachable"_s);
        QVERIFY(instances[0][u"latency_ms"_s].isDouble());
    }
    void theAuditHolds()
    {
        const auto verified = m_bench.type(u"audit verify --json"_s);
        QCOMPARE(verified.code, 0);
        QCOMPARE(verified.json().object()[u"ok"_s], QJsonValue(true));
        QCOMPARE(m_bench.type(u"audit verify"_s).code, 0);
        const QJsonArray entries = m_bench.type(u"audit list --json"_s).json().array();
        checkShape(entries);
        QStringList actions;
        for (const QJsonValue entry : entries)
            actions.append(entry[u"action"_s].toString() + u' ' + entry[u"outcome"_s].toString());
        for (const QString &action : {u"organization.add done"_s, u"project.add done"_s, u"vault.create done"_s, u"vault.unlock done"_s,
                                      u"credential.add done"_s, u"credential.attach done"_s, u"instance.add done"_s, u"host_key.trust done"_s,
                                      u"ssh.exec done"_s, u"credential.use done"_s, u"ssh.connect failed"_s})
            QVERIFY2(actions.contains(action), qPrintable(action + u" is not in "_s + actions.join(u", "_s)));
        QVERIFY(entries.last()[u"seq"_s].isDouble());
    }
    void nothingSecretIsLeft()
    {
        QByteArrayList secrets{kPassphrase};
        QFile key(m_key);
        QVERIFY(key.open(QIODevice::ReadOnly));
        const QByteArrayList lines = key.readAll().trimmed().split('\n');
        secrets += lines.sliced(3, lines.size() - 4); // those of the private half
        const QByteArray body = QByteArray::fromBase64(lines.sliced(1, lines.size() - 2).join());
        const QByteArray publicHalf = QByteArray::fromBase64(publicLine()).last(32);
        const QByteArray seed = body.sliced(body.lastIndexOf(publicHalf) - 32, 32);
        secrets += {seed, seed.toHex(), seed.toBase64()};
        const QByteArray stored = m_bench.stored();
        QVERIFY(stored.contains("Fernhill")); // or this test would look at nothing
        QVERIFY(m_bench.shown().contains("--passphrase-fd"));
        for (const QByteArray &secret : std::as_const(secrets)) {
            QCOMPARE_GT(secret.size(), 4);
            QVERIFY(!stored.contains(secret));
            QVERIFY(!m_bench.shown().contains(secret));
        }
    }

private:
    SessionBench::Done typed(const QString &line) { return m_bench.type(line, {{3, kPassphrase}}); }
    QByteArray publicLine() const
    {
        QFile file(m_key + u".pub"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1) : QByteArray();
    }

    SshServer m_server;
    QString m_key;
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
