#include "features/rotation/rotator.h"

#include "features/rotation/authorizedkeys.h"
#include "rotationdesk.h"

#include <QSignalSpy>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::test;
using namespace Qt::StringLiterals;
using vault::Rotation;
using vault::RotationStep;

namespace {

/// Some hosts that one key signs in at.
struct Fleet
{
    TestKey old;
    std::vector<std::unique_ptr<KeyHost>> hosts;
    QList<InstanceId> ids;
    RotationDesk desk;
    CredentialId credential;

    bool start(int count)
    {
        if (!desk.open())
            return false;
        const auto added = desk.addCredential(u"deploy"_s, vault::Kind::SshKey, old.file());
        if (!added)
            return false;
        credential = added->id;
        for (int i = 0; i < count; ++i) {
            hosts.push_back(std::make_unique<KeyHost>());
            if (!hosts.back()->start(old.line("me")))
                return false;
            ids.append(desk.addInstance(u"web-%1"_s.arg(i + 1, 2, 10, QLatin1Char('0')), hosts.back()->server()));
            if (!desk.attach(credential, ids.last()))
                return false;
        }
        return true;
    }
    KeyHost &host(InstanceId id) { return *hosts[size_t(ids.indexOf(id))]; }
    QByteArray freshBlob() { return blobOf(desk.vault().find(u"deploy"_s)->publicKey.toUtf8()); }
    bool hasOld(int i) const { return hasKey(hosts[size_t(i)]->keys(), old.key.publicBlob()); }
    bool hasNew(int i) { return hasKey(hosts[size_t(i)]->keys(), freshBlob()); }
    Result<Rotation> rotate(Rotator &rotator, RotateOptions options = {})
    {
        return finished(rotator.rotate(desk.permit(team::Action::CredentialRotate), credential, options));
    }
    Result<Rotation> resume(Rotator &rotator) { return finished(rotator.resume(desk.permit(team::Action::CredentialRotate), credential)); }
};

#define QVERIFY_DONE(result) QVERIFY2(result, result ? "" : qPrintable(result.error().text + result.error().detail))

} // namespace

class TestRotator : public QObject
{
    Q_OBJECT

private slots:
    void tenHostsOfWhichTwoFail();
    void optionsAndCommentsGoWithTheNewKey();
    void whatFailedIsDoneByTheNextTry();
    void faultsAtEachStepLockNobodyOut_data();
    void faultsAtEachStepLockNobodyOut();
    void anUnknownHostKeyFailsItsTarget();
    void whenAllFailNothingChanged();
    void keysOfGroupsReachTheirInstances();
    void aCancelLeavesTheRestAsItWas();
    void lockingTheVaultStopsAndResumeGoesOn();
    void aSecondRotationHasToWait();
    void aKeyWithoutHostsIsReplaced();
    void keysListedElsewhereAreSaid();
    void passwordsGoByTheCommand();
    void aPasswordCommandThatFailsChangesNothing();
};

void TestRotator::tenHostsOfWhichTwoFail()
{
    Fleet fleet;
    QVERIFY(fleet.start(10));
    Rotator rotator(fleet.desk.parts());
    QVERIFY(fleet.hosts[2]->makeReadOnly()); // refuses the append
    rotator.setProbe([&fleet](const QString &point, InstanceId id) {
        if (point == "deployed"_L1 && id == fleet.ids[6]) { // gone after the append
            fleet.hosts[6]->server().stop();
            fleet.hosts[6]->server().killSessions();
        }
    });
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::Failed);
    QCOMPARE(rotation->count(RotationStep::OldRevoked), 8);
    QCOMPARE(rotation->count(RotationStep::Failed), 2);
    QCOMPARE(vault::rotationState(*fleet.desk.vault().find(u"deploy"_s), fleet.desk.services().clock->now(), 14, rotation->progress()).text(),
             u"Failed on 2, old one still valid"_s);
    QVERIFY(fleet.hosts[6]->server().restart());

    const auto known = fleet.desk.vault().find(u"deploy"_s);
    QVERIFY(known);
    QCOMPARE(known->version, 2U);
    for (int i = 0; i < 10; ++i) {
        const bool failed = i == 2 || i == 6;
        QCOMPARE(fleet.hasOld(i), failed);
        if (!failed)
            QVERIFY(fleet.hasNew(i));
        QVERIFY_DONE(fleet.desk.signIn(fleet.ids[i])); // with whatever holds there
    }
    QStringList expected;
    for (int i = 1; i <= 10; ++i)
        expected += u"instance web-%1 %2"_s.arg(i, 2, 10, QLatin1Char('0')).arg(i == 3 || i == 7 ? u"failed"_s : u"done"_s);
    QStringList rows = fleet.desk.audited(u"credential.rotate"_s);
    QCOMPARE(rows.size(), 11); // one for the whole
    QCOMPARE(rows.removeAll(u"credential deploy done"_s) + rows.removeAll(u"credential  done"_s), 1);
    rows.sort();
    QCOMPARE(rows, expected);
    QStringList failedNames;
    for (const vault::RotationTarget &target : rotation->targets)
        if (target.step == RotationStep::Failed) {
            failedNames += fleet.desk.inventory().instance(target.instance)->name;
            QVERIFY(!target.message.isEmpty());
        }
    QCOMPARE(failedNames, (QStringList{u"web-03"_s, u"web-07"_s}));
    QCOMPARE(fleet.desk.hiddenRecords(), 1); // the old key, for these two
}

void TestRotator::optionsAndCommentsGoWithTheNewKey()
{
    Fleet fleet;
    QVERIFY(fleet.start(1));
    const QByteArray other = TestKey().line("other");
    const QByteArray options = "no-port-forwarding,from=\"127.0.0.1\" ";
    QVERIFY(fleet.hosts[0]->write("# mine\r\n" + other + options + fleet.old.line("me at work") + fleet.old.line("twice").trimmed()));
    Rotator rotator(fleet.desk.parts());
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::OldRevoked);
    QCOMPARE(fleet.hosts[0]->keys(), "# mine\r\n" + other + "ssh-ed25519 " + fleet.freshBlob().toBase64() + " twice\n");
    QCOMPARE(fleet.desk.hiddenRecords(), 0);
    QVERIFY_DONE(fleet.desk.signIn(fleet.ids[0]));
}

void TestRotator::whatFailedIsDoneByTheNextTry()
{
    Fleet fleet;
    QVERIFY(fleet.start(2));
    Rotator rotator(fleet.desk.parts());
    fleet.hosts[1]->server().stop();
    const Result<Rotation> first = fleet.rotate(rotator);
    QVERIFY_DONE(first);
    QCOMPARE(first->count(RotationStep::Failed), 1);
    QVERIFY(fleet.hosts[1]->server().restart());
    const Result<Rotation> again = fleet.resume(rotator);
    QVERIFY_DONE(again);
    QCOMPARE(again->step, RotationStep::OldRevoked);
    QVERIFY(!fleet.hasOld(1) && fleet.hasNew(1));
    QCOMPARE(fleet.desk.hiddenRecords(), 0);
    QCOMPARE(fleet.resume(rotator).error().code, Errc::NotFound);
    QCOMPARE(fleet.desk.vault().find(u"deploy"_s)->version, 2U);
}

void TestRotator::faultsAtEachStepLockNobodyOut_data()
{
    QTest::addColumn<QString>("point");
    for (const QString &point : {u"deploy"_s, u"deployed"_s, u"verify"_s, u"verified"_s, u"adopt"_s, u"adopted"_s, u"revoke"_s, u"revoked"_s})
        QTest::newRow(qPrintable(point)) << point;
}

void TestRotator::faultsAtEachStepLockNobodyOut()
{
    QFETCH(const QString, point);
    Fleet fleet;
    QVERIFY(fleet.start(2));
    Rotator rotator(fleet.desk.parts());
    bool isDown = false;
    rotator.setProbe([&](const QString &at, InstanceId id) {
        if (at != point || isDown || (!id.isNull() && id != fleet.ids[0]))
            return;
        isDown = true;
        fleet.hosts[0]->server().stop();
        fleet.hosts[0]->server().killSessions();
    });
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QVERIFY(isDown);
    QVERIFY(fleet.hosts[0]->server().restart());
    QVERIFY_DONE(fleet.desk.signIn(fleet.ids[0]));
    QVERIFY_DONE(fleet.desk.signIn(fleet.ids[1]));
    QVERIFY(fleet.hasNew(1) && !fleet.hasOld(1));
    rotator.setProbe({});
    QCOMPARE(rotation->step == RotationStep::OldRevoked, point == "revoked"_L1);
    if (point == "revoked"_L1)
        return;
    QCOMPARE(rotation->count(RotationStep::Failed), 1);
    const Result<Rotation> again = fleet.resume(rotator);
    QVERIFY_DONE(again);
    QCOMPARE(again->step, RotationStep::OldRevoked);
    QVERIFY(fleet.hasNew(0) && !fleet.hasOld(0));
    QCOMPARE(authorizedKeys(fleet.hosts[0]->keys()).size(), 1);
}

void TestRotator::anUnknownHostKeyFailsItsTarget()
{
    Fleet fleet;
    QVERIFY(fleet.start(1));
    KeyHost stranger;
    QVERIFY(stranger.start(fleet.old.line()));
    const InstanceId id = fleet.desk.addInstance(u"stranger"_s, stranger.server(), false);
    QVERIFY(fleet.desk.attach(fleet.credential, id));
    Rotator rotator(fleet.desk.parts());
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->count(RotationStep::Failed), 1);
    const auto failed = std::ranges::find(rotation->targets, RotationStep::Failed, &vault::RotationTarget::step);
    QVERIFY2(failed->message.contains(u"host key"_s), qPrintable(failed->message));
    QCOMPARE(stranger.keys(), fleet.old.line());
}

void TestRotator::whenAllFailNothingChanged()
{
    Fleet fleet;
    QVERIFY(fleet.start(1));
    QVERIFY(fleet.hosts[0]->makeReadOnly());
    const QByteArray before = fleet.hosts[0]->keys();
    Rotator rotator(fleet.desk.parts());
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::Failed);
    QCOMPARE(fleet.hosts[0]->keys(), before);
    QCOMPARE(fleet.desk.vault().find(u"deploy"_s)->version, 1U);
    QCOMPARE(fleet.desk.hiddenRecords(), 0);
    QVERIFY_DONE(fleet.desk.signIn(fleet.ids[0]));
    QVERIFY(KeyHost::own(fleet.hosts[0]->home() + u"/.ssh"_s));
    QCOMPARE(fleet.rotate(rotator)->step, RotationStep::OldRevoked);
}

void TestRotator::keysOfGroupsReachTheirInstances()
{
    Fleet fleet;
    QVERIFY(fleet.start(0));
    KeyHost host;
    QVERIFY(host.start(fleet.old.line()));
    const InstanceId id = fleet.desk.addInstance(u"grouped"_s, host.server());
    inventory::Group group;
    group.organization = fleet.desk.inventory().currentOrganization();
    group.name = u"Web"_s;
    group.own.credential = fleet.credential;
    const auto added = finished(fleet.desk.inventory().addGroup(fleet.desk.permit(team::Action::GroupEdit), group));
    QVERIFY_DONE(added);
    inventory::InstanceEdit edit;
    edit.group = added->id;
    QVERIFY(finished(fleet.desk.inventory().editInstance(fleet.desk.permit(team::Action::InstanceEdit), id, edit)));
    Rotator rotator(fleet.desk.parts());
    QCOMPARE(rotator.targetsOf(fleet.credential)->size(), 1);
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->count(RotationStep::OldRevoked), 1);
    QVERIFY(!hasKey(host.keys(), fleet.old.key.publicBlob()));
    QVERIFY_DONE(fleet.desk.signIn(id));
}

void TestRotator::aCancelLeavesTheRestAsItWas()
{
    Fleet fleet;
    QVERIFY(fleet.start(3));
    Rotator rotator(fleet.desk.parts());
    rotator.setProbe([&](const QString &at, InstanceId id) {
        if (at == "deploy"_L1 && id == fleet.ids[0])
            rotator.cancel(fleet.credential);
    });
    const Result<Rotation> rotation = fleet.rotate(rotator, {.method = {}, .command = {}, .parallel = 1});
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->count(RotationStep::OldRevoked), 1);
    QCOMPARE(rotation->count(RotationStep::Failed), 2);
    QVERIFY(!fleet.hasOld(0));
    for (int i : {1, 2})
        QCOMPARE(fleet.hosts[size_t(i)]->keys(), fleet.old.line("me"));
}

void TestRotator::lockingTheVaultStopsAndResumeGoesOn()
{
    Fleet fleet;
    QVERIFY(fleet.start(2));
    Rotator rotator(fleet.desk.parts());
    rotator.setProbe([&](const QString &at, InstanceId) {
        if (at == "verify"_L1 && fleet.desk.vault().state().value == vault::LockState::Unlocked)
            fleet.desk.vault().lock(fleet.desk.permit(team::Action::VaultLock));
    });
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY(!rotation);
    QCOMPARE(rotation.error().code, Errc::VaultLocked);
    rotator.setProbe({});
    QVERIFY(fleet.desk.unlock());
    QVERIFY_DONE(fleet.desk.signIn(fleet.ids[0]));
    const Result<Rotation> again = fleet.resume(rotator);
    QVERIFY_DONE(again);
    QCOMPARE(again->step, RotationStep::OldRevoked);
    QVERIFY(!fleet.hasOld(0) && fleet.hasNew(0));
}

void TestRotator::aSecondRotationHasToWait()
{
    Fleet fleet;
    QVERIFY(fleet.start(1));
    Rotator rotator(fleet.desk.parts());
    const auto first = rotator.rotate(fleet.desk.permit(team::Action::CredentialRotate), fleet.credential, {});
    QTRY_VERIFY(rotator.isRunning(fleet.credential));
    QCOMPARE(fleet.rotate(rotator).error().code, Errc::Conflict);
    QCOMPARE(fleet.resume(rotator).error().code, Errc::Conflict);
    Rotator another(fleet.desk.parts());
    QCOMPARE(fleet.resume(another).error().code, Errc::Conflict);
    QVERIFY(finished(first));
}

void TestRotator::aKeyWithoutHostsIsReplaced()
{
    Fleet fleet;
    QVERIFY(fleet.start(0));
    Rotator rotator(fleet.desk.parts());
    const QString before = fleet.desk.vault().find(u"deploy"_s)->fingerprint;
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::OldRevoked);
    QVERIFY(fleet.desk.vault().find(u"deploy"_s)->fingerprint != before);
    QCOMPARE(fleet.desk.hiddenRecords(), 0);
}

void TestRotator::keysListedElsewhereAreSaid()
{
    Fleet fleet;
    QVERIFY(fleet.start(0));
    KeyHost host;
    const QString elsewhere = host.home() + u"/.ssh/elsewhere"_s;
    QDir().mkpath(host.home() + u"/.ssh"_s);
    QVERIFY(host.write(fleet.old.line(), elsewhere));
    QVERIFY(host.start("", {.password = false, .extraLines = {u"Match User tester"_s, u"AuthorizedKeysFile %1 %2"_s.arg(host.keyFile(), elsewhere)}}));
    const InstanceId id = fleet.desk.addInstance(u"two-files"_s, host.server());
    QVERIFY(fleet.desk.attach(fleet.credential, id));
    Rotator rotator(fleet.desk.parts());
    const Result<Rotation> rotation = fleet.rotate(rotator);
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->count(RotationStep::Failed), 1);
    QVERIFY2(rotation->targets.first().message.contains(u"another place"_s), qPrintable(rotation->targets.first().message));
    QVERIFY_DONE(fleet.desk.signIn(id));
}

void TestRotator::passwordsGoByTheCommand()
{
    RotationDesk desk;
    QVERIFY(desk.open());
    KeyHost host;
    QVERIFY(host.start("", {.password = true}));
    const InstanceId id = desk.addInstance(u"web-1"_s, host.server());
    const auto credential = desk.addCredential(u"login"_s, vault::Kind::Password, SshServer::password);
    QVERIFY_DONE(credential);
    QVERIFY(desk.attach(credential->id, id));
    Rotator rotator(desk.parts());
    QVERIFY(host.keepPasswordInFile(SshServer::password)); // nobody may become root here, as chpasswd must
    const QString command = u"printf '%s' \"$NEW\" >\"$HOME/secret\"; printf '%s' \"$USER\" >\"$HOME/user\"; env >\"$HOME/env\""_s;
    const Result<Rotation> rotation = finished(rotator.rotate(desk.permit(team::Action::CredentialRotate), credential->id,
                                                              {.method = {}, .command = command, .parallel = 1}));
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::OldRevoked);
    QVERIFY_DONE(desk.signIn(id));
    const QByteArray fresh = host.contentOf(u"secret"_s);
    QCOMPARE(fresh.size(), 24);
    QCOMPARE(host.contentOf(u"user"_s), QByteArray(SshServer::user));
    QVERIFY(!host.contentOf(u"env"_s).contains(fresh));
    QCOMPARE(desk.vault().find(u"login"_s)->version, 2U);
    QCOMPARE(desk.hiddenRecords(), 0);
}

void TestRotator::aPasswordCommandThatFailsChangesNothing()
{
    RotationDesk desk;
    QVERIFY(desk.open());
    KeyHost host;
    QVERIFY(host.start("", {.password = true}));
    const InstanceId id = desk.addInstance(u"web-1"_s, host.server());
    const auto credential = desk.addCredential(u"login"_s, vault::Kind::Password, SshServer::password);
    QVERIFY(credential && desk.attach(credential->id, id));
    Rotator rotator(desk.parts());
    const Result<Rotation> rotation = finished(rotator.rotate(desk.permit(team::Action::CredentialRotate), credential->id,
                                                              {.method = {}, .command = u"echo \"bad password $NEW\" >&2; exit 3"_s, .parallel = 1}));
    QVERIFY_DONE(rotation);
    QCOMPARE(rotation->step, RotationStep::Failed);
    QVERIFY2(rotation->targets.first().message.contains(u"bad password [hidden]"_s), qPrintable(rotation->targets.first().message));
    QCOMPARE(desk.vault().find(u"login"_s)->version, 1U);
    QVERIFY_DONE(desk.signIn(id));
}

QTEST_GUILESS_MAIN(TestRotator)
#include "tst_rotator.moc"
