#include "vault/canonical.h"
#include "vault/exportfixture.h"
#include "vault/recoverybundle.h"
#include "vault/recoverycode.h"
#include "vault/vaultexport.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

#include <random>

using namespace aiops;
using namespace aiops::vault;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSealedChunk = exportChunk + exportTag;

QByteArray text(qsizetype size)
{
    QByteArray out(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        out[i] = char('a' + i % 26);
    return out;
}

QHash<QString, QByteArray> vectors()
{
    QFile file(QStringLiteral(AIOPS_SOURCE_DIR) + u"/docs/formats/export-v1.md"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression block(u"```vectors\\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption);
    QHash<QString, QByteArray> out;
    for (const QString &line : block.match(QString::fromUtf8(file.readAll())).captured(1).split(u'\n', Qt::SkipEmptyParts))
        out.insert(line.section(u" = "_s, 0, 0), QByteArray::fromHex(line.section(u" = "_s, 1).toLatin1()));
    return out;
}

/// With every bit of `bytes` at `at` changed in turn.
QList<QByteArray> flipped(const QByteArray &bytes, qsizetype at)
{
    QList<QByteArray> out;
    for (int bit = 0; bit < 8; ++bit) {
        QByteArray copy = bytes;
        copy[at] = char(copy[at] ^ (1 << bit));
        out.append(copy);
    }
    return out;
}

} // namespace

class TestExportFile final : public QObject
{
    Q_OBJECT

private slots:
    void contentComesBack_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 15, 65535, 65536, 65537, 131072, 200001})
            QTest::addRow("%d bytes", size) << size;
    }
    void contentComesBack()
    {
        QFETCH(int, size);
        const QByteArray content = text(size);
        for (const Identity *signer : {&m_signer, static_cast<const Identity *>(nullptr)}) {
            const QByteArray file = sealedFile(fixedHeader(size, signer), m_key, signer, content);
            QVERIFY(!file.isEmpty());
            QVERIFY(size < 16 || !file.contains(content.first(16)));
            const auto read = readFile(file, m_key);
            QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
            QCOMPARE(*read, content);
        }
    }

    void anyFlippedBitIsFound()
    {
        const QByteArray file = sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(300));
        for (qsizetype at = 0; at < file.size(); ++at)
            for (const QByteArray &bad : flipped(file, at)) {
                const auto read = readFile(bad, m_key);
                QVERIFY2(!read, qPrintable(u"byte %1"_s.arg(at)));
                QVERIFY2(read.error().text.contains(u"damaged"_s), qPrintable(u"byte %1: "_s.arg(at) + read.error().text));
            }
    }

    void anyShorterFileIsRefused()
    {
        const QByteArray file = sealedFile(fixedHeader(130000, &m_signer), m_key, &m_signer, text(130000));
        const qsizetype body = ExportHead::of(fixedHeader(130000, &m_signer)).bytes.size() + 64;
        QList<qsizetype> cuts;
        for (qsizetype at = 0; at <= body; ++at)
            cuts.append(at);
        for (const qsizetype border : {kSealedChunk, 2 * kSealedChunk})
            for (const qsizetype near : {-1, 0, 1, 16, 68})
                if (body + border + near < file.size())
                    cuts.append(body + border + near);
        for (qsizetype at = file.size() - 80; at < file.size(); ++at)
            cuts.append(at);
        for (const qsizetype cut : std::as_const(cuts)) {
            const auto read = readFile(file.first(cut), m_key);
            QVERIFY2(!read, qPrintable(QString::number(cut)));
            if (cut >= body)
                QVERIFY2(read.error().text.contains(u"incomplete"_s), qPrintable(u"cut at %1: %2"_s.arg(cut).arg(read.error().text)));
        }
    }

    void whatFollowsTheEndIsRefused()
    {
        const QByteArray file = sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(300));
        for (const QByteArray &more : {QByteArray(1, '\0'), QByteArray("\n"), file, file.last(200)}) {
            const auto read = readFile(file + more, m_key);
            QVERIFY(!read);
            QVERIFY2(read.error().text.contains(u"follows its end"_s), qPrintable(read.error().text));
        }
    }

    /// Three full chunks and a short one, in every wrong order; the size is always right.
    void chunksInAnyOtherOrderAreRefused()
    {
        const qsizetype size = 3 * exportChunk + 100;
        const QByteArray file = sealedFile(fixedHeader(size, &m_signer), m_key, &m_signer, text(size));
        const qsizetype body = ExportHead::of(fixedHeader(size, &m_signer)).bytes.size() + 64;
        const auto chunk = [&](int n) { return file.sliced(body + n * kSealedChunk, kSealedChunk); };
        const QByteArray head = file.first(body), tail = file.sliced(body + 3 * kSealedChunk);
        QCOMPARE(head + chunk(0) + chunk(1) + chunk(2) + tail, file);
        std::array order{0, 1, 2};
        int wrong = 0;
        for (order[0] = 0; order[0] < 3; ++order[0])
            for (order[1] = 0; order[1] < 3; ++order[1])
                for (order[2] = 0; order[2] < 3; ++order[2]) {
                    const QByteArray mixed = head + chunk(order[0]) + chunk(order[1]) + chunk(order[2]) + tail;
                    wrong += mixed != file;
                    QCOMPARE(readFile(mixed, m_key).has_value(), mixed == file);
                }
        QCOMPARE(wrong, 26);
        QVERIFY(!readFile(head + chunk(0) + chunk(1) + chunk(2) + chunk(2) + tail, m_key));
        QVERIFY(!readFile(head + chunk(0) + chunk(1) + tail, m_key));
        QVERIFY(!readFile(head + head + file.sliced(body), m_key));
    }

    void chunksOfAnotherFileAreRefused()
    {
        ExportHeader other = fixedHeader(300, &m_signer);
        other.file = fixedId(8);
        const QByteArray one = sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(300));
        const QByteArray two = sealedFile(other, m_key, &m_signer, text(300));
        QCOMPARE(one.size(), two.size());
        const qsizetype body = ExportHead::of(other).bytes.size() + 64;
        QVERIFY(!readFile(one.first(body) + two.sliced(body), m_key));
    }

    /// A header that somebody changed and gave a right length: whatever field it is, the key or the MAC does not fit.
    void aChangedHeaderFieldIsRefused()
    {
        const ExportHeader good = fixedHeader(300, &m_signer);
        const QByteArray file = sealedFile(good, m_key, &m_signer, text(300));
        const QByteArray rest = file.sliced(ExportHead::of(good).bytes.size());
        using Change = std::function<void(ExportHeader &)>;
        const QList<Change> changes{
            [](ExportHeader &h) { h.content = u"backup"_s; },
            [](ExportHeader &h) { h.cost.passes = 4; },
            [](ExportHeader &h) { h.cost.memoryKiB += 1; },
            [](ExportHeader &h) { h.cost.lanes = 2; },
            [](ExportHeader &h) { h.salt = QByteArray(16, 't'); },
            [](ExportHeader &h) { h.organization = fixedId(1); },
            [](ExportHeader &h) { h.file = fixedId(1); },
            [](ExportHeader &h) { h.serverTime = 1; },
            [](ExportHeader &h) { h.localTime += 1; },
            [](ExportHeader &h) { h.exporter = fixedId(1); },
            [](ExportHeader &h) { h.exporterKey = QByteArray(32, 'k'); },
            [](ExportHeader &h) { h.exporterKey.clear(); },
            [](ExportHeader &h) { h.records = 2; },
            [](ExportHeader &h) { h.vaults = 0; },
            [](ExportHeader &h) { h.contentSize -= 1; },
            [](ExportHeader &h) { h.contentSize += 1; },
            [](ExportHeader &h) { h.sealedBy = SealedBy::VaultKey; h.keys = "x"; h.cost = {0, 0, 0}; },
        };
        for (qsizetype i = 0; i < changes.size(); ++i) {
            ExportHeader bad = good;
            changes[i](bad);
            QVERIFY2(!readFile(ExportHead::of(bad).bytes + rest, m_key), qPrintable(u"change %1"_s.arg(i)));
        }
    }

    void headersThatAskTooMuchAreRefusedBeforeAnyWork_data()
    {
        QTest::addColumn<quint64>("memory");
        QTest::addColumn<quint64>("passes");
        QTest::addColumn<quint64>("lanes");
        QTest::newRow("64 GiB") << quint64(64) * 1024 * 1024 << quint64(3) << quint64(4);
        QTest::newRow("2^31 passes") << quint64(262144) << (quint64(1) << 31) << quint64(4);
        QTest::newRow("2^24 lanes") << quint64(262144) << quint64(3) << (quint64(1) << 24);
        QTest::newRow("8 MiB") << quint64(8192) << quint64(3) << quint64(4);
        QTest::newRow("no pass") << quint64(262144) << quint64(0) << quint64(4);
        QTest::newRow("2^64-1") << ~quint64(0) << ~quint64(0) << ~quint64(0);
    }
    void headersThatAskTooMuchAreRefusedBeforeAnyWork()
    {
        QFETCH(quint64, memory);
        QFETCH(quint64, passes);
        QFETCH(quint64, lanes);
        ExportHeader header = fixedHeader(300, &m_signer);
        header.cost = {.memoryKiB = memory, .passes = passes, .lanes = lanes};
        const auto read = readFile(sealedFile(header, m_key, &m_signer, text(300)), m_key);
        QCOMPARE(read.error().code, Errc::Integrity); // of open(): unlock() would take it
    }

    void otherHeaderNumbersAreLimited()
    {
        const QByteArray file = sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(300));
        QByteArray longHeader = file;
        qToBigEndian(quint32(0xffffffff), longHeader.data() + 10);
        QCOMPARE(readFile(longHeader, m_key).error().code, Errc::Corrupt);
        QByteArray newer = file;
        newer[9] = 2;
        QCOMPARE(readFile(newer, m_key).error().code, Errc::TooNew);
        ExportHeader huge = fixedHeader(300, nullptr);
        huge.contentSize = quint64(1) << 60;
        QCOMPARE(readFile(ExportHead::of(huge).bytes + QByteArray(500, 'x'), m_key).error().code, Errc::TooLarge);
        huge = fixedHeader(300, nullptr);
        huge.records = quint64(1) << 40;
        QCOMPARE(readFile(ExportHead::of(huge).bytes + QByteArray(500, 'x'), m_key).error().code, Errc::TooLarge);
    }

    void aSignatureOfAnotherKeyIsRefused()
    {
        const Identity other = Identity::generate();
        const QByteArray file = sealedFile(fixedHeader(300, &m_signer), m_key, &other, text(300));
        const auto read = readFile(file, m_key);
        QVERIFY(!read);
        QCOMPARE(read.error().detail, u"signature"_s);
    }

    void theWrongKeyIsAWrongPassphrase()
    {
        const QByteArray file = sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(300));
        QCOMPARE(readFile(file, Secret(QByteArray(32, 'w'))).error().code, Errc::WrongPassphrase);
    }

    void contentOfAnotherSizeIsNotWritten()
    {
        QVERIFY(sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(299)).isEmpty());
        QVERIFY(sealedFile(fixedHeader(300, &m_signer), m_key, &m_signer, text(301)).isEmpty());
    }

    void recordsComeBack()
    {
        const ExportedRecord record{.vault = fixedId(2), .record = fixedId(3), .type = u"credential"_s, .schema = 7, .version = 4,
                                    .metadata = "{}", .payload = std::make_shared<const Secret>(text(1000))};
        const QByteArray vaults = vaultsBlock({{fixedId(2), u"Personal ✓"_s}});
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        ExportWriter writer(buffer, fixedHeader(vaults.size() + qsizetype(recordBlockSize(record)), &m_signer), m_key, &m_signer);
        QVERIFY(writer.begin() && writer.write(vaults) && writeRecord(writer, record) && writer.end());
        buffer.seek(0);
        auto reader = ExportReader::open(buffer, 1 << 20);
        QVERIFY(reader && reader->unlock(m_key));
        BlockReader blocks(*reader);
        const auto names = parseVaults(*blocks.block());
        QCOMPARE(names->size(), 1);
        QCOMPARE(names->constFirst().name, u"Personal ✓"_s);
        const auto read = parseRecord(*blocks.block());
        QVERIFY(read.has_value());
        QCOMPARE(read->record, record.record);
        QCOMPARE(read->schema, quint64(7));
        QVERIFY(read->payload->equals(record.payload->reveal()));
        QVERIFY(blocks.atEnd());
    }

    void aBlockThatIsNotOneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("longer than the file") << QByteArray("\x00\x00\x10\x00" "abc", 7);
        QTest::newRow("longer than allowed") << QByteArray("\x7f\xff\xff\xff" "abc", 7);
        QTest::newRow("empty") << QByteArray("\0\0\0\0", 4);
        QTest::newRow("cut length") << QByteArray("\0\0\0", 3);
        QTest::newRow("no record") << QByteArray("\0\0\0\x0b\0\0\0\x07nothing", 15);
        QTest::newRow("cut record") << QByteArray("\0\0\0\x0a\0\0\0\x06record", 14);
    }
    void aBlockThatIsNotOneIsRefused()
    {
        QFETCH(QByteArray, content);
        QBuffer buffer;
        buffer.setData(sealedFile(fixedHeader(content.size(), nullptr), m_key, nullptr, content));
        buffer.open(QIODevice::ReadOnly);
        auto reader = ExportReader::open(buffer, 1 << 20);
        QVERIFY(reader && reader->unlock(m_key));
        BlockReader blocks(*reader);
        const auto block = blocks.block();
        QVERIFY(!block || !parseRecord(*block));
    }

    void theVectorsOfTheDocumentAreRight()
    {
        const auto known = vectors();
        QVERIFY(known.size() >= 4);
        const ExportedRecord record{.vault = fixedId(2), .record = fixedId(3), .type = u"credential"_s, .schema = 1, .version = 4,
                                    .metadata = R"({"created_at":"2026-11-25T08:00:00.000Z"})",
                                    .payload = std::make_shared<const Secret>(Secret::copyOf(known[u"payload"_s]))};
        const QByteArray vaults = vaultsBlock({{fixedId(2), u"Personal"_s}});
        const ExportHeader header = fixedHeader(vaults.size() + qsizetype(recordBlockSize(record)), &m_signer);
        const auto key = passphraseKey(header, Secret::copyOf(known[u"passphrase"_s]));
        QVERIFY(key.has_value());
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ExportWriter writer(buffer, header, *key, &m_signer);
        QVERIFY(writer.begin() && writer.write(vaults) && writeRecord(writer, record) && writer.end());
        if (known[u"file"_s] != buffer.data())
            qInfo("key = %s\nfile = %s", key->reveal().toByteArray().toHex().constData(), buffer.data().toHex().constData());
        QVERIFY(key->equals(known[u"key"_s]));
        QCOMPARE(buffer.data().toHex(), known[u"file"_s].toHex());
        QCOMPARE(recoveryCode(*key).reveal().toByteArray(), known[u"recovery_code"_s]);
    }

    void recoveryCodesComeBack()
    {
        for (int i = 0; i < 50; ++i) {
            const Secret bytes = Identity::generate().x25519Private.clone();
            const Secret code = recoveryCode(bytes);
            QCOMPARE(code.size(), 13 * 6 - 1);
            const auto read = parseRecoveryCode(code);
            QVERIFY(read && read->equals(bytes.reveal()));
            QByteArray typed = code.reveal().toByteArray().toLower().replace('-', "  \n");
            QVERIFY(parseRecoveryCode(Secret::copyOf(typed))->equals(bytes.reveal()));
        }
    }

    /// One letter in 32 passes the check of its group; what matters is that nearly every slip is named.
    void aSlipOfThePenIsFoundInItsGroup()
    {
        const QByteArray code = recoveryCode(m_key).reveal().toByteArray();
        int found = 0, tried = 0;
        for (qsizetype at = 0; at < code.size(); ++at) {
            if (code[at] == '-')
                continue;
            for (const char wrong : QByteArrayView("AKQ7")) {
                if (wrong == code[at])
                    continue;
                QByteArray bad = code;
                bad[at] = wrong;
                const auto read = parseRecoveryCode(Secret::copyOf(bad));
                ++tried;
                if (!read) {
                    ++found;
                    QVERIFY2(read.error().text.contains(u"Group %1 "_s.arg(at / 6 + 1)), qPrintable(read.error().text));
                }
            }
        }
        QVERIFY2(found * 100 >= tried * 90, qPrintable(u"%1 of %2"_s.arg(found).arg(tried)));
        QByteArray swapped = code.sliced(6, 6) + code.first(6) + code.sliced(12);
        QVERIFY(!parseRecoveryCode(Secret::copyOf(swapped)));
        QVERIFY(!parseRecoveryCode(Secret::copyOf(code.chopped(1))));
        QVERIFY(!parseRecoveryCode(Secret::copyOf("")));
        QVERIFY(!parseRecoveryCode(Secret::copyOf(QByteArray(code).replace(0, 1, "ä"))));
    }

    void theRecoveryBundleOpensOnlyWithItsKit()
    {
        const Identity kit = Identity::generate(), other = Identity::generate();
        const RecoveryBundle bundle = sealForRecovery({.vault = fixedId(2), .user = fixedId(5), .recipient = fixedId(7), .recipientKey = kit.x25519Public,
                                                       .x25519Public = {}, .ed25519Public = {}, .box = {}},
                                                      m_signer);
        const QByteArray bytes = bundle.toBytes();
        const auto opened = openWithRecovery(*RecoveryBundle::fromBytes(bytes), kit.x25519Private);
        QVERIFY(opened && opened->ed25519Private.equals(m_signer.ed25519Private.reveal()));
        QVERIFY(!openWithRecovery(bundle, other.x25519Private));
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray bad = bytes;
            bad[at] = char(bad[at] ^ 1);
            const auto parsed = RecoveryBundle::fromBytes(bad);
            QVERIFY2(!parsed || !openWithRecovery(*parsed, kit.x25519Private), qPrintable(QString::number(at)));
        }
    }

    void cellsAreNoFormulas_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("plain") << QByteArray("abc") << QByteArray("\"abc\"");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
        QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("\"'=1+1\"");
        QTest::newRow("command") << QByteArray("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
        QTest::newRow("minus") << QByteArray("-2") << QByteArray("\"'-2\"");
        QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("\"'\t=1\"");
        QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    }
    void cellsAreNoFormulas()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, written);
        QCOMPARE(csvCell(cell), written);
    }

private:
    const Identity m_signer = fixedIdentity();
    const Secret m_key = Secret(QByteArray(32, 'k'));
};

QTEST_APPLESS_MAIN(TestExportFile)
#include "tst_exportfile.moc"
