#include "core/ids.h"
#include "vault/exportfixture.h"
#include "vault/inparallel.h"
#include "vault/record.h"
#include "vault/vaultexport.h"
#include "vault/vaulthome.h"
#include "vault/vaultimport.h"
#include "vault/vaultkeys.h"
#include "vault/verifiedonce.h"

#include <QTest>

#include <ctime>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRecords = 10'000;
constexpr qsizetype kPayload = 2048;

/// What a loop costs on a computer that does something else as well.
struct CpuTime
{
    explicit CpuTime(const char *name) : what(name) {}
    ~CpuTime() { qInfo("%s: %.0f ms of one core", what, 1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC); }
    const char *what;
    const std::clock_t start = std::clock();
};

} // namespace

/// What a vault costs that was made on this computer.
class BenchVault final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto made = makeVault(m_passphrase, calibrated(KdfCost()));
        QVERIFY(made);
        m_file = made->file;
        m_keys = made->keys;
        const Secret payload(QByteArray(kPayload, 'p'));
        for (int i = 0; i < kRecords; ++i) {
            const RecordHeader header{.organization = m_keys->organization, .vault = m_keys->vault, .record = newUuid(), .type = u"credential"_s,
                                      .author = m_keys->user, .device = m_keys->device, .hlc = quint64(i)};
            m_records.append(sealRecord(header, payload, m_keys->vaultKey, m_keys->identity));
            m_boxes.append(seal(m_keys->vaultKey, "aiops/v1/bench", header.aad(), payload));
        }
    }

    void unlock()
    {
        QBENCHMARK {
            QVERIFY(openVault(m_file, m_passphrase));
        }
    }
    void tenThousandKeysDerived()
    {
        QBENCHMARK {
            for (int i = 0; i < kRecords; ++i)
                (void)hkdf(m_keys->vaultKey.reveal(), m_boxes[i].salt, "aiops/v1/bench", 48);
        }
    }
    /// Key, commitment and seal of 10,000 records of 2 KiB. Aim: 50 ms.
    void tenThousandDecrypted()
    {
        const CpuTime spent("decrypted");
        QBENCHMARK_ONCE {
            for (int i = 0; i < kRecords; ++i)
                QVERIFY(unseal(m_keys->vaultKey, "aiops/v1/bench", m_records[i].header.aad(), m_boxes[i]));
        }
    }
    /// With the author's signature, as a record is read that was not seen before: on one core, and as an export does it.
    void tenThousandVerifiedAndDecrypted()
    {
        forgetVerified();
        const CpuTime spent("verified and decrypted");
        QBENCHMARK_ONCE {
            for (const SealedRecord &record : std::as_const(m_records))
                QVERIFY(openRecord(record, m_keys->vaultKey, m_keys->identity.ed25519Public));
        }
    }
    void tenThousandVerifiedAndDecryptedOnAllCores()
    {
        forgetVerified();
        std::atomic<int> opened = 0;
        QBENCHMARK_ONCE {
            inParallel(m_records.size(), [&](qsizetype i) { opened += bool(openRecord(m_records.at(i), m_keys->vaultKey, m_keys->identity.ed25519Public)); });
        }
        QCOMPARE(opened.load(), kRecords);
    }
    /// The same rows again, whose signatures this process knows.
    void tenThousandDecryptedThatWereVerifiedBefore()
    {
        const CpuTime spent("known and decrypted");
        QBENCHMARK_ONCE {
            for (const SealedRecord &record : std::as_const(m_records))
                QVERIFY(openRecord(record, m_keys->vaultKey, m_keys->identity.ed25519Public));
        }
    }

    /// The whole work with derivation at the real cost. Aim for the export: 3 s.
    void tenThousandImportedAndExported()
    {
        QTemporaryDir dir;
        Home home;
        QVERIFY(home.create());
        const QString file = dir.filePath(u"in"_s), out = dir.filePath(u"out"_s);
        QVERIFY(writeFile(file));
        QElapsedTimer timer;
        timer.start();
        const auto preview = finished(VaultImport(*home.vault).stage({.path = file, .passphrase = secret(kFilePassphrase)}));
        QVERIFY(preview);
        qInfo("read and checked: %lld ms", timer.restart());
        const auto decisions = decide(*preview, ImportChoice::KeepMine, {});
        QVERIFY(finished(VaultImport(*home.vault).import(home.permit(team::Action::VaultImport), *preview, decisions)));
        qInfo("stored: %lld ms", timer.restart());
        storage::Database &database = *home.database;
        Vault vault(database, home.clock); // writes at the cost of a person's vault
        QVERIFY(finished(vault.unlock(home.permit(team::Action::VaultUnlock), secret(kPassphrase))));
        forgetVerified(); // as after a start of the program
        timer.restart();
        const CpuTime spent("export");
        const auto report = finished(VaultExport(vault).exportTo(home.permit(team::Action::VaultExport),
                                                                 {.path = out, .credentials = {}, .passphrase = secret(kFilePassphrase)}));
        QVERIFY(report);
        QCOMPARE(report->credentials, qsizetype(kRecords));
        qInfo("exported: %lld ms, %lld bytes", timer.elapsed(), report->bytes);
    }

private:
    static bool writeFile(const QString &path)
    {
        const Identity identity = aiops::test::fixedIdentity();
        const QByteArray vaults = vaultsBlock({{newUuid(), u"Personal"_s}}), value(kPayload - 80, 'p');
        QList<ExportedRecord> records;
        quint64 size = quint64(vaults.size());
        for (int i = 0; i < kRecords; ++i) {
            records.append({.vault = newUuid(), .record = newUuid(), .type = u"credential"_s, .metadata = "{}",
                            .payload = secret(R"({"name":"c)" + QByteArray::number(i) + R"(","kind":"password","user":"u","secret":")" + value + R"(","notes":""})")});
            size += recordBlockSize(records.constLast());
        }
        ExportHeader header = aiops::test::fixedHeader(qsizetype(size), &identity);
        header.records = quint64(records.size());
        const auto key = passphraseKey(header, *secret(kFilePassphrase));
        QFile file(path);
        if (!key || !file.open(QIODevice::WriteOnly))
            return false;
        ExportWriter writer(file, header, *key, &identity);
        bool done = writer.begin() && writer.write(vaults);
        for (const ExportedRecord &record : std::as_const(records))
            done = done && writeRecord(writer, record);
        return done && writer.end();
    }

    static inline const QByteArray kFilePassphrase = "copper window seventeen lazy otters";
    const Secret m_passphrase = Secret::copyOf("plum anchor velvet tractor");
    VaultFile m_file;
    std::shared_ptr<const VaultKeys> m_keys;
    QList<SealedRecord> m_records;
    QList<SealedBox> m_boxes;
};

QTEST_GUILESS_MAIN(BenchVault)
#include "bench_vault.moc"
