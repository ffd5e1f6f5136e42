#include "storage/command.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"
#include "vault/passphrase.h"
#include "vault/throttle.h"
#include "vault/vault.h"
#include "vault/vaulthome.h"

#include <QDirIterator>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::vault;
using aiops::test::FakeClock;
using namespace Qt::StringLiterals;

class TestVault final : public QObject
{
    Q_OBJECT

private slots:
    void aNewHomeHasNoVault()
    {
        Home home;
        QCOMPARE(home.vault->state().value, LockState::Missing);
        QCOMPARE(home.unlock().error().code, Errc::VaultMissing);
        QCOMPARE(home.add(u"x"_s).error().code, Errc::VaultMissing);
    }

    void aCreatedVaultOpensAgainAfterARestart()
    {
        Home home;
        const Status created = home.create();
        QVERIFY2(created, created ? "" : qPrintable(created.error().text + created.error().detail));
        QCOMPARE(home.vault->state().value, LockState::Unlocked);
        QCOMPARE(home.create().error().code, Errc::Conflict);
        home.reopen();
        QCOMPARE(home.vault->state().value, LockState::Locked);
        QVERIFY(home.unlock());
        QCOMPARE(home.vault->state().value, LockState::Unlocked);
    }

    void passphrasesThatAreEasyToGuessAreRefused_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("short") << QByteArray("tr0ub4d") << false;
        QTest::newRow("common") << QByteArray("password") << false;
        QTest::newRow("common with digits") << QByteArray("Password123456") << false;
        QTest::newRow("repeated") << QByteArray("aaaaaaaaaaaaaaaa") << false;
        QTest::newRow("run") << QByteArray("abcdefghijklmnop") << false;
        QTest::newRow("pairs") << QByteArray("abababababababab") << false;
        QTest::newRow("words") << kPassphrase << true;
        QTest::newRow("twelve") << QByteArray("kd8sn2lq0xmw") << true;
        QTest::newRow("ten noise") << QByteArray("#X9$kQ!7v~") << true;
    }
    void passphrasesThatAreEasyToGuessAreRefused()
    {
        QFETCH(QByteArray, passphrase);
        QFETCH(bool, accepted);
        const Status status = checkNewPassphrase(Secret::copyOf(passphrase));
        QCOMPARE(status.has_value(), accepted);
        if (!accepted)
            QVERIFY(!status.error().hint.isEmpty());
    }

    void wrongPassphrasesChangeNothingAndAreThrottled()
    {
        Home home;
        QVERIFY(home.create());
        QVERIFY(home.add(u"deploy"_s));
        home.lock();
        for (int i = 0; i < 3; ++i) {
            const Status wrong = home.unlock("wrong");
            QCOMPARE(wrong.error().code, Errc::WrongPassphrase);
            QVERIFY2(wrong.error().hint.contains(u"%1 tries left"_s.arg(4 - i)), qPrintable(wrong.error().hint));
        }
        QCOMPARE(home.unlock().error().code, Errc::Denied); // also the right one has to wait
        home.clock.advance(std::chrono::seconds(4));
        home.reopen(); // a restart does not help
        QCOMPARE(home.unlock().error().code, Errc::Denied);
        home.clock.advance(std::chrono::seconds(1));
        QCOMPARE(home.unlock("wrong").error().code, Errc::WrongPassphrase);
        home.clock.advance(std::chrono::seconds(14));
        QCOMPARE(home.unlock().error().code, Errc::Denied);
        home.clock.advance(std::chrono::seconds(1));
        QVERIFY(home.unlock());
        QCOMPARE(home.vault->credentials()->size(), 1);
        home.lock();
        QCOMPARE(home.unlock("wrong").error().code, Errc::WrongPassphrase);
        QVERIFY(home.unlock()); // counted from the start again
    }

    void afterTenWrongPassphrasesOnlyARestartHelps()
    {
        Home home;
        QVERIFY(home.create());
        home.lock();
        for (int i = 0; i < TriesOfThisStart::most; ++i) {
            home.clock.advance(std::chrono::seconds(60));
            QCOMPARE(home.unlock("wrong").error().code, Errc::WrongPassphrase);
        }
        home.clock.advance(std::chrono::hours(24));
        const Status refused = home.unlock();
        QCOMPARE(refused.error().code, Errc::Denied);
        QVERIFY(refused.error().text.contains(u"started again"_s) && !refused.error().hint.isEmpty());
        const Status changed = finished(home.vault->changePassphrase(home.permit(team::Action::VaultPassphrase), secret(kPassphrase),
                                                                     secret("another plum anchor velvet")));
        QCOMPARE(changed.error().code, Errc::Denied); // the other way to try passphrases
        home.reopen();
        QVERIFY(home.unlock());
    }
    void aRightPassphraseCountsFromTheStartAgain()
    {
        TriesOfThisStart tries;
        for (int i = 0; i < 25; ++i) {
            QVERIFY(!tries.areUsedUp());
            tries.note(i % 10 == 9);
        }
        for (int i = 5; i < TriesOfThisStart::most; ++i)
            tries.note(false);
        QVERIFY(tries.areUsedUp());
    }

    void theClockOfRecordsNeverGoesBack()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"first"_s));
        home.clock.shiftWall(std::chrono::hours(-24));
        QVERIFY(home.add(u"second"_s));
        home.reopen();
        home.clock.shiftWall(std::chrono::hours(-24));
        QVERIFY(home.unlock() && home.add(u"third"_s));
        home.clock.shiftWall(std::chrono::hours(72));
        QVERIFY(home.add(u"fourth"_s));
        QList<quint64> clocks;
        QSqlQuery query(u"SELECT hlc FROM row_secret ORDER BY rowid"_s, home.database->reader());
        while (query.next())
            clocks.append(query.value(0).toULongLong());
        QCOMPARE(clocks.size(), 4);
        QVERIFY(std::ranges::is_sorted(clocks, std::less_equal())); // each above the one before
        QCOMPARE(clocks.last() >> 16, quint64(home.clock.now().toMSecsSinceEpoch()));
        home.lock();
        QVERIFY(home.sql(u"DELETE FROM local_secret_index"_s)); // the names are in the sealed records alone
        QVERIFY(home.unlock());
        QCOMPARE(home.vault->find(u"fourth"_s)->name, u"fourth"_s);
        QCOMPARE(home.vault->find(u"second"_s)->name, u"second"_s);
    }

    void aChangedPassphraseReplacesTheOldOne()
    {
        Home home;
        QVERIFY(home.create());
        QVERIFY(home.add(u"deploy"_s));
        const auto change = [&home](const QByteArray &old, const QByteArray &fresh) {
            return finished(home.vault->changePassphrase(home.permit(team::Action::VaultPassphrase), secret(old), secret(fresh)));
        };
        QCOMPARE(change("wrong", "another plum anchor velvet").error().code, Errc::WrongPassphrase);
        QCOMPARE(change(kPassphrase, "short").error().code, Errc::Invalid);
        QVERIFY(change(kPassphrase, "another plum anchor velvet"));
        home.reopen();
        QCOMPARE(home.unlock().error().code, Errc::WrongPassphrase);
        QVERIFY(home.unlock("another plum anchor velvet"));
    }

    void anAttachedPasswordSignsInAndIsMarkedAsUsed()
    {
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        QCOMPARE(home.login().error().code, Errc::NotFound);
        const auto info = home.add(u"deploy"_s);
        QVERIFY2(info, info ? "" : qPrintable(info.error().text + info.error().detail));
        QVERIFY(home.attach(info->id));
        const auto login = home.login();
        QVERIFY(login);
        QCOMPARE(login->user, u"root"_s);
        QVERIFY(login->password->equals(kCanary));
        QTRY_VERIFY(home.vault->find(u"DEPLOY"_s)->lastUsedAt.isValid());
        QCOMPARE(finished(home.vault->remove(home.permit(team::Action::CredentialRemove), info->id)).error().code, Errc::Conflict);
        QVERIFY(finished(home.vault->detach(home.permit(team::Action::CredentialDetach), info->id, home.instance, {})));
        QVERIFY(finished(home.vault->remove(home.permit(team::Action::CredentialRemove), info->id)));
        QVERIFY(home.vault->credentials()->isEmpty());
    }

    /// A command on many hosts uses one credential for each of them.
    void aUseIsNotedOnceInTenSeconds()
    {
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        QVERIFY(home.attach(home.add(u"deploy"_s)->id));
        const auto usedAt = [&home] {
            (void)finished(home.database->local<void>([](QSqlDatabase &) { return Status(); })); // behind what was queued
            return home.vault->find(u"deploy"_s)->lastUsedAt;
        };
        QVERIFY(home.login());
        const QDateTime first = usedAt();
        QCOMPARE(first, home.clock.now());
        home.clock.advance(std::chrono::seconds(9));
        QVERIFY(home.login());
        QCOMPARE(usedAt(), first);
        home.clock.advance(std::chrono::seconds(1));
        QVERIFY(home.login());
        QCOMPARE(usedAt(), first.addSecs(10));
        home.clock.shiftWall(-std::chrono::hours(1)); // set back
        QVERIFY(home.login());
        QCOMPARE(usedAt(), home.clock.now());
    }

    void whatAGroupGivesSignsInWhereNothingIsAttached()
    {
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        const auto ofGroup = home.add(u"group"_s, "group-value");
        const auto own = home.add(u"own"_s, "own-value");
        CredentialId inherited = CredentialId::create(); // of a credential that is gone
        home.vault->setInherited([&inherited](InstanceId) { return inherited; });
        QCOMPARE(home.login().error().code, Errc::NotFound);
        inherited = ofGroup->id;
        QVERIFY(home.login()->password->equals("group-value"));
        QCOMPARE(finished(home.vault->login(home.instance, Purpose::Sudo, home.permit(team::Action::CredentialUse))).error().code, Errc::NotFound);
        QVERIFY(home.attach(own->id));
        QVERIFY(home.login()->password->equals("own-value"));
    }

    void lockingTakesTheKeysAwayFromSignersToo()
    {
        Home home;
        home.addInstance();
        QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, home.dir.filePath(u"key"_s)});
        QFile file(home.dir.filePath(u"key"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(home.create());
        const auto info = home.add(u"key"_s, file.readAll(), Kind::SshKey);
        QVERIFY2(info, info ? "" : qPrintable(info.error().text + info.error().detail));
        QCOMPARE(info->keyType, u"ssh-ed25519"_s);
        QVERIFY(home.attach(info->id));
        const auto login = home.login();
        QVERIFY(login && login->signers.size() == 1);
        const auto signer = login->signers.front();
        QVERIFY(finished(signer->sign("data", "ssh-ed25519")));
        home.lock();
        QCOMPARE(finished(signer->sign("data", "ssh-ed25519")).error().code, Errc::VaultLocked);
        QCOMPARE(home.login().error().code, Errc::VaultLocked);
        QCOMPARE(home.add(u"other"_s).error().code, Errc::VaultLocked);
        QCOMPARE(home.vault->credentials()->constFirst().fingerprint, info->fingerprint); // metadata stays readable
    }

    void anIdleVaultLocksItself()
    {
        Home home;
        QVERIFY(home.create());
        QSignalSpy changed(home.vault.get(), &Vault::stateChanged);
        home.clock.advance(std::chrono::minutes(9));
        home.vault->touch();
        home.clock.advance(std::chrono::minutes(9));
        QCOMPARE(home.vault->state().value, LockState::Unlocked);
        home.clock.advance(std::chrono::minutes(1));
        QCOMPARE(home.vault->state().value, LockState::Locked);
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY(home.sink->writtenActions().contains(u"vault.lock done idle"_s));
        QVERIFY(home.unlock());
        home.vault->setAutoLock(std::chrono::seconds(0));
        home.clock.advance(std::chrono::hours(100));
        QCOMPARE(home.vault->state().value, LockState::Unlocked);
    }

    void changedRowsAreIntegrityFailuresAndStay_data()
    {
        QTest::addColumn<QString>("statement");
        const QString set = u"UPDATE row_secret SET %1 WHERE id = (SELECT secret_id FROM local_secret_index WHERE name = 'deploy')"_s;
        const auto row = [&set](const char *name, const char *change) { QTest::newRow(name) << set.arg(QLatin1StringView(change)); };
        row("version", "rec_ver = rec_ver + 1");
        row("epoch", "epoch = 2");
        row("type", "record_type = 'note'");
        row("schema", "payload_schema = 2");
        row("author", "author = '01890000-0000-7000-8000-000000000009'");
        row("device", "device = '01890000-0000-7000-8000-000000000009'");
        row("time", "hlc = hlc + 1");
        row("salt", "salt = zeroblob(32)");
        row("commitment", "commit_tag = zeroblob(16)");
        row("ciphertext", "ct = zeroblob(length(ct))");
        row("signature", "sig = zeroblob(64)");
        row("empty", "ct = x''");
        row("content of another", "(salt, commit_tag, ct, sig, hlc, created_at) = (SELECT salt, commit_tag, ct, sig, hlc, created_at FROM row_secret o WHERE o.id <> row_secret.id)");
        QTest::newRow("older than seen") << u"UPDATE local_secret_seen SET rec_ver = 7"_s;
        QTest::newRow("organization") << u"UPDATE row_vault SET organization_id = (SELECT id FROM row_organization)"_s;
    }
    void changedRowsAreIntegrityFailuresAndStay()
    {
        QFETCH(QString, statement);
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        const auto info = home.add(u"deploy"_s);
        QVERIFY(info && home.add(u"other"_s));
        QVERIFY(home.attach(info->id) && home.login());
        const Status changed = home.sql(statement);
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().text));
        const auto login = home.login();
        QVERIFY(!login);
        QCOMPARE(errorName(login.error().code), errorName(Errc::Integrity));
        QCOMPARE(home.vault->credentials()->size(), 2);
        QCOMPARE(home.sink->entries.constLast().detail[u"error"_s].toString(), errorName(Errc::Integrity));
    }

    void oneBrokenRecordDoesNotSpoilTheOthers()
    {
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        const auto good = home.add(u"good"_s), broken = home.add(u"broken"_s, "other");
        QVERIFY(good && broken && home.attach(broken->id) && home.attach(good->id));
        QVERIFY(home.sql(u"UPDATE row_secret SET sig = zeroblob(64) WHERE id = '%1'"_s.arg(broken->id.toString())));
        const auto login = home.login();
        QVERIFY2(login, login ? "" : qPrintable(login.error().text));
        QVERIFY(login->password->equals(kCanary));
        QCOMPARE(home.sink->entries.constLast().outcome, u"done"_s);
        QCOMPARE(home.sink->entries.constLast().detail[u"unreadable"_s].toInt(), 1);
    }

    void aNewPassphraseKeepsTheDearerCost()
    {
        QCOMPARE(calibrated(KdfCost::floor()), KdfCost::floor());
        QCOMPARE(notBelow(KdfCost(), {.memoryKiB = 262144, .passes = 7, .lanes = 4}).passes, 7u);
        QCOMPARE(notBelow(KdfCost(), KdfCost::floor()), KdfCost());
    }

    void aRefusedWriteIsNotATakenName()
    {
        Home home;
        QVERIFY(home.create());
        QVERIFY(home.sql(u"CREATE TRIGGER full BEFORE INSERT ON local_secret_index BEGIN SELECT RAISE(ABORT, 'x'); END"_s));
        const auto added = home.add(u"deploy"_s);
        QVERIFY(!added && added.error().code != Errc::Conflict); // not "there is one already"
        QVERIFY(home.vault->credentials()->isEmpty());
    }

    void aLoweredKeyDerivationIsRefused()
    {
        Home home;
        QVERIFY(home.create());
        home.lock();
        QVERIFY(home.sql(uR"(UPDATE local_vault SET kdf = '{"m":262144,"t":3,"p":4}')"_s)); // what was seen before
        QCOMPARE(home.unlock().error().code, Errc::Integrity);
    }

    void aLostIndexIsMadeAgainAtUnlock()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"deploy"_s));
        home.lock();
        QVERIFY(home.sql(u"DELETE FROM local_secret_index"_s));
        QVERIFY(home.vault->credentials()->constFirst().name.startsWith(u"Unreadable"_s));
        QVERIFY(home.unlock());
        QCOMPARE(home.vault->credentials()->constFirst().name, u"deploy"_s);
    }

    void namesAreUniqueWithoutCaseAndChecked()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"deploy"_s));
        QCOMPARE(home.add(u"DEPLOY"_s).error().code, Errc::Conflict);
        QCOMPARE(home.add(u"  "_s).error().code, Errc::Invalid);
        QCOMPARE(home.add(u"a\nb"_s).error().code, Errc::Invalid);
        QCOMPARE(home.add(u"empty"_s, {}).error().code, Errc::Invalid);
        QCOMPARE(home.add(u"latin"_s, "\xff\xfe").error().code, Errc::Invalid);
        QCOMPARE(home.add(u"key"_s, "rubbish", Kind::SshKey).error().code, Errc::Invalid);
        QCOMPARE(home.vault->find(u"nobody"_s).error().code, Errc::NotFound);
        QCOMPARE(home.vault->credentials()->size(), 1);
    }

    void theSecretIsNowhereOnDisk()
    {
        Home home;
        home.addInstance();
        QVERIFY(home.create());
        const auto info = home.add(u"visible-name"_s);
        QVERIFY(info && home.attach(info->id) && home.login());
        QVERIFY(home.contains("visible-name")); // the search works
        QVERIFY(!home.contains(kCanary));
        QVERIFY(!home.contains(kCanary.toBase64().left(30)));
        QVERIFY(!home.contains(kCanary.toHex()));
        QVERIFY(!home.contains(kPassphrase));
        home.reopen();
        QVERIFY(!home.contains(kCanary));
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
