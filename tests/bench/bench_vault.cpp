#include "core/ids.h"
#include "vault/record.h"
#include "vault/vaultkeys.h"

#include <QTest>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRecords = 10'000;
constexpr qsizetype kPayload = 2048;

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
        QBENCHMARK {
            for (int i = 0; i < kRecords; ++i)
                QVERIFY(unseal(m_keys->vaultKey, "aiops/v1/bench", m_records[i].header.aad(), m_boxes[i]));
        }
    }
    /// With the author's signature, as a record is read that was not seen before.
    void tenThousandVerifiedAndDecrypted()
    {
        QBENCHMARK {
            for (const SealedRecord &record : std::as_const(m_records))
                QVERIFY(openRecord(record, m_keys->vaultKey, m_keys->identity.ed25519Public));
        }
    }

private:
    const Secret m_passphrase = Secret::copyOf("plum anchor velvet tractor");
    VaultFile m_file;
    std::shared_ptr<const VaultKeys> m_keys;
    QList<SealedRecord> m_records;
    QList<SealedBox> m_boxes;
};

QTEST_GUILESS_MAIN(BenchVault)
#include "bench_vault.moc"
