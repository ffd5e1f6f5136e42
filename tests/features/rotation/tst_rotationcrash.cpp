#include "features/rotation/authorizedkeys.h"
#include "rotationdesk.h"

#include <QProcess>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::test;
using namespace Qt::StringLiterals;

/// kill -9 of the process that rotates, at every step; then another one goes on.
class TestRotationCrash : public QObject
{
    Q_OBJECT

private slots:
    void whoeverDiesInBetweenTheNextGoesOn_data();
    void whoeverDiesInBetweenTheNextGoesOn();
    void killedAgainAndAgainItArrives();

private:
    struct Scene
    {
        TestKey old;
        KeyHost hosts[2];
        RotationDesk desk;
        InstanceId ids[2];

        bool start()
        {
            if (!desk.open())
                return false;
            const auto credential = desk.addCredential(u"deploy"_s, vault::Kind::SshKey, old.file());
            for (int i = 0; i < 2; ++i) {
                if (!credential || !hosts[i].start(old.line("me")))
                    return false;
                ids[i] = desk.addInstance(u"web-%1"_s.arg(i + 1), hosts[i].server());
                if (!desk.attach(credential->id, ids[i]))
                    return false;
            }
            desk.close();
            return true;
        }
        /// 0: done; -1: killed.
        int run(const QString &point)
        {
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QString::fromLatin1(AIOPS_BIN_DIR) + u"/rotate-child"_s, {desk.path(), point});
            const bool ended = QTest::qWaitFor([&child] { return child.state() == QProcess::NotRunning; }, 60'000);
            return !ended ? -2 : child.exitStatus() == QProcess::CrashExit ? -1 : child.exitCode();
        }
        /// Everything still signs in through the vault, whatever happened.
        bool opensEverywhere()
        {
            const bool open = desk.open();
            const bool all = open && desk.signIn(ids[0]).has_value() && desk.signIn(ids[1]).has_value();
            return all;
        }
    };
    static void check(Scene &scene);
};

void TestRotationCrash::check(Scene &scene)
{
    QVERIFY(scene.opensEverywhere());
    const QByteArray fresh = blobOf(scene.desk.vault().find(u"deploy"_s)->publicKey.toUtf8());
    QVERIFY(fresh != scene.old.key.publicBlob());
    for (const KeyHost &host : scene.hosts) {
        QCOMPARE(authorizedKeys(host.keys()).size(), 1);
        QVERIFY(hasKey(host.keys(), fresh));
        QCOMPARE(host.files(), QStringList{u"authorized_keys"_s});
    }
    QCOMPARE(scene.desk.hiddenRecords(), 0);
    QCOMPARE(scene.desk.vault().find(u"deploy"_s)->version, 2U);
    QStringList rows = scene.desk.audited(u"credential.rotate"_s);
    rows.removeIf([](const QString &row) { return !row.startsWith(u"instance"_s); });
    rows.sort();
    QCOMPARE(rows, (QStringList{u"instance web-1 done"_s, u"instance web-2 done"_s}));
    scene.desk.close();
}

void TestRotationCrash::whoeverDiesInBetweenTheNextGoesOn_data()
{
    QTest::addColumn<QString>("point");
    for (const QString &point : {u"begun"_s, u"deploy"_s, u"deployed"_s, u"verify"_s, u"verified"_s, u"adopt"_s, u"adopted"_s, u"revoke"_s, u"revoked"_s, u"end"_s})
        QTest::newRow(qPrintable(point)) << point;
}

void TestRotationCrash::whoeverDiesInBetweenTheNextGoesOn()
{
    QFETCH(const QString, point);
    Scene scene;
    QVERIFY(scene.start());
    QCOMPARE(scene.run(point), -1);
    QVERIFY(scene.opensEverywhere());
    scene.desk.close();
    QCOMPARE(scene.run({}), 0);
    check(scene);
}

void TestRotationCrash::killedAgainAndAgainItArrives()
{
    Scene scene;
    QVERIFY(scene.start());
    for (const QString &point : {u"deployed"_s, u"verified"_s, u"adopted"_s, u"revoke"_s, u"revoked"_s, u"end"_s}) {
        QCOMPARE(scene.run(point), -1);
        QVERIFY2(scene.opensEverywhere(), qPrintable(point));
        scene.desk.close();
    }
    QCOMPARE(scene.run({}), 0);
    check(scene);
}

QTEST_GUILESS_MAIN(TestRotationCrash)
#include "tst_rotationcrash.moc"
