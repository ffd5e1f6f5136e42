#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "PASSCANARY plum anchor velvet tractor";

/// What somebody with the rights of root reads from the writable memory of a process.
QByteArray memoryOf(qint64 pid)
{
    QByteArray all;
    QFile maps(u"/proc/%1/maps"_s.arg(pid));
    const int memory = ::open(qPrintable(u"/proc/%1/mem"_s.arg(pid)), O_RDONLY);
    if (memory < 0 || !maps.open(QFile::ReadOnly))
        return all;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QByteArray range = line.left(line.indexOf(' '));
        const qulonglong from = range.left(range.indexOf('-')).toULongLong(nullptr, 16);
        const qulonglong to = range.mid(range.indexOf('-') + 1).toULongLong(nullptr, 16);
        if (!line.contains(" rw") || to - from > (1ULL << 28)) // larger: the shadow of the sanitizer
            continue;
        QByteArray block(qsizetype(to - from), Qt::Uninitialized);
        const auto got = ::pread(memory, block.data(), std::size_t(block.size()), off_t(from));
        all += block.first(std::max<qsizetype>(0, got));
    }
    ::close(memory);
    return all;
}

QByteArray sized(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size()).rightJustified(4, '0') + bytes;
}

/// A credential, and what of it must not be found in memory.
struct Kept
{
    QByteArray kind;
    QByteArray fields; ///< JSON
    QByteArray value;
    QByteArrayList traces;
};

QByteArray tool(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// A line of the file and a piece of what it encodes, from the middle.
QByteArrayList tracesOfPem(const QByteArray &pem, qsizetype from, qsizetype size)
{
    const QByteArrayList lines = pem.trimmed().split('\n');
    const QByteArray bytes = QByteArray::fromBase64(lines.sliced(1, lines.size() - 2).join());
    return {lines[lines.size() / 2], bytes.sliced(from, size)};
}

Kept sshKey(const QTemporaryDir &folder)
{
    tool(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, folder.filePath(u"key"_s)});
    const QByteArray text = contentOf(folder.filePath(u"key"_s));
    const QByteArray blob = QByteArray::fromBase64(text.mid(36, text.indexOf("-----END") - 36));
    // openssh-key-v1: string of 64 bytes (seed, public key) after the second public key
    const qsizetype at = blob.lastIndexOf(QByteArray("\0\0\0\x40", 4));
    return {"ssh-key", "{}", text, {blob.mid(at + 4, 32), text.mid(100, 60)}};
}

Kept ociKey()
{
    const QByteArray pem = tool(u"openssl"_s, {u"genpkey"_s, u"-algorithm"_s, u"RSA"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:2048"_s});
    return {"oci-key", R"({"tenancy":"ocid1.tenancy","user_ocid":"ocid1.user","region":"eu-frankfurt-1"})", pem, tracesOfPem(pem, 400, 40)};
}

Kept certificate(const QTemporaryDir &folder)
{
    const QString key = folder.filePath(u"tls.key"_s), chain = folder.filePath(u"tls.crt"_s);
    tool(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"30"_s,
                        u"-subj"_s, u"/CN=memory.test"_s, u"-keyout"_s, key, u"-out"_s, chain});
    const QByteArray pem = contentOf(key);
    const QByteArray fields = QJsonDocument(QJsonObject{{u"chain"_s, QString::fromLatin1(contentOf(chain))}}).toJson(QJsonDocument::Compact);
    // PKCS#8 of P-256: the private number stands at 36, 32 bytes long
    return {"certificate", fields, pem, tracesOfPem(pem, 36, 32)};
}

QList<Kept> everyKind(const QTemporaryDir &folder)
{
    const QByteArray google = R"({"type":"service_account","client_email":"a@b.iam","token_uri":"https://oauth2","private_key":"GOOGLECANARY-7c11-09ab"})";
    return {{"password", "{}", "PASSWORDCANARY-41fe-77a0", {"PASSWORDCANARY"}},
            sshKey(folder),
            {"aws-key", R"({"access_key_id":"AKIAIOSFODNN7EXAMPLE"})", "AWSCANARY/K7MDENG/bPxRfiCYEXAMPLEKEY", {"AWSCANARY/K7MD"}},
            {"gcp-account", "{}", google, {"GOOGLECANARY"}},
            {"azure-principal", R"({"tenant_id":"t","client_id":"c"})", "AZURECANARY-19aa-5521", {"AZURECANARY"}},
            ociKey(),
            {"api-token", "{}", "TOKENCANARY-88ce-0001", {"TOKENCANARY"}},
            {"database", "{}", "DATABASECANARY-3d3d", {"DATABASECANARY"}},
            {"sudo-password", "{}", "SUDOCANARY-6f00-1212", {"SUDOCANARY"}},
            certificate(folder),
            {"totp", R"({"issuer":"ACME"})", "KRHVIUCDIFHECUSZGQ2TMNZY", {"KRHVIUCDIFHECUSZ", "TOTPCANARY"}},
            {"note", "{}", "first line\nNOTECANARY-aa17\nlast line", {"NOTECANARY"}}};
}

/// Also as Qt keeps text.
QByteArray asUtf16(const QByteArray &latin)
{
    const QString text = QString::fromLatin1(latin);
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

} // namespace

class TestMemory final : public QObject
{
    Q_OBJECT

private slots:
    void aLockedVaultLeavesNoSecretInMemory()
    {
        if (::geteuid() != 0)
            QSKIP("Only root reads the memory of a hardened process.");
        QTemporaryDir folder;
        const QList<Kept> kept = everyKind(folder);
        QByteArray input = sized(kPassphrase) + sized(QByteArray::number(kept.size()));
        for (const Kept &one : kept) {
            QVERIFY2(!one.value.isEmpty(), one.kind);
            input += sized(one.kind) + sized(one.fields) + sized(one.value);
        }

        QProcess child;
        child.start(QStringLiteral(AIOPS_BIN_DIR "/vault-child"), {folder.filePath(u"aiops.db"_s)});
        QVERIFY(child.waitForStarted());
        child.write(input);
        QByteArray said;
        const auto waitFor = [&](const QByteArray &word) {
            return QTest::qWaitFor([&] { return (said += child.readAllStandardOutput()).contains(word) || said.contains("failed"); }, 30'000) && said.contains(word);
        };
        QVERIFY2(waitFor("open"), child.readAllStandardError() + said);
        QVERIFY(memoryOf(child.processId()).contains(kPassphrase)); // the child itself holds it: the search works
        child.write("x");
        QVERIFY2(waitFor("locked"), child.readAllStandardError());
        const QByteArray memory = memoryOf(child.processId());
        QVERIFY(memory.size() > 1'000'000);
        QVERIFY(!memory.contains("PASSCANARY"));
        for (const Kept &one : kept) {
            for (const QByteArray &trace : one.traces) {
                QVERIFY(trace.size() >= 10);
                QVERIFY2(!memory.contains(trace), one.kind + " is in memory: " + trace.left(16).toPercentEncoding());
                QVERIFY2(!memory.contains(asUtf16(trace)), one.kind + " is in memory as text: " + trace.left(16).toPercentEncoding());
            }
        }

        QFile status(u"/proc/%1/limits"_s.arg(child.processId()));
        QVERIFY(status.open(QFile::ReadOnly));
        const QByteArray limits = status.readAll();
        const qsizetype core = limits.indexOf("Max core file size");
        QCOMPARE(limits.mid(core + 18, 40).simplified().split(' ').first(2), (QByteArrayList{"0", "0"}));
        child.write("x");
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMemory)
#include "tst_memory.moc"
