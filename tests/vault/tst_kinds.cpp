#include "vault/generate.h"
#include "vault/kindvalue.h"
#include "vault/payload.h"
#include "vault/sealedbox.h"
#include "vault/sshkey.h"
#include "vault/totp.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace aiops;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

using Fields = QMap<QString, QString>;

namespace {

const Fields kAws{{u"access_key_id"_s, u"AKIAIOSFODNN7EXAMPLE"_s}};
const Fields kAzure{{u"tenant_id"_s, u"t"_s}, {u"client_id"_s, u"c"_s}};
const Fields kOci{{u"tenancy"_s, u"ocid1.tenancy"_s}, {u"user_ocid"_s, u"ocid1.user"_s}, {u"region"_s, u"eu-frankfurt-1"_s}};
const QByteArray kGcp = R"({"type":"service_account","project_id":"fernhill","private_key":"-----BEGIN PRIVATE KEY-----\n","client_email":"ci@fernhill.iam","token_uri":"https://oauth2.googleapis.com/token"})";

Result<KindValue> read(Kind kind, const QByteArray &value, const Fields &fields = {})
{
    return readKindValue(kind, u"name"_s, Secret::copyOf(value), nullptr, fields);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestKinds final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasItsOwnName()
    {
        QSet<QString> names;
        for (const KindSpec &spec : kinds()) {
            names.insert(kindName(spec.kind));
            QCOMPARE(*parseKind(kindName(spec.kind)), spec.kind);
            QVERIFY(!kindLabel(spec.kind).isEmpty());
        }
        QCOMPARE(qsizetype(names.size()), qsizetype(kinds().size()));
        const auto unknown = parseKind(u"tattoo");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().text.contains(u"aws-key"_s));
    }

    void whatCannotBeUsedIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<QString>("reason");
        const QByteArray awsSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        QTest::newRow("empty") << u"password"_s << QByteArray() << Fields() << u"empty"_s;
        QTest::newRow("not UTF-8") << u"api-token"_s << QByteArray("\xff\xfe") << Fields() << u"UTF-8"_s;
        QTest::newRow("zero byte") << u"password"_s << QByteArray("a\0b", 3) << Fields() << u"zero byte"_s;
        QTest::newRow("too long") << u"note"_s << QByteArray(70000, 'x') << Fields() << u"64 KiB"_s;
        QTest::newRow("unknown field") << u"password"_s << QByteArray("x") << Fields{{u"colour"_s, u"red"_s}} << u"colour"_s;
        QTest::newRow("control character in a field") << u"password"_s << QByteArray("x") << Fields{{u"url"_s, u"a\x1b[2J"_s}} << u"Address"_s;
        QTest::newRow("long field") << u"password"_s << QByteArray("x") << Fields{{u"url"_s, QString(1001, u'a')}} << u"Address"_s;
        QTest::newRow("aws without its ID") << u"aws-key"_s << awsSecret << Fields() << u"Access key ID"_s;
        QTest::newRow("aws with a wrong ID") << u"aws-key"_s << awsSecret << Fields{{u"access_key_id"_s, u"akia-1"_s}} << u"capital letters"_s;
        QTest::newRow("aws with spaces") << u"aws-key"_s << QByteArray("not a secret access key") << kAws << u"spaces"_s;
        QTest::newRow("azure without tenant") << u"azure-principal"_s << QByteArray("x") << Fields{{u"client_id"_s, u"c"_s}} << u"Tenant"_s;
        QTest::newRow("gcp is no JSON") << u"gcp-account"_s << QByteArray("hello") << Fields() << u"service account"_s;
        QTest::newRow("gcp of a person") << u"gcp-account"_s << QByteArray(R"({"type":"authorized_user"})") << Fields() << u"service account"_s;
        QTest::newRow("gcp cut") << u"gcp-account"_s << QByteArray(R"({"type":"service_account","client_email":"a"})") << Fields() << u"private_key"_s;
        QTest::newRow("oci is no key") << u"oci-key"_s << QByteArray("hello") << kOci << u"private key"_s;
        QTest::newRow("certificate without chain") << u"certificate"_s << QByteArray("x") << Fields() << u"chain"_s;
        QTest::newRow("certificate that is none") << u"certificate"_s << QByteArray("x") << Fields{{u"chain"_s, u"hello"_s}} << u"not PEM"_s;
        QTest::newRow("totp is no base32") << u"totp"_s << QByteArray("0189 0189 0189 0189") << Fields() << u"base32"_s;
        QTest::newRow("totp too short") << u"totp"_s << QByteArray("ABCD") << Fields() << u"base32"_s;
        QTest::newRow("totp with a counter") << u"totp"_s << QByteArray("otpauth://hotp/x?secret=JBSWY3DPEHPK3PXPJBSWY3DP") << Fields() << u"time-based"_s;
        QTest::newRow("totp with 12 digits") << u"totp"_s << QByteArray("JBSWY3DPEHPK3PXPJBSWY3DP") << Fields{{u"digits"_s, u"12"_s}} << u"digits"_s;
        QTest::newRow("totp with MD5") << u"totp"_s << QByteArray("JBSWY3DPEHPK3PXPJBSWY3DP") << Fields{{u"algorithm"_s, u"MD5"_s}} << u"SHA1"_s;
    }
    void whatCannotBeUsedIsRefusedWithTheReason()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, value);
        QFETCH(Fields, fields);
        QFETCH(QString, reason);
        const auto got = read(*parseKind(kind), value, fields);
        QVERIFY(!got);
        QVERIFY2(got.error().text.contains(reason), qPrintable(got.error().text));
        if (value.size() > 4)
            QVERIFY(!got.error().text.contains(QString::fromUtf8(value)));
    }

    void cloudKeysSayWhatTheyAre()
    {
        QCOMPARE(read(Kind::AwsKey, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", kAws)->detail, u"AKIAIOSFODNN7EXAMPLE"_s);
        const auto gcp = read(Kind::GcpAccount, kGcp);
        QCOMPARE(gcp->detail, u"ci@fernhill.iam"_s);
        QCOMPARE(gcp->fields[u"project"_s], u"fernhill"_s);
        QCOMPARE(read(Kind::AzurePrincipal, "x", kAzure)->detail, u"c"_s);
        const auto oci = read(Kind::OciKey, SshKey::generate(SshKey::Type::Rsa4096).toPem().reveal().toByteArray(), kOci);
        QVERIFY(oci);
        QVERIFY(oci->sealed.reveal().startsWith("-----BEGIN PRIVATE KEY-----"));
        QCOMPARE(read(Kind::OciKey, SshKey::generate(SshKey::Type::Ed25519).toPem().reveal().toByteArray(), kOci).error().code, Errc::Invalid);
    }

    void aCertificateBringsItsNameAndItsEnd()
    {
        QTemporaryDir dir;
        const auto openssl = [&dir](const QString &name) {
            QProcess run;
            run.setWorkingDirectory(dir.path());
            run.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s,
                                     name + u".crt"_s, u"-subj"_s, u"/CN="_s + name, u"-days"_s, u"30"_s});
            return run.waitForFinished() && run.exitCode() == 0;
        };
        QVERIFY(openssl(u"edge.example"_s) && openssl(u"other.example"_s));
        const Fields chain{{u"chain"_s, QString::fromUtf8(contentOf(dir.filePath(u"edge.example.crt"_s)))}};
        const auto good = read(Kind::Certificate, contentOf(dir.filePath(u"edge.example.key"_s)), chain);
        QVERIFY2(good, good ? "" : qPrintable(good.error().text));
        QCOMPARE(good->detail, u"edge.example"_s);
        const qint64 days = QDateTime::currentDateTimeUtc().daysTo(good->expiresAt);
        QVERIFY(days == 29 || days == 30);
        const auto wrong = read(Kind::Certificate, contentOf(dir.filePath(u"other.example.key"_s)), chain);
        QVERIFY(!wrong);
        QVERIFY(wrong.error().text.contains(u"another certificate"_s));
    }

    /// RFC 6238, appendix B.
    void codesAreThoseOfTheStandard_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("code");
        const QByteArray digits = "1234567890123456789012345678901234567890123456789012345678901234";
        const std::tuple<const char *, qsizetype, QStringList> sets[] = {
            {"SHA1", 20, {u"94287082"_s, u"07081804"_s, u"14050471"_s, u"89005924"_s, u"69279037"_s, u"65353130"_s}},
            {"SHA256", 32, {u"46119246"_s, u"68084774"_s, u"67062674"_s, u"91819424"_s, u"90698825"_s, u"77737706"_s}},
            {"SHA512", 64, {u"90693936"_s, u"25091201"_s, u"99943326"_s, u"93441116"_s, u"38618901"_s, u"47863826"_s}}};
        const qint64 times[] = {59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000};
        for (const auto &[algorithm, size, codes] : sets)
            for (int i = 0; i < 6; ++i)
                QTest::addRow("%s at %lld", algorithm, times[i]) << QString::fromLatin1(algorithm) << digits.first(size) << times[i] << codes[i];
    }
    void codesAreThoseOfTheStandard()
    {
        QFETCH(QString, algorithm);
        QFETCH(QByteArray, key);
        QFETCH(qint64, time);
        QFETCH(QString, code);
        const Secret base32(toBase32(key));
        const auto seed = totpSeed(base32, {{u"algorithm"_s, algorithm}, {u"digits"_s, u"8"_s}});
        QVERIFY(seed);
        const QDateTime at = QDateTime::fromSecsSinceEpoch(time, QTimeZone::UTC);
        QCOMPARE(totpAt(*seed, at).code, code);
        QVERIFY(matchTotp(*seed, code, at.addSecs(30)));
        QVERIFY(!matchTotp(*seed, code, at.addSecs(90)));
    }

    void anOtpauthAddressFillsTheFields()
    {
        Fields fields;
        const auto base32 = normalizedTotp(
            Secret::copyOf("otpauth://totp/ACME:jo?secret=jbswy3dpehpk3pxpjbswy3dp&issuer=ACME%20Co&digits=8&period=60&algorithm=SHA256"), fields);
        QVERIFY(base32);
        QVERIFY(base32->equals("JBSWY3DPEHPK3PXPJBSWY3DP"));
        QCOMPARE(fields[u"issuer"_s], u"ACME Co"_s);
        QCOMPARE(fields[u"digits"_s], u"8"_s);
        QCOMPARE(fields[u"period"_s], u"60"_s);
    }

    void passwordsHaveEveryClassAndDiffer()
    {
        static const QRegularExpression classes(u"^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9]).{20}$"_s);
        QSet<QString> seen;
        for (int i = 0; i < 200; ++i) {
            const QString text = QString::fromLatin1(makePassword(20, true).reveal());
            QVERIFY2(classes.match(text).hasMatch(), qPrintable(text));
            seen.insert(text);
            QVERIFY(!QString::fromLatin1(makePassword(20, false).reveal()).contains(QRegularExpression(u"[^a-zA-Z0-9]"_s)));
        }
        QCOMPARE(seen.size(), 200);
    }

    void payloadsWithFieldsComeBackAndNothingElseDoes()
    {
        const Payload payload{.name = u"n\"\\"_s, .kind = u"aws-key"_s, .user = {}, .notes = u"two\nlines"_s, .secret = Secret::copyOf("s"),
                              .fields = {{u"a"_s, u"1"_s}, {u"b"_s, u"ü"_s}}};
        const Secret json = payload.toJson();
        QCOMPARE(payload.schema(), 2u);
        const auto again = Payload::fromJson(json, 2);
        QVERIFY(again);
        QCOMPARE(again->fields, payload.fields);
        QCOMPARE(again->notes, payload.notes);
        QVERIFY(!Payload::fromJson(json, 1));
        QVERIFY(!Payload::fromJson(json, 3));
        const QByteArray text = json.reveal().toByteArray();
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!Payload::fromJson(Secret::copyOf(QByteArrayView(text).first(size)), 2));
        QByteArray twice = text;
        twice.replace("\"b\":", "\"a\":");
        QVERIFY(!Payload::fromJson(Secret(std::move(twice)), 2));
        QVERIFY(!Payload::fromJson(Secret(text + ' '), 2));
        QByteArray notText = text;
        notText.replace("two", "t\xffo");
        QVERIFY(!Payload::fromJson(Secret(std::move(notText)), 2)); // QString would make something else of it
        QVERIFY(!Payload::fromJson(Secret::copyOf(R"({"name":"\u000A","kind":"","user":"","secret":"","notes":""})"), 1));
        QVERIFY(Payload::fromJson(Secret::copyOf(R"({"name":"\u000a","kind":"","user":"","secret":"","notes":""})"), 1));
    }
};

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
