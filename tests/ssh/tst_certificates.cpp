#include "core/usercertificate.h"
#include "ssh/fixture.h"
#include "support/process.h"
#include "support/sshserver.h"
#include "vault/keysigner.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::runTool;
using aiops::test::SshServer;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A certificate authority, and user keys that it signs with ssh-keygen.
struct Authority
{
    QTemporaryDir folder;
    QString path(const QString &name) const { return folder.filePath(name); }

    bool make(const QString &name, const QString &type, int bits = 0)
    {
        QStringList words{u"-q"_s, u"-t"_s, type, u"-N"_s, QString(), u"-f"_s, path(name)};
        if (bits > 0)
            words << u"-b"_s << QString::number(bits);
        return runTool(u"ssh-keygen"_s, words).has_value();
    }
    bool sign(const QString &name, const QStringList &words = {u"-n"_s, u"tester"_s, u"-V"_s, u"-1h:+1h"_s})
    {
        return runTool(u"ssh-keygen"_s, QStringList{u"-q"_s, u"-s"_s, path(u"ca"_s), u"-I"_s, u"made for a test"_s} + words + QStringList(path(name + u".pub"_s)))
            .has_value();
    }
    QByteArray certificate(const QString &name) const { return contentOf(path(name + u"-cert.pub"_s)); }
    std::shared_ptr<Signer> signer(const QString &name) const
    {
        const auto key = vault::SshKey::fromFile(Secret::copyOf(contentOf(path(name))));
        return key ? std::make_shared<vault::KeySigner>(name, *key, certificate(name)) : nullptr;
    }
};

bool startTrusting(SshServer &server, const Authority &authority)
{
    SshServer::Options options;
    options.password = false;
    options.extraLines = {u"TrustedUserCAKeys "_s + authority.path(u"ca.pub"_s)};
    return server.start(options);
}

} // namespace

class TestCertificates final : public QObject
{
    Q_OBJECT

private slots:
    void aCertificateSignsIn_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("ed25519") << u"ed25519"_s << 0 << QByteArray("ED25519-CERT");
        QTest::newRow("ecdsa 256") << u"ecdsa"_s << 256 << QByteArray("ECDSA-CERT");
        QTest::newRow("ecdsa 521") << u"ecdsa"_s << 521 << QByteArray("ECDSA-CERT");
        QTest::newRow("rsa") << u"rsa"_s << 3072 << QByteArray("RSA-CERT");
    }

    void aCertificateSignsIn()
    {
        QFETCH(QString, type);
        QFETCH(int, bits);
        QFETCH(QByteArray, word);
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ed25519"_s) && authority.make(u"user"_s, type, bits) && authority.sign(u"user"_s));
        SshServer server;
        QVERIFY(startTrusting(server, authority));
        Bench bench;
        bench.credentials.stored.signers = {authority.signer(u"user"_s)};
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail + QString::fromUtf8(server.log())));
        QVERIFY2(server.log().contains(word), server.log().constData());
        QVERIFY2(server.log().contains("made for a test"), server.log().constData());
        if (type == u"rsa"_s)
            QVERIFY2(server.log().contains("rsa-sha2-512"), server.log().constData());
        QVERIFY((*transport)->log().notices.join(u' ').contains(u"ends on"_s)); // within a week
    }

    void whatCannotBeUsedIsNotOffered_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("notice");
        QTest::newRow("ended") << QStringList{u"-n"_s, u"tester"_s, u"-V"_s, u"20200101:20200201"_s} << u"ended"_s;
        QTest::newRow("early") << QStringList{u"-n"_s, u"tester"_s, u"-V"_s, u"20900101:20910101"_s} << u"valid only from"_s;
    }

    void whatCannotBeUsedIsNotOffered()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, notice);
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ed25519"_s) && authority.make(u"user"_s, u"ed25519"_s) && authority.sign(u"user"_s, words));
        SshServer server;
        QVERIFY(startTrusting(server, authority));
        Bench bench;
        bench.credentials.stored.signers = {authority.signer(u"user"_s)};
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::AuthFailed);
        QVERIFY2(bench.report->log.notices.join(u' ').contains(notice), qPrintable(bench.report->log.notices.join(u' ')));
        QVERIFY(!server.log().contains("CERT"));
        if (notice == u"ended"_s)
            QVERIFY2(refused.error().hint.contains(u"certificate has ended"_s), qPrintable(refused.error().hint));
    }

    void aCertificateForAnotherUserIsNamed()
    {
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ed25519"_s) && authority.make(u"user"_s, u"ed25519"_s)
                && authority.sign(u"user"_s, {u"-n"_s, u"somebody,else"_s, u"-V"_s, u"always:forever"_s}));
        SshServer server;
        QVERIFY(startTrusting(server, authority));
        Bench bench;
        bench.credentials.stored.signers = {authority.signer(u"user"_s)};
        QVERIFY(!bench.connect(server.port()));
        QVERIFY2(bench.report->log.notices.join(u' ').contains(u"somebody, else"_s), qPrintable(bench.report->log.notices.join(u' ')));
    }

    void aCertificateOfAnotherKeyIsNotOffered()
    {
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ed25519"_s) && authority.make(u"user"_s, u"ed25519"_s) && authority.make(u"other"_s, u"ed25519"_s)
                && authority.sign(u"other"_s));
        QVERIFY(QFile::copy(authority.path(u"other-cert.pub"_s), authority.path(u"user-cert.pub"_s)));
        SshServer server;
        QVERIFY(startTrusting(server, authority));
        Bench bench;
        bench.credentials.stored.signers = {authority.signer(u"user"_s)};
        QVERIFY(!bench.connect(server.port()));
        QVERIFY(bench.report->log.notices.join(u' ').contains(u"another key"_s));
        QVERIFY(!server.log().contains("CERT"));
    }

    void itsFieldsAreRead()
    {
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ecdsa"_s) && authority.make(u"user"_s, u"rsa"_s, 2048)
                && authority.sign(u"user"_s, {u"-z"_s, u"77"_s, u"-n"_s, u"a,b"_s, u"-V"_s, u"20250101000000Z:20300101000000Z"_s}));
        const auto read = parseUserCertificate(authority.certificate(u"user"_s));
        QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().text));
        QCOMPARE(read->type, "ssh-rsa-cert-v01@openssh.com");
        QCOMPARE(read->serial, 77u);
        QCOMPARE(read->keyId, u"made for a test"_s);
        QCOMPARE(read->principals, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(read->validBefore.toUTC(), QDateTime(QDate(2030, 1, 1), QTime(0, 0), QTimeZone::UTC));
        QCOMPARE(read->publicKey, authority.signer(u"user"_s)->publicKey());
        const auto fingerprint = runTool(u"ssh-keygen"_s, {u"-lf"_s, authority.path(u"ca.pub"_s)});
        QVERIFY(fingerprint && fingerprint->contains(read->authority.toLatin1()));
        QVERIFY(authority.sign(u"user"_s, {}));
        QVERIFY(!parseUserCertificate(authority.certificate(u"user"_s))->validBefore.isValid());
        QVERIFY(authority.sign(u"user"_s, {u"-h"_s}));
        QVERIFY(!parseUserCertificate(authority.certificate(u"user"_s))); // for hosts
    }

    /// Every cut and every changed byte is an error or another certificate, never a crash.
    void damagedOnesAreRefused()
    {
        Authority authority;
        QVERIFY(authority.make(u"ca"_s, u"ed25519"_s) && authority.make(u"user"_s, u"ed25519"_s) && authority.sign(u"user"_s));
        const QByteArrayList words = authority.certificate(u"user"_s).trimmed().split(' ');
        const QByteArray blob = QByteArray::fromBase64(words[1]);
        for (qsizetype size = 0; size < blob.size(); ++size)
            QVERIFY(!parseUserCertificate(words[0] + ' ' + blob.first(size).toBase64()));
        QVERIFY(!parseUserCertificate(words[0] + ' ' + (blob + 'x').toBase64()));
        for (qsizetype at = 0; at < blob.size(); ++at) {
            QByteArray changed = blob;
            changed[at] = char(changed[at] ^ 0xff);
            (void)parseUserCertificate(words[0] + ' ' + changed.toBase64());
        }
        for (const QByteArray &line : {QByteArray(), QByteArray("ssh-ed25519 AAAA"), words[0], words[0] + " !!!", QByteArray(200'000, 'a')})
            QVERIFY(!parseUserCertificate(line));
    }
};

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
