#include "vault/brokenkeys.h"

#include "support/process.h"
#include "vault/sshwire.h"

#include <QFile>
#include <QTest>

namespace aiops::test {

using namespace Qt::StringLiterals;
using vault::WireWriter;

namespace {

const QByteArray kRight = "right-canary-41c7", kWrong = "wrong-canary-9e02";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray framed(const QByteArray &cipher, const QByteArray &kdf, quint32 rounds)
{
    QByteArray options = WireWriter().string("0123456789abcdef").data();
    for (int shift = 24; shift >= 0; shift -= 8)
        options.append(char(rounds >> shift));
    const QByteArray body = QByteArray("openssh-key-v1\0", 15) + WireWriter().string(cipher).string(kdf).string(options).data()
                            + QByteArray("\0\0\0\1", 4) + WireWriter().string("public").string(QByteArray(64, 'x')).data();
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body.toBase64() + "\n-----END OPENSSH PRIVATE KEY-----\n";
}

/// An RSA key one of whose parts is far longer than the key: a prime, so that only a test of hours would tell.
QByteArray oversized()
{
    const QByteArray n = '\xc5' + QByteArray(255, '\x5b'), prime = '\x07' + QByteArray(10'780, '\xff'); // 2^86243 - 1
    QByteArray part("\0\0\0\7\0\0\0\7", 8);
    part += WireWriter().string("ssh-rsa").mpint(n).mpint("\x01\x01").mpint(n).mpint("\x01").mpint(prime).mpint(prime).string("note").data();
    for (char i = 1; part.size() % 8 != 0; ++i)
        part += i;
    const QByteArray body = QByteArray("openssh-key-v1\0", 15) + WireWriter().string("none").string("none").string("").data()
                            + QByteArray("\0\0\0\1", 4) + WireWriter().string("public").string(part).data();
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body.toBase64() + "\n-----END OPENSSH PRIVATE KEY-----\n";
}

/// An encrypted PEM file with a number in it made larger than anybody would wait for.
QByteArray slowed(const QByteArray &pem, const QByteArray &number, const QByteArray &larger)
{
    QByteArrayList lines = pem.trimmed().split('\n');
    QByteArray der = QByteArray::fromBase64(lines.mid(1, lines.size() - 2).join());
    const qsizetype at = der.indexOf(number);
    if (at < 0)
        return {};
    der.replace(at, number.size(), larger);
    return lines.first() + '\n' + der.toBase64() + '\n' + lines.last() + '\n';
}

class Maker final
{
public:
    explicit Maker(const QString &folder) : m_folder(folder) {}
    QString path(const QString &name) const { return m_folder + u'/' + name; }
    QByteArray file(const QString &name) const { return contentOf(path(name)); }
    void key(const QString &name, const QStringList &options, const QByteArray &passphrase = {}) const
    {
        QVERIFY(runTool(u"ssh-keygen"_s, QStringList{u"-q"_s, u"-N"_s, QString::fromLatin1(passphrase), u"-C"_s, u"note"_s, u"-f"_s, path(name)} + options));
    }
    void certificate(const QString &key) const
    {
        QVERIFY(runTool(u"ssh-keygen"_s, {u"-q"_s, u"-s"_s, path(key), u"-I"_s, u"id"_s, path(key) + u".pub"_s}));
    }
    QByteArray openssl(const QString &line) const
    {
        return runTool(u"openssl"_s, line.split(u' ')).value_or(QByteArray());
    }

private:
    QString m_folder;
};

QList<BrokenKey> otherFiles(const Maker &maker)
{
    const QString pass = u"pass:"_s + QString::fromLatin1(kRight);
    const auto row = [](const char *name, const QByteArray &file, const char *reason, Errc code = Errc::Invalid) {
        return BrokenKey{name, file, {}, code, reason};
    };
    return {
        row("empty", "", "empty"),
        row("only white space", " \n\t\n", "empty"),
        row("too large", maker.file(u"plain"_s) + QByteArray(70 * 1024, '\n') + "x", "too large", Errc::TooLarge),
        row("binary rubbish", QByteArray("\x00\xff\x13\x37\x00\x01", 6).repeated(50), "not a private key"),
        row("text", "hello\nworld\n", "not a private key"),
        row("public key", maker.file(u"plain.pub"_s), "public key"),
        row("public key PEM", maker.openssl(u"pkey -pubout -passin %1 -in %2"_s.arg(pass, maker.path(u"pkcs8"_s))), "public key"),
        row("public key RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", "public key"),
        row("certificate", maker.file(u"plain-cert.pub"_s), "certificate"),
        row("X.509 certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "certificate"),
        row("PuTTY 2", "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n", "PuTTY"),
        row("PuTTY 3", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "PuTTY"),
    };
}

QList<BrokenKey> unfitKeys(const Maker &maker)
{
    const auto row = [](const char *name, const QByteArray &file, const char *reason) {
        return BrokenKey{name, file, {}, Errc::Invalid, reason};
    };
    return {
        row("DSA", "-----BEGIN DSA PRIVATE KEY-----\nMIIB\n-----END DSA PRIVATE KEY-----\n", "DSA"),
        row("RSA 1024", maker.openssl(u"genrsa 1024"_s), "1024 bits"),
        row("RSA 1024 PKCS1", maker.openssl(u"genrsa -traditional 1024"_s), "1024 bits"),
        row("curve", maker.openssl(u"ecparam -name secp256k1 -genkey -noout"_s), "curve"),
        row("X25519", maker.openssl(u"genpkey -algorithm X25519"_s), "not for SSH"),
    };
}

QList<BrokenKey> damagedKeys(const Maker &maker)
{
    const QByteArray key = maker.file(u"plain"_s), pem = maker.file(u"pem"_s);
    const auto row = [](const char *name, const QByteArray &file, const char *reason) {
        return BrokenKey{name, file, {}, Errc::Invalid, reason};
    };
    return {
        row("truncated", key.left(key.size() / 2), "cut off"),
        row("truncated PEM", pem.left(pem.size() / 2), "cut off"),
        row("truncated inside", QByteArray(key).remove(120, 40), "damaged"),
        row("first line only", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "cut off"),
        row("begin and end share their dashes", "-----BEGIN OPENSSH PRIVATE KEY-----END OPENSSH PRIVATE KEY-----\n", "cut off"),
        row("nothing inside", "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n", "damaged"),
        row("nothing inside PEM", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "damaged"),
        row("parts longer than the key", oversized(), "damaged"),
        row("not base64", QByteArray(key).replace(100, 2, "%%"), "damaged"),
    };
}

QList<BrokenKey> closedKeys(const Maker &maker)
{
    QList<BrokenKey> rows;
    const std::pair<const char *, const char *> names[] = {{"passphrase missing", "passphrase wrong"},
                                                           {"passphrase missing gcm", "passphrase wrong gcm"},
                                                           {"passphrase missing PEM", "passphrase wrong PEM"},
                                                           {"passphrase missing PKCS8", "passphrase wrong PKCS8"}};
    const QString files[] = {u"ctr"_s, u"gcm"_s, u"pem"_s, u"pkcs8"_s};
    for (std::size_t i = 0; i < std::size(files); ++i) {
        rows << BrokenKey{names[i].first, maker.file(files[i]), {}, Errc::NoInput, "protected by a passphrase"}
             << BrokenKey{names[i].second, maker.file(files[i]), kWrong, Errc::WrongPassphrase, "passphrase of the key file is wrong"};
    }
    const QString pass = u"pass:"_s + QString::fromLatin1(kRight);
    const QByteArray slow = maker.openssl(u"pkcs8 -topk8 -in %1 -passin %2 -passout %2 -iter 10000001"_s.arg(maker.path(u"pkcs8"_s), pass));
    const QByteArray old = maker.openssl(u"pkcs8 -topk8 -in %1 -passin %2 -passout %2 -v1 PBE-SHA1-3DES -iter 10000001"_s.arg(maker.path(u"pkcs8"_s), pass));
    const QByteArray scrypt = maker.openssl(u"pkcs8 -topk8 -in %1 -passin %2 -passout %2 -scrypt -scrypt_N 128 -scrypt_r 1 -scrypt_p 2000"_s
                                                .arg(maker.path(u"pkcs8"_s), pass));
    rows << BrokenKey{"absurd rounds PKCS12", old, kRight, Errc::Invalid, "rounds"}
         << BrokenKey{"absurd rounds scrypt", slowed(scrypt, QByteArray("\x02\x02\0\x80", 4), QByteArray("\x02\x02\x40\0", 4)), kRight, Errc::Invalid, "rounds"};
    return rows << BrokenKey{"unknown cipher", framed("blowfish-cbc", "bcrypt", 16), kRight, Errc::Invalid, "cipher"}
                << BrokenKey{"unknown kdf", framed("aes256-ctr", "scrypt", 16), kRight, Errc::Invalid, "damaged"}
                << BrokenKey{"absurd rounds", framed("aes256-ctr", "bcrypt", 0x7fffffff), kRight, Errc::Invalid, "rounds"}
                << BrokenKey{"no rounds", framed("aes256-ctr", "bcrypt", 0), kRight, Errc::Invalid, "damaged"}
                << BrokenKey{"absurd rounds PKCS8", slow, kRight, Errc::Invalid, "rounds"};
}

} // namespace

QList<BrokenKey> brokenKeys(const QString &folder)
{
    const Maker maker(folder);
    maker.key(u"plain"_s, {u"-t"_s, u"ed25519"_s});
    maker.key(u"ctr"_s, {u"-t"_s, u"ed25519"_s, u"-a"_s, u"1"_s}, kRight);
    maker.key(u"gcm"_s, {u"-t"_s, u"ed25519"_s, u"-a"_s, u"1"_s, u"-Z"_s, u"aes256-gcm@openssh.com"_s}, kRight);
    maker.key(u"pem"_s, {u"-t"_s, u"rsa"_s, u"-b"_s, u"2048"_s, u"-m"_s, u"PEM"_s}, kRight);
    maker.key(u"pkcs8"_s, {u"-t"_s, u"ecdsa"_s, u"-m"_s, u"PKCS8"_s}, kRight);
    maker.certificate(u"plain"_s);
    return otherFiles(maker) + unfitKeys(maker) + damagedKeys(maker) + closedKeys(maker);
}

} // namespace aiops::test
