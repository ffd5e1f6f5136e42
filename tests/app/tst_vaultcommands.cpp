#include "app/sessionbench.h"

#include <QJsonArray>
#include <QTest>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";
const QByteArray kFilePassphrase = "copper window seventeen lazy otters";

} // namespace

/// `aiops vault list|add|rename|rotate-key` and --vault of `aiops credential`, against a daemon.
class TestVaultCommands final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"org add Fernhill"_s).code, 0);
        QCOMPARE(m_bench.type(u"project add Checkout"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault list --json"_s).json().array().size(), 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
    }

    void aVaultBelongsToAProjectOrToNobody()
    {
        const auto made = m_bench.type(u"vault add Production --org Fernhill --project Checkout --json"_s);
        QVERIFY2(made.code == 0, made.err.constData());
        QCOMPARE(made.json().object()[u"organization"_s].toString(), u"Fernhill"_s);
        QCOMPARE(made.json().object()[u"project"_s].toString(), u"Checkout"_s);
        QCOMPARE(made.json().object()[u"key"_s].toInt(), 1);
        QCOMPARE(m_bench.type(u"vault add Spare"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault add SPARE"_s).code, 9);
        QCOMPARE(m_bench.type(u"vault add X --project Nowhere"_s).code, 3);
        QCOMPARE(names(), (QStringList{u"Personal"_s, u"Production"_s, u"Spare"_s}));
        QCOMPARE(m_bench.type(u"vault rename Spare Staging --json"_s).json().object()[u"name"_s].toString(), u"Staging"_s);
        QCOMPARE(m_bench.type(u"vault rename Nothing X"_s).code, 3);
    }

    void credentialsArePutIntoVaultsAndMoved()
    {
        const auto added = m_bench.type(u"credential add db --kind password --user app --secret-fd 4 --vault production --json"_s, {{4, "secret-1"}});
        QVERIFY2(added.code == 0, added.err.constData());
        QCOMPARE(added.json().object()[u"vault"_s].toString(), u"Production"_s);
        QCOMPARE(m_bench.type(u"credential add own --kind password --secret-fd 4"_s, {{4, "secret-2"}}).code, 0);
        QCOMPARE(m_bench.type(u"credential add x --kind password --secret-fd 4 --vault Nowhere"_s, {{4, "secret-2"}}).code, 3);
        QCOMPARE(m_bench.type(u"credential list --vault Production --json"_s).json().array().size(), 1);
        const auto moved = m_bench.type(u"credential edit db --vault Staging --json"_s);
        QVERIFY2(moved.code == 0, moved.err.constData());
        QCOMPARE(moved.json().object()[u"vault"_s].toString(), u"Staging"_s);
        QCOMPARE(moved.json().object()[u"version"_s].toInt(), 2);
        QCOMPARE(revealed(u"db"_s), QByteArray("secret-1\n"));
        const QJsonObject detail = m_bench.type(u"audit list --action credential.edit --json"_s).json().array()[0][u"detail"_s].toObject();
        QCOMPARE(detail[u"moved_from"_s].toString(), u"Production"_s);
        QCOMPARE(detail[u"vault"_s].toString(), u"Staging"_s);
    }

    void aNewKeyLeavesEverythingReadable()
    {
        const auto rotated = m_bench.type(u"vault rotate-key Staging --json"_s);
        QVERIFY2(rotated.code == 0, rotated.err.constData());
        QCOMPARE(rotated.json().object()[u"key"_s].toInt(), 2);
        QCOMPARE(m_bench.type(u"vault rotate-key Personal"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0);
        QCOMPARE(m_bench.type(u"--no-input vault rotate-key Staging"_s).code, 5);
        QCOMPARE(m_bench.type(u"vault unlock --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(revealed(u"db"_s), QByteArray("secret-1\n"));
        QCOMPARE(revealed(u"own"_s), QByteArray("secret-2\n"));
        QCOMPARE(m_bench.type(u"vault passphrase --passphrase-fd 3 --new-passphrase-fd 4"_s, {{3, kPassphrase}, {4, "grove magnet sixty lantern"}}).code, 0);
        QCOMPARE(m_bench.type(u"vault passphrase --passphrase-fd 3 --new-passphrase-fd 4"_s, {{3, "grove magnet sixty lantern"}, {4, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"audit verify"_s).code, 0);
    }

    void everythingIsSealedAgainWhenAsked()
    {
        QCOMPARE(m_bench.type(u"vault rotate-key Staging --json"_s).json().object()[u"under_older_keys"_s].toInt(), 1);
        const QJsonObject again = m_bench.type(u"vault reseal Staging --json"_s).json().object();
        QCOMPARE(again[u"resealed"_s].toInt(), 1);
        QCOMPARE(again[u"under_older_keys"_s].toInt(), 0);
        const auto both = m_bench.type(u"vault rotate-key Staging --reseal --json"_s);
        QVERIFY2(both.code == 0, both.err.constData());
        QCOMPARE(both.json().object()[u"key"_s].toInt(), 4);
        QCOMPARE(both.json().object()[u"resealed"_s].toInt(), 1);
        QCOMPARE(revealed(u"db"_s), QByteArray("secret-1\n"));
        QCOMPARE(m_bench.type(u"vault reseal Nothing"_s).code, 3);
        QCOMPARE(m_bench.type(u"audit list --action vault.reseal --json"_s).json().array().size(), 2);
        QCOMPARE(m_bench.type(u"audit verify"_s).code, 0);
    }

    void onlyAnEmptyVaultIsRemoved()
    {
        QCOMPARE(m_bench.type(u"vault add Empty"_s).code, 0);
        const auto full = m_bench.type(u"--json vault remove Staging"_s);
        QCOMPARE(full.code, 9);
        QVERIFY2(full.err.contains("Staging"), full.err.constData());
        QCOMPARE(m_bench.type(u"vault remove Personal"_s).code, 4);
        QCOMPARE(m_bench.type(u"vault remove Nothing"_s).code, 3);
        QCOMPARE(m_bench.type(u"vault remove Empty"_s).code, 0);
        QCOMPARE(names(), (QStringList{u"Personal"_s, u"Production"_s, u"Staging"_s}));
    }

    void anImportBringsItsVaultsAndChoices()
    {
        const auto written = m_bench.type(u"vault export all.aiopsvault --passphrase-fd 3 --export-passphrase-fd 4"_s, {{3, kPassphrase}, {4, kFilePassphrase}});
        QVERIFY2(written.code == 0, written.err.constData());
        QCOMPARE(m_bench.type(u"credential edit db --secret-fd 4"_s, {{4, "changed"}}).code, 0);
        QCOMPARE(m_bench.type(u"credential edit own --secret-fd 4"_s, {{4, "changed"}}).code, 0);
        const QString import = u"vault import all.aiopsvault --json --export-passphrase-fd 4 "_s;
        const QJsonObject dry = m_bench.type(import + u"--dry-run"_s, {{4, kFilePassphrase}}).json().object();
        QCOMPARE(dry[u"entries"_s][0][u"state"_s].toString(), u"conflict"_s);
        QCOMPARE(dry[u"entries"_s][0][u"vault"_s].toString(), u"Staging"_s);
        QCOMPARE(dry[u"entries"_s][0][u"into"_s].toString(), u"Staging"_s);
        QCOMPARE(dry[u"new_vaults"_s].toArray().size(), 0);
        QCOMPARE(m_bench.type(import + u"--choose db=perhaps"_s, {{4, kFilePassphrase}}).code, 2);
        QCOMPARE(m_bench.type(import + u"--choose nothing=both"_s, {{4, kFilePassphrase}}).code, 3);
        const auto done = m_bench.type(import + u"--choose db=both --on-conflict theirs --vault Production"_s, {{4, kFilePassphrase}});
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(done.json().object()[u"renamed"_s].toInt(), 1);
        QCOMPARE(done.json().object()[u"replaced"_s].toInt(), 1);
        QCOMPARE(revealed(u"own"_s), QByteArray("secret-2\n"));
        QCOMPARE(revealed(u"db (2)"_s), QByteArray("secret-1\n"));
        QCOMPARE(m_bench.type(u"credential show 'db (2)' --json"_s).json().object()[u"vault"_s].toString(), u"Production"_s);
    }

    void aVaultThatAnImportMakesBelongsToSomebody()
    {
        QCOMPARE(m_bench.type(u"credential edit db --vault Personal"_s).code, 0);
        QCOMPARE(m_bench.type(u"credential remove db --yes"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault remove Staging"_s).code, 0);
        const QString import = u"vault import all.aiopsvault --json --export-passphrase-fd 4 "_s;
        QCOMPARE(m_bench.type(import + u"--project Nowhere"_s, {{4, kFilePassphrase}}).code, 3);
        QCOMPARE(names(), (QStringList{u"Personal"_s, u"Production"_s}));
        const auto done = m_bench.type(import + u"--project Checkout"_s, {{4, kFilePassphrase}});
        QVERIFY2(done.code == 0, done.err.constData());
        for (const QJsonValue one : m_bench.type(u"vault list --json"_s).json().array()) {
            if (one[u"name"_s].toString() == u"Staging")
                QCOMPARE(one[u"organization"_s].toString() + one[u"project"_s].toString(), u"FernhillCheckout"_s);
        }
        QCOMPARE(names(), (QStringList{u"Personal"_s, u"Production"_s, u"Staging"_s}));
        QCOMPARE(revealed(u"db"_s), QByteArray("secret-1\n"));
    }

private:
    QStringList names()
    {
        QStringList names;
        for (const QJsonValue one : m_bench.type(u"vault list --json"_s).json().array())
            names.append(one[u"name"_s].toString());
        return names;
    }
    QByteArray revealed(const QString &name) { return m_bench.type(u"credential reveal '%1' --passphrase-fd 3"_s.arg(name), {{3, kPassphrase}}).out; }

    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestVaultCommands)
#include "tst_vaultcommands.moc"
