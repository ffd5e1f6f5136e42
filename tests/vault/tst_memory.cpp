#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "PASSCANARY plum anchor velvet tractor";
const QByteArray kPassword = "PASSWORDCANARY-41fe-77a0";

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
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, u""_s, u"-f"_s, folder.filePath(u"key"_s)}), 0);
        QFile key(folder.filePath(u"key"_s));
        QVERIFY(key.open(QFile::ReadOnly));
        const QByteArray text = key.readAll();
        const QByteArray blob = QByteArray::fromBase64(text.mid(36, text.indexOf("-----END") - 36));
        // openssh-key-v1: string of 64 bytes (seed, public key) after the second public key
        const qsizetype at = blob.lastIndexOf(QByteArray("\0\0\0\x40", 4));
        QVERIFY(at > 0);
        const QByteArray seed = blob.mid(at + 4, 32);

        QProcess child;
        child.start(QStringLiteral(AIOPS_BIN_DIR "/vault-child"), {folder.filePath(u"aiops.db"_s)});
        QVERIFY(child.waitForStarted());
        child.write(sized(kPassphrase) + sized(kPassword) + sized(text));
        QByteArray said;
        const auto waitFor = [&](const QByteArray &word) {
            return QTest::qWaitFor([&] { return (said += child.readAllStandardOutput()).contains(word); }, 30'000);
        };
        QVERIFY2(waitFor("open"), child.readAllStandardError() + said);
        QVERIFY(memoryOf(child.processId()).contains(kPassphrase)); // the child itself holds it: the search works
        child.write("x");
        QVERIFY2(waitFor("locked"), child.readAllStandardError());
        const QByteArray memory = memoryOf(child.processId());
        QVERIFY(memory.size() > 1'000'000);
        QVERIFY(!memory.contains("PASSCANARY"));
        QVERIFY(!memory.contains("PASSWORDCANARY"));
        QVERIFY(!memory.contains(seed));
        QVERIFY(!memory.contains(text.mid(100, 60)));

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
