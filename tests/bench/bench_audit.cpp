#include "team/auditchain.h"
#include "team/chainhome.h"
#include "vault/identity.h"

#include <QSqlQuery>
#include <QTest>

#include <ctime>

using namespace aiops;
using namespace Qt::StringLiterals;
using test::ChainHome;

namespace {

constexpr qint64 kRows = 1'000'000;

/// Writes what the program would have written, in one transaction.
Status fill(QSqlDatabase &db, team::DeviceKey &key)
{
    QSqlQuery query(u"SELECT value FROM sync_meta WHERE key = 'device_id'"_s, db);
    query.next();
    const QByteArray device = query.value(0).toByteArray();
    QSqlQuery row(db), detail(db);
    row.prepare(u"INSERT INTO audit (seq, at, actor, device, action, object_kind, object_id, object_name, outcome, detail, dev_seq, prev, hash, format, "
                "signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2, ?)"_s);
    detail.prepare(u"INSERT INTO audit_detail VALUES (?, ?, ?)"_s);
    QByteArray prev;
    const QDateTime start(QDate(2024, 1, 1), QTime(), QTimeZone::UTC);
    for (qint64 seq = 1; seq <= kRows; ++seq) {
        const QByteArray text = "{\"host\":\"10.20.4.11\",\"port\":22,\"user\":\"deploy\",\"n\":" + QByteArray::number(seq) + '}';
        const QByteArray salt = QByteArray::number(seq).rightJustified(32, '0');
        const QByteArray hashed = seq % 3 ? team::detailHash(salt, text) : QByteArray(team::kNoDetail);
        const QByteArray at = start.addSecs(seq * 60).toString(Qt::ISODateWithMs).toLatin1();
        const QByteArray name = "checkout-web-" + QByteArray::number(seq % 500);
        const QByteArray action = seq % 7 == 0 ? "credential.use" : "ssh.connect";
        team::ChainRow chained{.seq = seq, .fields = {at, "local", device, action, "instance", "019734b0-7a6e-7b3c-8f3e-6a1f2c9d4e55", name, "done", hashed},
                               .devSeq = seq, .prev = prev, .hash = {}};
        const QByteArray hash = team::chainHash(chained);
        row.bindValue(0, seq);
        for (int i = 0; i < team::ChainRow::FieldCount; ++i)
            row.bindValue(1 + i, QString::fromUtf8(chained.fields[std::size_t(i)]));
        row.bindValue(10, seq);
        row.bindValue(11, QString::fromLatin1(prev) + u""_s);
        row.bindValue(12, QString::fromLatin1(hash));
        row.bindValue(13, QString::fromLatin1(key.sign(team::signedEntry(device, seq, hash), seq).toBase64()));
        if (!row.exec())
            return std::unexpected(Error{});
        if (seq % 3) {
            detail.bindValue(0, seq);
            detail.bindValue(1, QString::fromLatin1(salt));
            detail.bindValue(2, QString::fromLatin1(text));
            detail.exec();
        }
        prev = hash;
    }
    QSqlQuery head(db);
    head.prepare(u"INSERT INTO audit_head VALUES (1, ?, ?, ?)"_s);
    head.addBindValue(kRows);
    head.addBindValue(QString::fromLatin1(prev));
    head.addBindValue(kRows);
    return head.exec() ? Status() : Status(std::unexpected(Error{}));
}

} // namespace

/// A chain of 1,000,000 entries.
class BenchAudit final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto filled = m_home.database->local<void>([this](QSqlDatabase &db) { return fill(db, *m_home.key); });
        QVERIFY(QTest::qWaitFor([&] { return filled.isFinished(); }, 600'000));
        QVERIFY(takeResult<void>(filled));
        QCOMPARE(m_home.verify().firstBad, 0); // notes that the signatures were checked
        QVERIFY(ChainHome::wait(m_home.log->flushed()));
    }

    /// Aim: 5 s.
    void verifyAMillion()
    {
        team::VerifyReport report;
        const std::clock_t before = std::clock();
        int runs = 0;
        QBENCHMARK {
            report = m_home.verify();
            runs++;
        }
        qInfo("%.2f s of processor time each", double(std::clock() - before) / CLOCKS_PER_SEC / runs); // what counts on a busy computer
        QCOMPARE(report.rows, kRows);
        QCOMPARE(report.firstBad, 0);
        QCOMPARE(report.signaturesChecked, 0);
    }

    void firstPage()
    {
        QBENCHMARK {
            QCOMPARE(m_home.log->list({})->size(), 200);
        }
    }
    /// Nothing fits: all rows are looked at, in the pool.
    void textThatNothingHas()
    {
        QBENCHMARK {
            QCOMPARE(m_home.log->list({.text = u"nobody did this"_s})->size(), 0);
        }
    }
    void actors()
    {
        QBENCHMARK {
            QCOMPARE(ChainHome::wait(m_home.log->actors())->size(), 1);
        }
    }

    /// What a signature adds to an entry, and what the first check of one costs.
    void signOne()
    {
        const auto identity = vault::Identity::generate();
        QBENCHMARK {
            QCOMPARE(vault::signEd25519(identity.ed25519Private, "an entry of the chain").size(), 64);
        }
    }
    void checkOneSignature()
    {
        const auto identity = vault::Identity::generate();
        const QByteArray signature = vault::signEd25519(identity.ed25519Private, "an entry of the chain");
        QBENCHMARK {
            QVERIFY(vault::verifyEd25519(identity.ed25519Public, "an entry of the chain", signature));
        }
    }
    void appendOne()
    {
        QBENCHMARK {
            m_home.log->append({.at = m_home.clock.now(), .actor = u"local"_s, .action = u"ssh.connect"_s, .objectKind = {}, .objectId = {}, .objectName = {},
                                .outcome = u"done"_s, .detail = {{u"a"_s, 1}}});
            QVERIFY(ChainHome::wait(m_home.log->flushed()));
        }
    }

private:
    ChainHome m_home;
};

QTEST_GUILESS_MAIN(BenchAudit)
#include "bench_audit.moc"
