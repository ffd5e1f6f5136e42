#include "vault/exportfixture.h"
#include "vault/vaultexport.h"
#include "vault/vaulthome.h"
#include "vault/vaults.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace aiops;
using namespace aiops::vault;
using team::Action;

namespace {

const QByteArray kOther = "grove magnet sixty lantern";
constexpr int kInFile = 40;

QByteArray valueOf(Home &home, const QString &name)
{
    home.gatekeeper.confirmed(Action::CredentialReveal);
    const auto value = finished(home.vault->reveal(home.permit(Action::CredentialReveal), home.vault->find(name)->id));
    return value ? (*value)->reveal().toByteArray() : value.error().detail.toUtf8();
}

/// How often it was done before it was killed; -1: it ended by itself.
int workUntilKilled(Home &home, const QStringList &arguments, quint32 seed, int mostMilliseconds)
{
    home.vault.reset();
    home.database.reset();
    QProcess worker;
    worker.start(QStringLiteral(AIOPS_BIN_DIR "/vault-worker"), QStringList{home.dir.filePath(u"aiops.db"_s)} + arguments);
    QByteArray out;
    const auto has = [&](int lines) {
        return QTest::qWaitFor([&] { return (out += worker.readAllStandardOutput()).count('\n') >= lines || worker.state() == QProcess::NotRunning; }, 60'000)
               && worker.state() != QProcess::NotRunning;
    };
    QRandomGenerator random(seed);
    if (!has(1 + random.bounded(2))) {
        qWarning() << worker.readAllStandardError();
        return -1;
    }
    QTest::qWait(random.bounded(mostMilliseconds)); // the moment is what the test is about
    worker.kill();
    worker.waitForFinished(10'000);
    out += worker.readAllStandardOutput();
    home.reopen();
    return int(out.count('\n')) - 1; // the first says that the vault is open
}

} // namespace

/// Killed at any moment: the old state or the new one, never neither.
class TestKilledVault final : public QObject
{
    Q_OBJECT

private slots:
    void aKilledKeyRotationLosesNothing_data() { rounds(4); }
    void aKilledKeyRotationLosesNothing()
    {
        QFETCH(quint32, seed);
        Home home;
        QVERIFY(home.create());
        const auto made = finished(Vaults(*home.vault).add(home.permit(Action::VaultAdd), {.name = u"A"_s}));
        QVERIFY(made && home.add(u"mine"_s, "one"));
        QVERIFY(finished(home.vault->add(home.permit(Action::CredentialAdd), {.name = u"theirs"_s, .kind = Kind::Password, .user = {}, .notes = {}, .value = secret("two"),
                                                                              .keyPassphrase = {}, .vault = made->id})));
        const int rotated = workUntilKilled(home, {u"rotate"_s}, seed, 60);
        QVERIFY(rotated >= 0);
        const Status unlocked = home.unlock();
        QVERIFY2(unlocked, unlocked ? "" : qPrintable(unlocked.error().detail));
        quint64 epochs = 0;
        const auto all = Vaults(*home.vault).all();
        for (const VaultInfo &info : *all) {
            QVERIFY2(info.problem.isEmpty(), qPrintable(info.name + info.problem));
            epochs += info.epoch - 1;
        }
        QVERIFY2(epochs == quint64(rotated) || epochs == quint64(rotated) + 1, qPrintable(u"%1 said, %2 there"_s.arg(rotated).arg(epochs)));
        QCOMPARE(valueOf(home, u"mine"_s), QByteArray("one"));
        QCOMPARE(valueOf(home, u"theirs"_s), QByteArray("two"));
        QVERIFY(finished(Vaults(*home.vault).rotateKey(home.permit(Action::VaultRotateKey), made->id)));
    }

    void whatWasBeingSealedAgainIsReadableAndFinished_data() { rounds(3); }
    void whatWasBeingSealedAgainIsReadableAndFinished()
    {
        QFETCH(quint32, seed);
        Home home;
        QVERIFY(home.create());
        for (int i = 0; i < 130; ++i)
            QVERIFY(home.add(u"c%1"_s.arg(i), QByteArray::number(i)));
        QVERIFY(workUntilKilled(home, {u"reseal"_s}, seed, 120) >= 0);
        const Status unlocked = home.unlock();
        QVERIFY2(unlocked, unlocked ? "" : qPrintable(unlocked.error().detail));
        for (int i = 0; i < 130; i += 13)
            QCOMPARE(valueOf(home, u"c%1"_s.arg(i)), QByteArray::number(i));
        const auto personal = Vaults(*home.vault).all()->constFirst();
        const auto rest = finished(Vaults(*home.vault).reseal(home.permit(Action::VaultReseal), personal.id));
        QVERIFY(rest);
        QCOMPARE(rest->resealed, personal.underOlderKeys);
        QCOMPARE(rest->unreadable, 0);
        for (int i = 0; i < 130; i += 13)
            QCOMPARE(valueOf(home, u"c%1"_s.arg(i)), QByteArray::number(i));
    }

    void aKilledPassphraseChangeLeavesOneThatOpens_data() { rounds(3); }
    void aKilledPassphraseChangeLeavesOneThatOpens()
    {
        QFETCH(quint32, seed);
        Home home;
        QVERIFY(home.create() && home.add(u"mine"_s, "one"));
        const int changed = workUntilKilled(home, {u"passphrase"_s}, seed, 900);
        QVERIFY(changed >= 0);
        const QByteArray said = changed % 2 == 0 ? kPassphrase : kOther, next = changed % 2 == 0 ? kOther : kPassphrase;
        const Status withSaid = home.unlock(said);
        if (!withSaid) {
            QCOMPARE(withSaid.error().code, Errc::WrongPassphrase);
            const Status withNext = home.unlock(next);
            QVERIFY2(withNext, withNext ? "" : qPrintable(withNext.error().text));
        }
        QCOMPARE(valueOf(home, u"mine"_s), QByteArray("one"));
    }

    void aKilledImportIsAllOrNothing_data() { rounds(3); }
    void aKilledImportIsAllOrNothing()
    {
        QFETCH(quint32, seed);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"file"_s);
        {
            Home from;
            QVERIFY(from.create());
            const auto made = finished(Vaults(*from.vault).add(from.permit(Action::VaultAdd), {.name = u"A"_s}));
            for (int i = 0; i < kInFile; ++i)
                QVERIFY(finished(from.vault->add(from.permit(Action::CredentialAdd), {.name = u"c%1"_s.arg(i), .kind = Kind::Password, .user = {}, .notes = {},
                                                                                      .value = secret(QByteArray::number(i)), .keyPassphrase = {},
                                                                                      .vault = i % 2 ? made->id : VaultId()})));
            QVERIFY(finished(VaultExport(*from.vault).exportTo(from.permit(Action::VaultExport), {.path = path, .credentials = {}, .passphrase = secret(kPassphrase)})));
        }
        Home home;
        QVERIFY(home.create() && home.add(u"c0"_s, "mine") && home.add(u"c1"_s, "mine"));
        const int imported = workUntilKilled(home, {u"import"_s, path}, seed, 900);
        QVERIFY(imported >= 0);
        QVERIFY(home.unlock());
        const auto all = home.vault->credentials();
        const qsizetype there = all->size() - 2;
        const int vaults = int(Vaults(*home.vault).all()->size());
        QCOMPARE(vaults, there > 0 ? 2 : 1);
        const auto after = [](int imports) { return imports == 0 ? 0 : kInFile + 2 * (imports - 1); }; // the two conflicts are kept both, each time
        QVERIFY2(there == after(imported) || there == after(imported + 1), qPrintable(QString::number(there)));
        for (const CredentialInfo &info : *all)
            QCOMPARE(valueOf(home, info.name), info.name == u"c0" || info.name == u"c1" ? QByteArray("mine") : info.name.mid(1).section(u' ', 0, 0).toLatin1());
    }

private:
    static void rounds(int count)
    {
        QTest::addColumn<quint32>("seed");
        for (int i = 0; i < count; ++i) {
            const quint32 seed = QRandomGenerator::global()->generate();
            QTest::addRow("seed %u", seed) << seed;
        }
    }
};

QTEST_GUILESS_MAIN(TestKilledVault)
#include "tst_killedvault.moc"
