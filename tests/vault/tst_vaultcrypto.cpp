#include "vault/canonical.h"
#include "vault/kdf.h"
#include "vault/record.h"
#include "vault/userbundle.h"
#include "vault/vaultkeywrap.h"
#include "vault/vaultlink.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTest>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPayload = R"({"name":"deploy","kind":"password","user":"root","secret":"s3cret","notes":""})";

Secret secret(QByteArrayView bytes)
{
    return Secret::copyOf(bytes);
}

QUuid numbered(int n)
{
    return QUuid(0x01890000u, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, uchar(n));
}

RecordHeader header()
{
    return {.organization = numbered(1), .vault = numbered(2), .epoch = 1, .record = numbered(3), .type = u"credential"_s,
            .schema = 1, .version = 4, .author = numbered(5), .device = numbered(6), .hlc = 0x019a000000000001};
}

/// `key = hex` lines of the vector block in the format's document.
QHash<QByteArray, QByteArray> vectors()
{
    QFile file(QStringLiteral(AIOPS_SOURCE_DIR "/docs/formats/vault-v1.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    const qsizetype begin = text.indexOf("```vectors\n"), end = text.indexOf("\n```", begin + 4);
    QHash<QByteArray, QByteArray> out;
    if (begin >= 0 && end > begin)
        for (const QByteArray &line : text.mid(begin + 11, end - begin - 11).split('\n'))
            out.insert(line.left(line.indexOf('=')).trimmed(), QByteArray::fromHex(line.mid(line.indexOf('=') + 1).trimmed()));
    return out;
}

QByteArray recordBytes(const SealedRecord &record)
{
    return CanonicalWriter().bytes(record.header.aad()).bytes(record.box.salt).bytes(record.box.commitment)
        .bytes(record.box.ciphertext).bytes(record.signature).data();
}

} // namespace

class TestVaultCrypto final : public QObject
{
    Q_OBJECT

private:
    Identity m_author = Identity::generate();
    Secret m_vaultKey = secret(QByteArray(32, 'k'));
    SealedRecord m_record = sealRecord(header(), secret(kPayload), m_vaultKey, m_author);

    Result<Secret> open(const SealedRecord &record, quint64 seen = 0) const
    {
        return openRecord(record, m_vaultKey, m_author.ed25519Public, seen);
    }

private slots:
    void hkdfAgreesWithRfc5869()
    {
        const Secret out = hkdf(QByteArray(22, '\x0b'), QByteArray::fromHex("000102030405060708090a0b0c"),
                                QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9"), 42);
        QCOMPARE(out.reveal().toByteArray().toHex(), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    void argon2idDoesNotDependOnThreads()
    {
        const KdfCost cost{.memoryKiB = 65536, .passes = 3, .lanes = 4};
        const auto out = argon2id(secret("correct horse battery staple"), QByteArray(16, 's'), cost);
        QVERIFY(out);
        QCOMPARE(out->reveal().toByteArray().toHex(), vectors().value("argon2id").toHex());
    }

    void costsOutsideTheRangeAreRefusedWithoutWork_data()
    {
        QTest::addColumn<quint64>("memory");
        QTest::addColumn<quint64>("passes");
        QTest::addColumn<quint64>("lanes");
        QTest::newRow("memory low") << quint64(65535) << quint64(3) << quint64(4);
        QTest::newRow("memory bomb") << quint64(1048577) << quint64(3) << quint64(4);
        QTest::newRow("memory huge") << ~quint64(0) << quint64(3) << quint64(4);
        QTest::newRow("passes low") << quint64(262144) << quint64(2) << quint64(4);
        QTest::newRow("passes bomb") << quint64(262144) << quint64(11) << quint64(4);
        QTest::newRow("no lanes") << quint64(262144) << quint64(3) << quint64(0);
        QTest::newRow("many lanes") << quint64(262144) << quint64(3) << quint64(9);
        QTest::newRow("wraps around 32 bits") << (quint64(1) << 32) + 65536 << quint64(3) << quint64(4);
        QTest::newRow("below last seen") << quint64(65536) << quint64(3) << quint64(4);
    }
    void costsOutsideTheRangeAreRefusedWithoutWork()
    {
        QFETCH(quint64, memory);
        QFETCH(quint64, passes);
        QFETCH(quint64, lanes);
        UserBundle bundle{.user = numbered(5), .cost = {memory, passes, lanes}, .kdfSalt = QByteArray(16, 's')};
        const KdfCost lastSeen;
        QElapsedTimer timer;
        timer.start();
        const auto opened = openBundle(bundle, secret("whatever"), &lastSeen);
        QVERIFY(timer.elapsed() < 100);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Errc::Integrity);
    }

    void aRecordOpensToWhatWasSealed()
    {
        const auto payload = open(m_record);
        QVERIFY(payload);
        QVERIFY(payload->equals(kPayload));
        QCOMPARE(m_record.box.ciphertext.size(), 256 + 16);
        QVERIFY(sealRecord(header(), secret(kPayload), m_vaultKey, m_author).box.salt != m_record.box.salt);
    }

    void sizesTellOnlyStepsOf256Bytes()
    {
        for (const int size : {0, 1, 252, 253, 508, 509}) {
            const auto record = sealRecord(header(), secret(QByteArray(size, 'x')), m_vaultKey, m_author);
            QCOMPARE((record.box.ciphertext.size() - 16) % 256, 0);
            QVERIFY(open(record)->equals(QByteArray(size, 'x')));
        }
    }

    void everyChangedByteIsAnIntegrityFailure_data()
    {
        QTest::addColumn<int>("part");
        QTest::newRow("salt") << 0;
        QTest::newRow("commitment") << 1;
        QTest::newRow("ciphertext and tag") << 2;
        QTest::newRow("signature") << 3;
    }
    void everyChangedByteIsAnIntegrityFailure()
    {
        QFETCH(int, part);
        SealedRecord record = m_record;
        QByteArray *const parts[] = {&record.box.salt, &record.box.commitment, &record.box.ciphertext, &record.signature};
        QByteArray &bytes = *parts[part];
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            bytes[i] = char(bytes[i] ^ 1);
            QCOMPARE(open(record).error().code, Errc::Integrity);
            if (part < 3) { // also when the author himself signs the changed bytes
                SealedRecord resigned = record;
                resigned.signature = signEd25519(m_author.ed25519Private, resigned.signedBytes());
                QCOMPARE(open(resigned).error().code, Errc::Integrity);
            }
            bytes[i] = char(bytes[i] ^ 1);
        }
        bytes.chop(1);
        QCOMPARE(open(record).error().code, Errc::Integrity);
        bytes.clear();
        QCOMPARE(open(record).error().code, Errc::Integrity);
    }

    void everyChangedFieldIsAnIntegrityFailure_data()
    {
        QTest::addColumn<RecordHeader>("changed");
        const auto row = [](const char *name, auto change) {
            RecordHeader changed = header();
            change(changed);
            QTest::newRow(name) << changed;
        };
        row("organization", [](RecordHeader &h) { h.organization = numbered(9); });
        row("another vault", [](RecordHeader &h) { h.vault = numbered(9); });
        row("epoch", [](RecordHeader &h) { h.epoch = 2; });
        row("another record", [](RecordHeader &h) { h.record = numbered(9); });
        row("type", [](RecordHeader &h) { h.type = u"credentials"_s; });
        row("schema", [](RecordHeader &h) { h.schema = 2; });
        row("version", [](RecordHeader &h) { h.version = 5; });
        row("author", [](RecordHeader &h) { h.author = numbered(9); });
        row("device", [](RecordHeader &h) { h.device = numbered(9); });
        row("time", [](RecordHeader &h) { h.hlc += 1; });
    }
    void everyChangedFieldIsAnIntegrityFailure()
    {
        QFETCH(RecordHeader, changed);
        SealedRecord record = m_record;
        record.header = changed;
        QCOMPARE(open(record).error().code, Errc::Integrity);
        record.signature = signEd25519(m_author.ed25519Private, record.signedBytes());
        QCOMPARE(open(record).error().code, Errc::Integrity);
    }

    void anOlderVersionThanSeenIsAnIntegrityFailure()
    {
        QVERIFY(open(m_record, 4));
        QCOMPARE(open(m_record, 5).error().code, Errc::Integrity);
    }

    void aRecordSignedByAnotherIsRefused()
    {
        const Identity leaver = Identity::generate();
        QCOMPARE(open(sealRecord(header(), secret(kPayload), m_vaultKey, leaver)).error().code, Errc::Integrity);
    }

    void aBundleOpensWithItsPassphraseOnly()
    {
        const auto bundle = makeBundle(numbered(5), m_author, secret("a good passphrase"), KdfCost::floor());
        QVERIFY(bundle);
        const auto read = UserBundle::fromBytes(bundle->toBytes());
        QVERIFY(read);
        const auto opened = openBundle(*read, secret("a good passphrase"));
        QVERIFY(opened);
        QVERIFY(opened->ed25519Private.equals(m_author.ed25519Private.reveal()));
        QCOMPARE(openBundle(*read, secret("another passphrase")).error().code, Errc::WrongPassphrase);
        UserBundle swapped = *read;
        swapped.x25519Public = Identity::generate().x25519Public;
        QCOMPARE(openBundle(swapped, secret("a good passphrase")).error().code, Errc::Integrity);
    }

    void aBundleCutAnywhereIsRefused()
    {
        const QByteArray bytes = vectors().value("bundle");
        QVERIFY(UserBundle::fromBytes(bytes));
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!UserBundle::fromBytes(bytes.left(size)));
        QVERIFY(!UserBundle::fromBytes(bytes + 'x'));
    }

    void aWrapIsForOneRecipientVaultAndGranter()
    {
        const Identity other = Identity::generate();
        const VaultKeyWrap blank{.organization = numbered(1), .vault = numbered(2), .epoch = 1, .recipient = numbered(5),
                                 .recipientKey = m_author.x25519Public, .granter = numbered(5)};
        const auto wrap = wrapVaultKey(blank, m_vaultKey, m_author);
        QVERIFY(wrap);
        const auto read = VaultKeyWrap::fromBytes(wrap->toBytes());
        QVERIFY(unwrapVaultKey(*read, m_author, m_author.ed25519Public)->equals(m_vaultKey.reveal()));
        QCOMPARE(unwrapVaultKey(*read, other, m_author.ed25519Public).error().code, Errc::Integrity);
        QCOMPARE(unwrapVaultKey(*read, m_author, other.ed25519Public).error().code, Errc::Integrity);
        const QByteArray bytes = wrap->toBytes();
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray changed = bytes;
            changed[i] = char(changed[i] ^ 4);
            const auto parsed = VaultKeyWrap::fromBytes(changed);
            QVERIFY(!parsed || !unwrapVaultKey(*parsed, m_author, m_author.ed25519Public));
        }
    }

    void theDocumentedVectorsOpen()
    {
        if (qEnvironmentVariableIsSet("AIOPS_PRINT_VECTORS"))
            printVectors();
        const auto known = vectors();
        const auto bundle = UserBundle::fromBytes(known.value("bundle"));
        QVERIFY(bundle);
        const auto key = deriveUnlockKey(secret(known.value("passphrase")), bundle->kdfSalt, bundle->cost);
        QCOMPARE(key->wrapKey.reveal().toByteArray().toHex(), known.value("wrap_key").toHex());
        const auto identity = openBundle(*bundle, secret(known.value("passphrase")));
        QVERIFY(identity);
        QVERIFY(identity->x25519Private.equals(known.value("x25519_private")));
        const auto wrap = VaultKeyWrap::fromBytes(known.value("wrap"));
        QVERIFY(wrap);
        const auto vaultKey = unwrapVaultKey(*wrap, *identity, identity->ed25519Public);
        QVERIFY(vaultKey);
        QVERIFY(vaultKey->equals(known.value("vault_key")));
        CanonicalReader reader(known.value("record"));
        SealedRecord record{.header = header(), .box = {}, .signature = {}};
        QCOMPARE(reader.bytes(), record.header.aad());
        record.box = {reader.bytes(32), reader.bytes(16), reader.bytes()};
        record.signature = reader.bytes(64);
        QVERIFY(reader.atEnd());
        const auto payload = openRecord(record, *vaultKey, identity->ed25519Public);
        QVERIFY(payload);
        QVERIFY(payload->equals(known.value("payload")));
        const auto link = VaultLink::fromBytes(known.value("link"));
        QVERIFY(link && link->epoch == 2 && link->vault == numbered(2) && link->author == numbered(5));
        const auto older = openLink(*link, secret(known.value("newer_key")), identity->ed25519Public);
        QVERIFY(older && older->equals(known.value("vault_key")));
    }

private:
    void printVectors() const
    {
        const QByteArray passphrase = "correct horse battery staple";
        const auto bundle = makeBundle(numbered(5), m_author, secret(passphrase), KdfCost::floor());
        const auto wrap = wrapVaultKey({.organization = numbered(1), .vault = numbered(2), .epoch = 1, .recipient = numbered(5),
                                        .recipientKey = m_author.x25519Public, .granter = numbered(5)},
                                       m_vaultKey, m_author);
        const auto show = [](const char *name, QByteArrayView value) { printf("%s = %s\n", name, value.toByteArray().toHex().constData()); };
        show("argon2id", argon2id(secret(passphrase), QByteArray(16, 's'), {65536, 3, 4})->reveal());
        show("passphrase", passphrase);
        show("bundle", bundle->toBytes());
        show("wrap_key", deriveUnlockKey(secret(passphrase), bundle->kdfSalt, bundle->cost)->wrapKey.reveal());
        show("x25519_private", m_author.x25519Private.reveal());
        show("ed25519_private", m_author.ed25519Private.reveal());
        show("wrap", wrap->toBytes());
        show("vault_key", m_vaultKey.reveal());
        show("record", recordBytes(m_record));
        show("payload", kPayload);
    }
};

QTEST_GUILESS_MAIN(TestVaultCrypto)
#include "tst_vaultcrypto.moc"
