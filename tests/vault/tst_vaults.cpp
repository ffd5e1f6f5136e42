#include "vault/exportstore.h"
#include "vault/recovery.h"
#include "vault/rotations.h"
#include "vault/vaultexport.h"
#include "vault/vaulthome.h"
#include "vault/vaultimport.h"
#include "vault/vaultlink.h"
#include "vault/vaultring.h"
#include "vault/vaultkeywrap.h"
#include "vault/vaults.h"

#include <QRegularExpression>

using namespace aiops;
using namespace aiops::vault;
using team::Action;

namespace {

const QByteArray kFilePassphrase = "copper window seventeen lazy otters";

Result<VaultInfo> addVault(Home &home, const QString &name)
{
    return finished(Vaults(*home.vault).add(home.permit(Action::VaultAdd), {.name = name}));
}

Result<VaultInfo> rotate(Home &home, const QString &name)
{
    const auto info = Vaults(*home.vault).find(name);
    return info ? finished(Vaults(*home.vault).rotateKey(home.permit(Action::VaultRotateKey), info->id)) : std::unexpected(info.error());
}

Result<CredentialInfo> addTo(Home &home, const QString &vault, const QString &name, const QByteArray &value = kCanary)
{
    const auto info = Vaults(*home.vault).find(vault);
    return finished(home.vault->add(home.permit(Action::CredentialAdd), {.name = name, .kind = Kind::Password, .user = u"root"_s, .notes = {}, .value = secret(value),
                                                                         .keyPassphrase = {}, .vault = info ? info->id : VaultId::create()}));
}

Result<CredentialInfo> moveTo(Home &home, const QString &name, VaultId vault)
{
    return finished(home.vault->edit(home.permit(Action::CredentialEdit), home.vault->find(name)->id, {.vault = vault}));
}

/// The value, or the name of the error.
QByteArray valueOf(Home &home, const QString &name)
{
    home.gatekeeper.confirmed(Action::CredentialReveal);
    const auto value = finished(home.vault->reveal(home.permit(Action::CredentialReveal), home.vault->find(name)->id));
    return value ? (*value)->reveal().toByteArray() : errorName(value.error().code).toLatin1();
}

QString idOf(Home &home, const QString &vault)
{
    return Vaults(*home.vault).find(vault)->id.toString();
}

QString cell(Home &home, const QString &sql)
{
    QSqlQuery query(home.database->reader());
    return query.exec(sql) && query.next() ? query.value(0).toString() : u"none"_s;
}

Result<ResealReport> resealed(Home &home, VaultId id)
{
    return finished(Vaults(*home.vault).reseal(home.permit(Action::VaultReseal), id));
}

Status unlockAgain(Home &home)
{
    home.reopen();
    return home.unlock();
}

} // namespace

/// Several vaults, each with a key of its own that changes.
class TestVaults final : public QObject
{
    Q_OBJECT

private slots:
    void aNewPersonHasOneVault()
    {
        Home home;
        QVERIFY(Vaults(*home.vault).all()->isEmpty());
        QCOMPARE(addVault(home, u"Production"_s).error().code, Errc::VaultMissing);
        QVERIFY(home.create());
        const auto all = Vaults(*home.vault).all();
        QCOMPARE(all->size(), 1);
        QVERIFY(all->first().isPersonal);
        QCOMPARE(all->first().epoch, quint64(1));
    }

    void aCredentialLivesInTheVaultThatWasChosen()
    {
        Home home;
        QVERIFY(home.create());
        const auto made = addVault(home, u"  Production  "_s);
        QVERIFY2(made, made ? "" : qPrintable(made.error().text + made.error().detail));
        QCOMPARE(made->name, u"Production"_s);
        const auto added = addTo(home, u"production"_s, u"db"_s);
        QVERIFY2(added, added ? "" : qPrintable(added.error().text));
        QVERIFY(home.add(u"mine"_s, "own"));
        QCOMPARE(added->vaultName, u"Production"_s);
        QCOMPARE(home.vault->find(u"db"_s)->vault, made->id);
        QVERIFY(unlockAgain(home));
        QCOMPARE(valueOf(home, u"db"_s), kCanary);
        QCOMPARE(valueOf(home, u"mine"_s), QByteArray("own"));
        QCOMPARE(Vaults(*home.vault).find(u"Production"_s)->credentials, 1);
        QVERIFY(!home.contains(kCanary));
    }

    void namesAreUniqueAndChecked()
    {
        Home home;
        QVERIFY(home.create() && addVault(home, u"Production"_s) && addVault(home, u"Staging"_s));
        QCOMPARE(addVault(home, u"PRODUCTION"_s).error().code, Errc::Conflict);
        QCOMPARE(addVault(home, u" "_s).error().code, Errc::Invalid);
        QCOMPARE(addVault(home, u"a\nb"_s).error().code, Errc::Invalid);
        QCOMPARE(addVault(home, QString(81, u'x')).error().code, Errc::Invalid);
        const VaultId id = Vaults(*home.vault).find(u"Staging"_s)->id;
        const auto rename = [&](const QString &name) { return finished(Vaults(*home.vault).rename(home.permit(Action::VaultRename), id, name)); };
        QCOMPARE(rename(u"production"_s).error().code, Errc::Conflict);
        QCOMPARE(rename(u"Test"_s)->name, u"Test"_s);
        QCOMPARE(rename(u"TEST"_s)->name, u"TEST"_s);
        QCOMPARE(Vaults(*home.vault).find(u"Staging"_s).error().code, Errc::NotFound);
        QCOMPARE(addTo(home, u"nothing"_s, u"x"_s).error().code, Errc::NotFound);
        const auto ofNobody = finished(Vaults(*home.vault).add(home.permit(Action::VaultAdd), {.name = u"x"_s, .organization = OrganizationId::create()}));
        QCOMPARE(ofNobody.error().code, Errc::Invalid);
        home.lock();
        QCOMPARE(addVault(home, u"Locked"_s).error().code, Errc::VaultLocked);
        QCOMPARE(rotate(home, u"Production"_s).error().code, Errc::VaultLocked);
        QCOMPARE(Vaults(*home.vault).all()->size(), 3);
    }

    void movingSealsAgainAndTakesTheAttachmentsAlong()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"db"_s));
        home.addInstance();
        const auto before = home.vault->find(u"db"_s);
        QVERIFY(home.attach(before->id));
        const auto made = addVault(home, u"Production"_s);
        const auto moved = moveTo(home, u"db"_s, made->id);
        QVERIFY2(moved, moved ? "" : qPrintable(moved.error().text + moved.error().detail));
        QCOMPARE(moved->version, quint64(2));
        QCOMPARE(moved->rotatedAt, before->rotatedAt); // the value is the same
        QCOMPARE(home.vault->find(u"db"_s)->vault, made->id);
        QVERIFY(unlockAgain(home));
        QVERIFY(home.login() && home.login()->password->equals(kCanary));
        QVERIFY(moveTo(home, u"db"_s, before->vault));
        QCOMPARE(home.vault->find(u"db"_s)->version, quint64(3));
        QCOMPARE(moveTo(home, u"db"_s, VaultId::create()).error().code, Errc::NotFound);
    }

    void anEditLeavesItWhereItIs()
    {
        Home home;
        QVERIFY(home.create());
        const auto made = addVault(home, u"Production"_s);
        const auto added = addTo(home, u"Production"_s, u"db"_s);
        const auto edited = finished(home.vault->edit(home.permit(Action::CredentialEdit), added->id, {.name = u"db-2"_s}));
        QCOMPARE(edited->vault, made->id);
        QCOMPARE(edited->vaultName, u"Production"_s);
        QCOMPARE(valueOf(home, u"db-2"_s), kCanary);
    }

    void whatIsBeingRotatedIsNotMoved()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"db"_s));
        const auto made = addVault(home, u"Production"_s);
        Rotations rotations(*home.vault);
        const auto held = std::make_shared<const Permit>(home.permit(Action::CredentialRotate));
        const CredentialId id = home.vault->find(u"db"_s)->id;
        const auto begun = finished(rotations.begin(held, id, {.method = u"manual"_s, .targets = {}, .details = {}, .fresh = {.value = secret("next")}}));
        QVERIFY2(begun, begun ? "" : qPrintable(begun.error().text));
        QCOMPARE(moveTo(home, u"db"_s, made->id).error().code, Errc::Conflict);
        QVERIFY(finished(rotations.adopt(held, begun->id)));
        QCOMPARE(valueOf(home, u"db"_s), QByteArray("next"));
    }

    void rotationOfOneVaultLeavesTheOthersAlone()
    {
        Home home;
        QVERIFY(home.create() && addVault(home, u"A"_s) && addVault(home, u"B"_s));
        QVERIFY(addTo(home, u"A"_s, u"a1"_s, "one") && addTo(home, u"B"_s, u"b1"_s, "two") && home.add(u"p1"_s, "three"));
        const QString wrapOfB = cell(home, u"SELECT hex(wrapped) FROM row_vault_wrap WHERE vault_id = '%1'"_s.arg(idOf(home, u"B"_s)));
        for (quint64 epoch = 2; epoch <= 4; ++epoch) {
            const auto rotated = rotate(home, u"A"_s);
            QVERIFY2(rotated, rotated ? "" : qPrintable(rotated.error().text + rotated.error().detail));
            QCOMPARE(rotated->epoch, epoch);
            QVERIFY(addTo(home, u"A"_s, u"a%1"_s.arg(epoch), QByteArray::number(epoch)));
        }
        QCOMPARE(cell(home, u"SELECT hex(wrapped) FROM row_vault_wrap WHERE vault_id = '%1'"_s.arg(idOf(home, u"B"_s))), wrapOfB);
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(valueOf(home, u"a1"_s), QByteArray("one"));
            for (const QString &epoch : {u"2"_s, u"3"_s, u"4"_s})
                QCOMPARE(valueOf(home, u"a"_s + epoch), epoch.toLatin1());
            QCOMPARE(valueOf(home, u"b1"_s), QByteArray("two"));
            QCOMPARE(valueOf(home, u"p1"_s), QByteArray("three"));
            QVERIFY(unlockAgain(home));
        }
        QVERIFY(finished(home.vault->edit(home.permit(Action::CredentialEdit), home.vault->find(u"a1"_s)->id, {.user = u"x"_s})));
        QCOMPARE(cell(home, u"SELECT epoch FROM row_secret WHERE id = '%1'"_s.arg(home.vault->find(u"a1"_s)->id.toString())), u"4"_s);
    }

    void thePersonalVaultRotatesWithItsKitAndItsCodes()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"old"_s, "one"));
        const auto kit = finished(VaultRecovery(*home.vault).create([&] {
            home.gatekeeper.confirmed(Action::VaultRecovery);
            return home.permit(Action::VaultRecovery);
        }()));
        QVERIFY(kit);
        const auto factor = std::make_shared<const NewSecondFactor>(makeSecondFactor());
        const auto codeNow = [&] { return totpAt(*totpSeed(factor->factor.seed, {}), home.clock.now()).code; };
        QVERIFY(finished(home.vault->setSecondFactor(home.permit(Action::VaultSecondFactor), factor, codeNow())));
        QCOMPARE(rotate(home, u"Personal"_s)->epoch, quint64(2));
        QVERIFY(home.add(u"new"_s, "two"));
        QCOMPARE(valueOf(home, u"old"_s), QByteArray("one"));
        home.clock.advance(std::chrono::seconds(90));
        home.reopen();
        QCOMPARE(home.unlock().error().code, Errc::NoInput);
        const Status unlocked = finished(home.vault->unlock(home.permit(Action::VaultUnlock), secret(kPassphrase), codeNow()));
        QVERIFY2(unlocked, unlocked ? "" : qPrintable(unlocked.error().text + unlocked.error().detail));
        QCOMPARE(valueOf(home, u"old"_s), QByteArray("one"));
        QCOMPARE(valueOf(home, u"new"_s), QByteArray("two"));
        QVERIFY(finished(VaultRecovery(*home.vault).test(home.permit(Action::VaultConfirm), kit->code)));
        const QByteArray fresh = "grove magnet sixty lantern";
        QVERIFY(finished(VaultRecovery(*home.vault).use(home.permit(Action::VaultPassphrase), kit->code, secret(fresh))));
        QCOMPARE(valueOf(home, u"old"_s), QByteArray("one"));
    }

    void anEmptyVaultIsRemoved()
    {
        Home home;
        QVERIFY(home.create());
        const auto made = addVault(home, u"A"_s);
        QVERIFY(made && addVault(home, u"B"_s) && addTo(home, u"A"_s, u"a"_s, "one") && rotate(home, u"A"_s));
        const VaultId personal = Vaults(*home.vault).find(u"Personal"_s)->id;
        const auto remove = [&](VaultId id) { return finished(Vaults(*home.vault).remove(home.permit(Action::VaultRemove), id)); };
        QCOMPARE(remove(personal).error().code, Errc::Denied);
        QCOMPARE(remove(VaultId::create()).error().code, Errc::NotFound);
        const Status full = remove(made->id);
        QCOMPARE(full.error().code, Errc::Conflict);
        QVERIFY2(full.error().text.contains(u"“A”: 1"_s), qPrintable(full.error().text));
        QVERIFY(moveTo(home, u"a"_s, personal));
        const Status removed = remove(made->id);
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().text + removed.error().detail));
        QCOMPARE(cell(home, u"SELECT (SELECT count(*) FROM row_vault_wrap WHERE vault_id = '%1') + (SELECT count(*) FROM row_vault_link WHERE vault_id = '%1')"_s.arg(made->id.toString())),
                 u"0"_s);
        const auto into = [&](const QString &name) {
            return finished(home.vault->add(home.permit(Action::CredentialAdd), {.name = name, .kind = Kind::Password, .user = {}, .notes = {}, .value = secret("x"),
                                                                                 .keyPassphrase = {}, .vault = made->id}));
        };
        QCOMPARE(into(u"late"_s).error().code, Errc::NotFound);
        QVERIFY(unlockAgain(home));
        QCOMPARE(Vaults(*home.vault).find(u"A"_s).error().code, Errc::NotFound);
        QCOMPARE(into(u"later"_s).error().code, Errc::NotFound);
        QCOMPARE(valueOf(home, u"a"_s), QByteArray("one"));
        QVERIFY(addVault(home, u"A"_s)); // the name is free again
        home.lock();
        QVERIFY(remove(Vaults(*home.vault).find(u"B"_s)->id)); // wants no key
        QCOMPARE(Vaults(*home.vault).all()->size(), 2);
    }

    void everythingIsSealedAgainWithTheNewestKey()
    {
        Home home;
        QVERIFY(home.create() && addVault(home, u"A"_s) && addVault(home, u"B"_s));
        QVERIFY(addTo(home, u"A"_s, u"a"_s, "one") && addTo(home, u"A"_s, u"b"_s, "two") && addTo(home, u"B"_s, u"c"_s, "three"));
        const VaultId id = Vaults(*home.vault).find(u"A"_s)->id;
        const QString sealed = u"SELECT hex(ct) FROM row_secret WHERE id = '%1'"_s.arg(home.vault->find(u"a"_s)->id.toString());
        const QString copy = u"CREATE TEMP TABLE was AS SELECT * FROM row_secret"_s;
        QVERIFY(home.sql(copy));
        QVERIFY(rotate(home, u"A"_s) && rotate(home, u"A"_s) && rotate(home, u"B"_s));
        home.clock.advance(std::chrono::seconds(60));
        QVERIFY(addTo(home, u"A"_s, u"new"_s, "four"));
        QCOMPARE(Vaults(*home.vault).find(u"A"_s)->underOlderKeys, 2);
        const CredentialInfo before = *home.vault->find(u"a"_s);
        const QString old = cell(home, sealed);
        const auto report = resealed(home, id);
        QVERIFY2(report, report ? "" : qPrintable(report.error().text + report.error().detail));
        QCOMPARE(report->resealed, 2);
        QCOMPARE(report->unreadable, 0);
        QVERIFY(cell(home, sealed) != old);
        QCOMPARE(cell(home, u"SELECT min(epoch) || ' ' || max(epoch) FROM row_secret WHERE vault_id = '%1'"_s.arg(id.toString())), u"3 3"_s);
        QCOMPARE(cell(home, u"SELECT count(*) FROM row_vault_link WHERE vault_id = '%1'"_s.arg(id.toString())), u"2"_s); // older keys stay
        QCOMPARE(Vaults(*home.vault).find(u"A"_s)->underOlderKeys, 0);
        QCOMPARE(Vaults(*home.vault).find(u"B"_s)->underOlderKeys, 1); // another vault
        const CredentialInfo after = *home.vault->find(u"a"_s);
        QCOMPARE(after.version, before.version + 1);
        QCOMPARE(after.changedAt, before.changedAt);
        QCOMPARE(after.rotatedAt, before.rotatedAt);
        QVERIFY(home.sink->entries.last().action == u"vault.reseal" && home.sink->entries.last().outcome == u"done");
        QCOMPARE(home.sink->entries.last().detail[u"resealed"_s].toInt(), 2);
        QCOMPARE(resealed(home, id)->resealed, 0);
        QCOMPARE(valueOf(home, u"a"_s) + valueOf(home, u"b"_s) + valueOf(home, u"c"_s) + valueOf(home, u"new"_s), QByteArray("onetwothreefour"));
        const QString columns = u"epoch, rec_ver, ct, sig, salt, commit_tag, hlc"_s;
        QVERIFY(home.sql(u"UPDATE row_secret SET (%1) = (SELECT %1 FROM was WHERE was.id = row_secret.id) WHERE id = '%2'"_s.arg(columns, before.id.toString())));
        QCOMPARE(valueOf(home, u"a"_s), QByteArray("integrity")); // what was there before, put back
        QVERIFY(unlockAgain(home));
        QCOMPARE(valueOf(home, u"b"_s) + valueOf(home, u"c"_s) + valueOf(home, u"new"_s), QByteArray("twothreefour"));
    }

    void sealingAgainTakesTheValuesOfARotationAlong()
    {
        Home home;
        QVERIFY(home.create() && home.add(u"db"_s));
        Rotations rotations(*home.vault);
        const auto held = std::make_shared<const Permit>(home.permit(Action::CredentialRotate));
        const auto begun = finished(rotations.begin(held, home.vault->find(u"db"_s)->id, {.method = u"manual"_s, .targets = {}, .details = {}, .fresh = {.value = secret("next")}}));
        QVERIFY(begun && rotate(home, u"Personal"_s));
        QCOMPARE(Vaults(*home.vault).find(u"Personal"_s)->underOlderKeys, 2);
        QCOMPARE(resealed(home, Vaults(*home.vault).find(u"Personal"_s)->id)->resealed, 2);
        QVERIFY(unlockAgain(home));
        QVERIFY(finished(Rotations(*home.vault).adopt(held, begun->id)));
        QCOMPARE(valueOf(home, u"db"_s), QByteArray("next"));
    }

    void sealingAgainGoesOnWhereItWas()
    {
        constexpr int kRecords = 105; // more than one transaction
        Home home;
        QVERIFY(home.create() && addVault(home, u"A"_s));
        for (int i = 0; i < kRecords; ++i)
            QVERIFY(addTo(home, u"A"_s, u"c%1"_s.arg(i), QByteArray::number(i)));
        QVERIFY(rotate(home, u"A"_s));
        const VaultId id = Vaults(*home.vault).find(u"A"_s)->id;
        const QString damaged = home.vault->find(u"c50"_s)->id.toString();
        QVERIFY(home.sql(u"UPDATE row_secret SET ct = x'00' || substr(ct, 2) WHERE id = '%1'"_s.arg(damaged)));
        const auto progress = std::make_shared<Progress>();
        const auto stop = QObject::connect(home.database.get(), &storage::Database::changed, [progress] { progress->cancelled = true; });
        const auto stopped = finished(Vaults(*home.vault).reseal(home.permit(Action::VaultReseal), id, progress));
        QObject::disconnect(stop);
        QCOMPARE(stopped.error().code, Errc::Cancelled);
        QCOMPARE(progress->total.load(), kRecords);
        const int left = Vaults(*home.vault).find(u"A"_s)->underOlderKeys;
        QVERIFY2(left > 0 && left < kRecords, qPrintable(QString::number(left)));
        home.lock();
        QCOMPARE(resealed(home, id).error().code, Errc::VaultLocked);
        QVERIFY(home.unlock());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be sealed again"_s));
        const auto report = resealed(home, id);
        QVERIFY(report);
        QCOMPARE(report->unreadable, 1);
        QCOMPARE(report->resealed, left - 1);
        QCOMPARE(Vaults(*home.vault).find(u"A"_s)->underOlderKeys, 1);
        for (int i : {0, 49, 51, kRecords - 1})
            QCOMPARE(valueOf(home, u"c%1"_s.arg(i)), QByteArray::number(i));
        QCOMPARE(valueOf(home, u"c50"_s), QByteArray("integrity"));
    }

    void nothingIsWrittenUnderAnOldKey()
    {
        Home home;
        QVERIFY(home.create() && addVault(home, u"A"_s));
        QVERIFY(addTo(home, u"A"_s, u"a"_s));
        QVERIFY(home.sql(u"UPDATE row_vault SET epoch = 2 WHERE name = 'A'"_s)); // as another computer of the person would
        QCOMPARE(addTo(home, u"A"_s, u"late"_s).error().code, Errc::Conflict);
        QCOMPARE(finished(home.vault->edit(home.permit(Action::CredentialEdit), home.vault->find(u"a"_s)->id, {.user = u"x"_s})).error().code, Errc::Conflict);
        QCOMPARE(rotate(home, u"A"_s).error().code, Errc::Conflict);
        QVERIFY(home.add(u"mine"_s));
    }

    void hostileRowsHarmNoOtherVault_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QByteArray>("old"); ///< what becomes of epoch 1 of A
        QTest::addColumn<QByteArray>("now"); ///< of its newest epoch
        const QByteArray whole = "one", fresh = "two", bad = "integrity";
        QTest::newRow("untouched") << u"SELECT 1"_s << whole << fresh;
        QTest::newRow("wrap of B in A") << u"UPDATE row_vault_wrap SET wrapped = (SELECT wrapped FROM row_vault_wrap WHERE vault_id = 'B') WHERE vault_id = 'A'"_s << bad << bad;
        QTest::newRow("wrap gone") << u"DELETE FROM row_vault_wrap WHERE vault_id = 'A'"_s << bad << bad;
        QTest::newRow("wrap cut") << u"UPDATE row_vault_wrap SET wrapped = substr(wrapped, 1, 100) WHERE vault_id = 'A'"_s << bad << bad;
        QTest::newRow("wrap changed") << u"UPDATE row_vault_wrap SET wrapped = substr(wrapped, 1, length(wrapped) - 1) || x'00' WHERE vault_id = 'A'"_s << bad << bad;
        QTest::newRow("another wrap beside it")
            << u"INSERT INTO row_vault_wrap SELECT 'x', 'A', 3, recipient, recipient_kind, public_key, (SELECT wrapped FROM row_vault_wrap WHERE vault_id = 'B'), created_at FROM row_vault_wrap WHERE vault_id = 'A'"_s
            << whole << fresh;
        QTest::newRow("link gone") << u"DELETE FROM row_vault_link WHERE vault_id = 'A'"_s << bad << fresh;
        QTest::newRow("gap") << u"DELETE FROM row_vault_link WHERE vault_id = 'A' AND epoch = 2"_s << bad << fresh;
        QTest::newRow("link to itself") << u"UPDATE row_vault_link SET sealed = (SELECT sealed FROM row_vault_link WHERE vault_id = 'A' AND epoch = 3) WHERE vault_id = 'A' AND epoch = 2"_s << bad << fresh;
        QTest::newRow("links swapped") << u"UPDATE row_vault_link SET epoch = 5 - epoch WHERE vault_id = 'A'"_s << bad << fresh;
        QTest::newRow("link of B") << u"UPDATE row_vault_link SET sealed = (SELECT sealed FROM row_vault_link WHERE vault_id = 'B') WHERE vault_id = 'A' AND epoch = 2"_s << bad << fresh;
        QTest::newRow("commitment of the link") << u"UPDATE row_vault_link SET sealed = substr(sealed, 1, 150) || x'0000' || substr(sealed, 153) WHERE vault_id = 'A'"_s << bad << fresh;
        QTest::newRow("epoch raised") << u"UPDATE row_vault SET epoch = 4 WHERE id = 'A'"_s << bad << bad;
        QTest::newRow("epoch raised to the sky") << u"UPDATE row_vault SET epoch = 9223372036854775807 WHERE id = 'A'"_s << bad << bad;
        QTest::newRow("epoch lowered") << u"UPDATE row_vault SET epoch = 2 WHERE id = 'A'"_s << bad << bad;
        QTest::newRow("epoch nothing") << u"UPDATE row_vault SET epoch = 0 WHERE id = 'A'"_s << bad << bad;
        QTest::newRow("organization changed") << u"UPDATE row_vault SET organization_id = 'O' WHERE id = 'A'"_s << bad << bad;
        QTest::newRow("record in another vault") << u"UPDATE row_secret SET vault_id = 'B' WHERE vault_id = 'A'"_s << bad << bad;
        QTest::newRow("record of another epoch") << u"UPDATE row_secret SET epoch = 2 WHERE vault_id = 'A'"_s << bad << bad;
    }
    void hostileRowsHarmNoOtherVault()
    {
        QFETCH(QString, sql);
        QFETCH(QByteArray, old);
        QFETCH(QByteArray, now);
        Home home;
        home.addInstance();
        QVERIFY(home.create() && addVault(home, u"A"_s) && addVault(home, u"B"_s));
        QVERIFY(addTo(home, u"A"_s, u"old"_s, "one") && addTo(home, u"B"_s, u"other"_s, "three") && home.add(u"mine"_s, "four"));
        QVERIFY(rotate(home, u"A"_s) && rotate(home, u"A"_s) && rotate(home, u"B"_s));
        QVERIFY(addTo(home, u"A"_s, u"new"_s, "two"));
        for (const QString &name : {u"A"_s, u"B"_s})
            sql.replace(u"'%1'"_s.arg(name), u"'%1'"_s.arg(idOf(home, name)));
        sql.replace(u"'O'"_s, u"(SELECT id FROM row_organization)"_s);
        QVERIFY2(home.sql(sql), qPrintable(sql));
        QVERIFY(unlockAgain(home));
        QCOMPARE(valueOf(home, u"old"_s), old);
        QCOMPARE(valueOf(home, u"new"_s), now);
        QCOMPARE(valueOf(home, u"other"_s), QByteArray("three"));
        QCOMPARE(valueOf(home, u"mine"_s), QByteArray("four"));
        const auto all = Vaults(*home.vault).all();
        QCOMPARE(all->size(), 3);
        if (!sql.contains(u"row_secret"_s))
            QCOMPARE(Vaults(*home.vault).find(u"A"_s)->problem.isEmpty(), old == "one");
        QVERIFY(Vaults(*home.vault).find(u"B"_s)->problem.isEmpty());
        if (!sql.contains(u"row_secret"_s) && now == "integrity")
            QCOMPARE(addTo(home, u"A"_s, u"more"_s).error().code, Errc::Integrity);
        QVERIFY(addTo(home, u"B"_s, u"more of B"_s));
    }

    void anOlderStateOfTheVaultPutBackIsNoticed()
    {
        Home home;
        QVERIFY(home.create() && addVault(home, u"A"_s) && addTo(home, u"A"_s, u"old"_s, "one"));
        const QString id = idOf(home, u"A"_s);
        const QString wrap = cell(home, u"SELECT hex(wrapped) FROM row_vault_wrap WHERE vault_id = '%1'"_s.arg(id));
        QVERIFY(rotate(home, u"A"_s));
        QVERIFY(home.sql(u"UPDATE row_vault_wrap SET epoch = 1, wrapped = x'%1' WHERE vault_id = '%2'"_s.arg(wrap, id)));
        QVERIFY(home.sql(u"UPDATE row_vault SET epoch = 1 WHERE id = '%1'"_s.arg(id)));
        QVERIFY(unlockAgain(home));
        QCOMPARE(valueOf(home, u"old"_s), QByteArray("integrity"));
        QVERIFY(!Vaults(*home.vault).find(u"A"_s)->problem.isEmpty());
    }

    void linksHoldOnlyAsTheyWereMade()
    {
        const Identity author = Identity::generate(), other = Identity::generate();
        const Secret key(QByteArray(32, 'n')), older(QByteArray(32, 'o'));
        const VaultLink link = sealLink({.organization = {}, .vault = newUuid(), .epoch = 2, .author = newUuid(), .box = {}, .signature = {}}, key, older, author);
        const QByteArray bytes = link.toBytes();
        QVERIFY(openLink(*VaultLink::fromBytes(bytes), key, author.ed25519Public)->equals(older.reveal()));
        QVERIFY(!openLink(link, older, author.ed25519Public));
        QVERIFY(!openLink(link, key, other.ed25519Public));
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray flipped = bytes;
            flipped[i] = char(flipped[i] ^ 1);
            const auto read = VaultLink::fromBytes(flipped);
            QVERIFY2(!read || !openLink(*read, key, author.ed25519Public), qPrintable(QString::number(i)));
            QVERIFY(!VaultLink::fromBytes(bytes.first(i)));
        }
        QVERIFY(!VaultLink::fromBytes(bytes + '\0'));
    }

    void exportAndImportKeepTheVaults()
    {
        Home from, to;
        QVERIFY(from.create() && to.create() && addVault(from, u"Production"_s) && addVault(from, u"Staging"_s) && addVault(to, u"staging"_s));
        QVERIFY(from.add(u"p"_s, "1") && addTo(from, u"Production"_s, u"a"_s, "2") && addTo(from, u"Staging"_s, u"s"_s, "3") && rotate(from, u"Production"_s));
        QVERIFY(addTo(from, u"Production"_s, u"b"_s, "4"));
        QTemporaryDir dir;
        const QString path = dir.filePath(u"file"_s);
        from.gatekeeper.confirmed(Action::VaultExport);
        const auto written = finished(VaultExport(*from.vault).exportTo(from.permit(Action::VaultExport), {.path = path, .credentials = {}, .passphrase = secret(kFilePassphrase)}));
        QVERIFY2(written, written ? "" : qPrintable(written.error().text));
        QCOMPARE(written->credentials, qsizetype(4));
        const auto preview = finished(VaultImport(*to.vault).stage({.path = path, .passphrase = secret(kFilePassphrase)}));
        QVERIFY2(preview, preview ? "" : qPrintable(preview.error().detail));
        QCOMPARE(preview->newVaults, QStringList{u"Production"_s});
        QStringList places;
        for (const ImportEntry &entry : preview->entries)
            places.append(u"%1: %2 > %3%4"_s.arg(entry.info.name, entry.vault, entry.into, entry.isIntoNew ? u" new"_s : QString()));
        places.sort();
        QCOMPARE(places, (QStringList{u"a: Production > Production new"_s, u"b: Production > Production new"_s, u"p: Personal > Personal"_s, u"s: Staging > staging"_s}));
        QCOMPARE(Vaults(*to.vault).all()->size(), 2); // nothing yet
        const auto report = finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decide(*preview, ImportChoice::KeepMine, {})));
        QVERIFY2(report, report ? "" : qPrintable(report.error().text + report.error().detail));
        QCOMPARE(report->added, 4);
        QCOMPARE(report->vaults, 1);
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(to.vault->find(u"p"_s)->vaultName, u"Personal"_s);
            QCOMPARE(to.vault->find(u"a"_s)->vaultName, u"Production"_s);
            QCOMPARE(to.vault->find(u"b"_s)->vaultName, u"Production"_s);
            QCOMPARE(to.vault->find(u"s"_s)->vaultName, u"staging"_s);
            QCOMPARE(valueOf(to, u"a"_s) + valueOf(to, u"b"_s) + valueOf(to, u"s"_s), QByteArray("243"));
            QVERIFY(unlockAgain(to));
        }
        const auto again = finished(VaultImport(*to.vault).stage({.path = path, .passphrase = secret(kFilePassphrase)}));
        QCOMPARE(again->count(ImportEntry::Same), 4);
        QVERIFY(again->newVaults.isEmpty());
    }

    void anImportGoesIntoOneVaultWhenThePersonSaysSo()
    {
        Home from, to;
        QVERIFY(from.create() && to.create() && addVault(from, u"Production"_s) && addVault(to, u"Mixed"_s));
        QVERIFY(from.add(u"p"_s) && addTo(from, u"Production"_s, u"a"_s));
        QTemporaryDir dir;
        const QString path = dir.filePath(u"file"_s);
        from.gatekeeper.confirmed(Action::VaultExport);
        QVERIFY(finished(VaultExport(*from.vault).exportTo(from.permit(Action::VaultExport), {.path = path, .credentials = {}, .passphrase = secret(kFilePassphrase)})));
        const auto preview = finished(VaultImport(*to.vault).stage({.path = path, .passphrase = secret(kFilePassphrase), .into = Vaults(*to.vault).find(u"Mixed"_s)->id}));
        QVERIFY(preview->newVaults.isEmpty());
        for (const ImportEntry &entry : preview->entries)
            QVERIFY(entry.into == u"Mixed" && !entry.isIntoNew);
        QVERIFY(finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decide(*preview, ImportChoice::KeepMine, {}))));
        QCOMPARE(Vaults(*to.vault).find(u"Mixed"_s)->credentials, 2);
        const auto again = finished(VaultImport(*to.vault).stage({.path = path, .passphrase = secret(kFilePassphrase)}));
        for (const ImportEntry &entry : again->entries)
            QCOMPARE(vaultAfter(entry, {}), u"Mixed"_s); // it is there already, whatever the file says
    }

    void aVaultThatAnImportMakesBelongsToSomebody()
    {
        Home from, to;
        QVERIFY(from.create() && to.create() && addVault(from, u"Production"_s) && addTo(from, u"Production"_s, u"a"_s, "2"));
        to.addInstance(); // with its organization
        QTemporaryDir dir;
        const QString path = dir.filePath(u"file"_s);
        QVERIFY(finished(VaultExport(*from.vault).exportTo(from.permit(Action::VaultExport), {.path = path, .credentials = {}, .passphrase = secret(kFilePassphrase)})));
        auto preview = finished(VaultImport(*to.vault).stage({.path = path, .passphrase = secret(kFilePassphrase)}));
        QVERIFY(preview);
        preview->owner.organization = OrganizationId::parse(cell(to, u"SELECT id FROM row_organization"_s));
        QVERIFY(!preview->owner.organization.isNull());
        const auto done = finished(VaultImport(*to.vault).import(to.permit(Action::VaultImport), *preview, decide(*preview, ImportChoice::KeepMine, {})));
        QVERIFY2(done, done ? "" : qPrintable(done.error().text + done.error().detail));
        QCOMPARE(Vaults(*to.vault).find(u"Production"_s)->organization, preview->owner.organization);
        QVERIFY(unlockAgain(to)); // the organization is part of what is sealed
        QCOMPARE(valueOf(to, u"a"_s), QByteArray("2"));
    }
};

QTEST_GUILESS_MAIN(TestVaults)
#include "tst_vaults.moc"
