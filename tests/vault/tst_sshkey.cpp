#include "vault/bcryptpbkdf.h"
#include "vault/blowfish.h"
#include "vault/brokenkeys.h"
#include "vault/sshkey.h"
#include "vault/sshwire.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void save(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

bool runs(const QString &program, const QStringList &arguments, const QByteArray &input = {}, QByteArray *output = nullptr)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool done = process.waitForFinished(60000) && process.exitCode() == 0;
    if (output)
        *output = process.readAllStandardOutput();
    if (!done)
        qWarning() << program << arguments << process.readAllStandardError();
    return done;
}

Secret secret(const QByteArray &bytes)
{
    return Secret::copyOf(bytes);
}

} // namespace

class TestSshKey final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString make(const QString &name, const QStringList &options, const QString &passphrase = {})
    {
        if (!QFile::exists(path(name)) && !runs(u"ssh-keygen"_s, QStringList{u"-q"_s, u"-N"_s, passphrase, u"-C"_s, u"note"_s, u"-f"_s, path(name)} + options))
            return {};
        return path(name);
    }

    /// The armour that ssh-keygen -Y verify reads (PROTOCOL.sshsig).
    static QByteArray armoured(const SshKey &key, const QByteArray &signature)
    {
        const QByteArray blob = "SSHSIG" + QByteArray("\0\0\0\1", 4)
                                + WireWriter().string(key.publicBlob()).string("file").string("").string("sha512").string(signature).data();
        return "-----BEGIN SSH SIGNATURE-----\n" + blob.toBase64() + "\n-----END SSH SIGNATURE-----\n";
    }
    static QByteArray signedData(const QByteArray &message)
    {
        return "SSHSIG" + WireWriter().string("file").string("").string("sha512").string(QCryptographicHash::hash(message, QCryptographicHash::Sha512)).data();
    }

private slots:
    void piGivesTheTablesOfBlowfish() { QCOMPARE(Blowfish::firstWord(), 0x243F6A88u); }

    void blowfishAgreesWithItsPublishedVectors()
    {
        Blowfish cipher;
        cipher.expand(QByteArray(8, '\0'));
        uint32_t left = 0, right = 0;
        cipher.encrypt(left, right);
        QCOMPARE(left, 0x4EF99745u);
        QCOMPARE(right, 0x6198DD78u);
    }

    void keysOfEveryKindAreReadAndSign_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<QByteArrayList>("algorithms");
        const QByteArrayList rsa{"rsa-sha2-256", "rsa-sha2-512"};
        const auto row = [](const char *name, const char *options, const QByteArrayList &algorithms, const QString &passphrase = {}) {
            QTest::newRow(name) << QString::fromLatin1(options).split(u' ') << passphrase << algorithms;
        };
        const QString phrase = u"pass phrase \u00e4"_s;
        row("ed25519", "-t ed25519", {"ssh-ed25519"});
        row("ed25519-ctr", "-t ed25519 -a 2", {"ssh-ed25519"}, phrase);
        row("ed25519-cbc", "-t ed25519 -a 2 -Z aes256-cbc", {"ssh-ed25519"}, phrase);
        row("ed25519-gcm", "-t ed25519 -a 3 -Z aes256-gcm@openssh.com", {"ssh-ed25519"}, phrase);
        row("ed25519-aes128", "-t ed25519 -a 1 -Z aes128-ctr", {"ssh-ed25519"}, phrase);
        row("rsa-2048", "-t rsa -b 2048", rsa);
        row("rsa-3072-ctr", "-t rsa -b 3072 -a 2", rsa, phrase);
        row("rsa-pem", "-t rsa -b 2048 -m PEM", rsa);
        row("rsa-pem-encrypted", "-t rsa -b 2048 -m PEM", rsa, phrase);
        row("rsa-pkcs8", "-t rsa -b 2048 -m PKCS8", rsa);
        row("rsa-pkcs8-encrypted", "-t rsa -b 2048 -m PKCS8", rsa, phrase);
        row("ecdsa-256", "-t ecdsa -b 256", {"ecdsa-sha2-nistp256"});
        row("ecdsa-384-gcm", "-t ecdsa -b 384 -a 1 -Z aes256-gcm@openssh.com", {"ecdsa-sha2-nistp384"}, phrase);
        row("ecdsa-521", "-t ecdsa -b 521", {"ecdsa-sha2-nistp521"});
        row("ecdsa-256-sec1", "-t ecdsa -b 256 -m PEM", {"ecdsa-sha2-nistp256"});
        row("ecdsa-521-pkcs8-encrypted", "-t ecdsa -b 521 -m PKCS8", {"ecdsa-sha2-nistp521"}, phrase);
    }
    void keysOfEveryKindAreReadAndSign()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, passphrase);
        QFETCH(QByteArrayList, algorithms);
        const QString file = make(QString::fromLatin1(QTest::currentDataTag()), options, passphrase);
        QVERIFY(!file.isEmpty());
        const Secret phrase = secret(passphrase.toUtf8());
        const Result<SshKey> key = SshKey::fromFile(secret(contentOf(file)), passphrase.isEmpty() ? nullptr : &phrase);
        QVERIFY2(key, key ? "" : qPrintable(key.error().text + key.error().detail));

        const QByteArrayList published = contentOf(file + u".pub"_s).split(' ');
        QCOMPARE(key->type().toLatin1(), published.at(0));
        QCOMPARE(key->publicBlob().toBase64(), published.at(1));
        QCOMPARE(key->authorizedLine(u"note"_s).toLatin1(), contentOf(file + u".pub"_s).trimmed());
        QByteArray listing;
        QVERIFY(runs(u"ssh-keygen"_s, {u"-lf"_s, file + u".pub"_s}, {}, &listing));
        QVERIFY(listing.contains(key->fingerprint().toLatin1()));

        const Result<SshKey> again = SshKey::fromPkcs8(key->toPkcs8());
        QVERIFY(again);
        QCOMPARE(again->publicBlob(), key->publicBlob());
        save(path(u"allowed"_s), "who namespaces=\"file\" " + key->authorizedLine({}).toLatin1() + "\n");
        for (const QByteArray &algorithm : algorithms) {
            const Result<QByteArray> signature = again->sign(signedData("message"), algorithm);
            QVERIFY(signature);
            QCOMPARE(WireReader(*signature).string(), QByteArrayView(algorithm));
            save(path(u"sig"_s), armoured(*key, *signature));
            const QStringList verify{u"-Y"_s, u"verify"_s, u"-f"_s, path(u"allowed"_s), u"-I"_s, u"who"_s, u"-n"_s, u"file"_s, u"-s"_s, path(u"sig"_s)};
            QVERIFY(runs(u"ssh-keygen"_s, verify, "message"));
        }
    }

    void aKeySignsOnlyWithItsOwnAlgorithms()
    {
        const auto rsa = SshKey::fromFile(secret(contentOf(make(u"rsa-2048"_s, {u"-t"_s, u"rsa"_s, u"-b"_s, u"2048"_s}))));
        const auto ed = SshKey::fromFile(secret(contentOf(make(u"ed25519"_s, {u"-t"_s, u"ed25519"_s}))));
        QVERIFY(rsa && ed);
        QCOMPARE(rsa->sign("x", "ssh-rsa").error().code, Errc::Invalid); // SHA-1
        QCOMPARE(rsa->sign("x", "ssh-ed25519").error().code, Errc::Invalid);
        QCOMPARE(ed->sign("x", "rsa-sha2-512").error().code, Errc::Invalid);
        QCOMPARE(ed->sign("x", "").error().code, Errc::Invalid);
    }

    void brokenKeyFilesAreRefusedWithTheirReason_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<QString>("reason");
        QTemporaryDir folder;
        for (const test::BrokenKey &key : test::brokenKeys(folder.path()))
            QTest::newRow(key.name) << key.file << key.passphrase << key.code << QString::fromLatin1(key.reason);
    }
    void brokenKeyFilesAreRefusedWithTheirReason()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, passphrase);
        QFETCH(Errc, code);
        QFETCH(QString, reason);
        const Secret phrase = secret(passphrase);
        const std::clock_t before = std::clock();
        const Result<SshKey> key = SshKey::fromFile(secret(file), passphrase.isEmpty() ? nullptr : &phrase);
        QVERIFY(std::clock() - before < 3 * CLOCKS_PER_SEC);
        QVERIFY(!key);
        QCOMPARE(errorName(key.error().code), errorName(code));
        QVERIFY2(key.error().text.contains(reason), qPrintable(key.error().text));
    }

    void whatIsWrittenIsReadByUsAndBySshKeygen_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("passphrase");
        const QStringList ed{u"-t"_s, u"ed25519"_s}, rsa{u"-t"_s, u"rsa"_s, u"-b"_s, u"2048"_s}, ec{u"-t"_s, u"ecdsa"_s, u"-b"_s, u"384"_s};
        for (const QStringList &type : {ed, rsa, ec}) {
            QTest::newRow(qPrintable(type[1])) << type << QByteArray();
            QTest::newRow(qPrintable(type[1] + u" protected"_s)) << type << QByteArray("seven letters");
        }
    }
    void whatIsWrittenIsReadByUsAndBySshKeygen()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, passphrase);
        const Result<SshKey> key = SshKey::fromFile(secret(contentOf(make(u"source"_s, arguments))));
        QVERIFY(key);
        const Secret phrase = secret(passphrase);
        const Secret *used = passphrase.isEmpty() ? nullptr : &phrase;
        const Secret file = key->toFile(u"a comment"_s, used);
        const Result<SshKey> again = SshKey::fromFile(file, used);
        QVERIFY(again);
        QCOMPARE(again->publicBlob(), key->publicBlob());
        if (used)
            QCOMPARE(SshKey::fromFile(file).error().code, Errc::NoInput);
        QTemporaryDir dir;
        QFile out(dir.filePath(u"key"_s));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        out.write(file.reveal().data(), file.size());
        out.close();
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s, {u"-y"_s, u"-P"_s, QString::fromLatin1(passphrase), u"-f"_s, out.fileName()});
        QVERIFY(keygen.waitForFinished());
        QCOMPARE(QString::fromUtf8(keygen.readAllStandardOutput()).trimmed(), key->authorizedLine(u"a comment"_s).trimmed());
    }

    void generatedKeysSign()
    {
        for (const auto type : {SshKey::Type::Ed25519, SshKey::Type::Rsa4096}) {
            const SshKey key = SshKey::generate(type);
            QVERIFY(key.sign("data", type == SshKey::Type::Ed25519 ? "ssh-ed25519" : "rsa-sha2-512"));
            QVERIFY(key.publicBlob() != SshKey::generate(SshKey::Type::Ed25519).publicBlob());
        }
    }

    void aKeyCutAnywhereNeverCrashes()
    {
        const QByteArray key = contentOf(make(u"plain"_s, {u"-t"_s, u"ed25519"_s}));
        QByteArrayList lines = key.trimmed().split('\n');
        const QByteArray begin = lines.takeFirst(), end = lines.takeLast();
        const QByteArray body = QByteArray::fromBase64(lines.join());
        for (qsizetype size = 0; size < body.size(); ++size)
            QVERIFY(!SshKey::fromFile(secret(begin + '\n' + body.left(size).toBase64() + '\n' + end)));
        for (qsizetype at = 0; at < body.size(); ++at) {
            QByteArray changed = body;
            changed[at] = char(changed[at] ^ 0x80);
            const auto read = SshKey::fromFile(secret(begin + '\n' + changed.toBase64() + '\n' + end));
            if (read) // the unprotected public copy, check numbers and comment carry no key
                QCOMPARE(read->publicBlob(), SshKey::fromFile(secret(key))->publicBlob());
        }
    }
};

QTEST_GUILESS_MAIN(TestSshKey)
#include "tst_sshkey.moc"
