#include "app/sessionbench.h"
#include "core/error.h"
#include "vault/exportfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <QtEndian>

#include <csignal>

using namespace aiops;
using namespace aiops::test;
using namespace aiops::vault;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";
const QByteArray kOther = "meadow granite sparrow 41 lantern fig";
const QByteArray kFilePassphrase = "copper window seventeen lazy otters";
const QByteArray kCanary = "CANARY-5d2e-do-not-find-me";

QByteArray payload(const QByteArray &name, const QByteArray &secret)
{
    return R"({"name":")" + name + R"(","kind":"password","user":"root","secret":")" + secret + R"(","notes":""})";
}

/// A whole file as the program writes it, only that its passphrase is cheap to try.
QByteArray exportOf(const QByteArrayList &payloads, const QByteArray &passphrase = kFilePassphrase, bool isSigned = true)
{
    const Identity identity = fixedIdentity();
    const Identity *signer = isSigned ? &identity : nullptr;
    const QByteArray vaults = vaultsBlock({{fixedId(2), u"Personal"_s}});
    QList<ExportedRecord> records;
    quint64 size = quint64(vaults.size());
    for (const QByteArray &text : payloads) {
        records.append({.vault = fixedId(2), .record = fixedId(int(100 + records.size())), .type = u"credential"_s, .schema = 1, .version = 1,
                        .metadata = "{}", .payload = std::make_shared<const Secret>(Secret::copyOf(text))});
        size += recordBlockSize(records.constLast());
    }
    ExportHeader header = fixedHeader(qsizetype(size), signer);
    header.records = quint64(records.size());
    const auto key = passphraseKey(header, Secret::copyOf(passphrase));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    ExportWriter writer(buffer, header, *key, signer);
    bool done = writer.begin() && writer.write(vaults);
    for (const ExportedRecord &record : std::as_const(records))
        done = done && writeRecord(writer, record);
    return done && writer.end() ? buffer.data() : QByteArray();
}

qsizetype bodyOf(const QByteArray &file)
{
    return 14 + qsizetype(qFromBigEndian<quint32>(file.constData() + 10)) + 64;
}

qint64 statusValue(qint64 pid, const QByteArray &key)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(key + ':'))
            return line.sliced(key.size() + 1).simplified().split(' ').constFirst().toLongLong();
    return -1;
}

} // namespace

/// T01 to T04 of the security design and what belongs to them, through `aiops`, with an unlocked daemon.
class TestVaultFiles final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        write(u"secret"_s, kCanary);
        QCOMPARE(m_bench.type(u"credential add db --kind password --user root --secret-file secret"_s).code, 0);
        m_small = exportOf({payload("one", "s1"), payload("two", "s2")});
        m_big = exportOf({payload("one", QByteArray(60'000, 'a')), payload("two", QByteArray(60'000, 'b')), payload("three", QByteArray(60'000, 'c'))});
        QVERIFY(m_big.size() > 3 * 65536 - 20'000 && !m_small.isEmpty());
    }

    void t01AFlippedBitIsRefused()
    {
        for (qsizetype at = 0; at < m_small.size(); at += 97) {
            QByteArray bad = m_small;
            bad[at] = char(bad[at] ^ (1 << (at % 8)));
            refused(bad, "damaged");
        }
        nothingWasImported();
    }

    void t02ACutFileIsRefused()
    {
        const qsizetype body = bodyOf(m_big);
        QList<qsizetype> cuts{0, 5, 14, body - 64, body - 10, body, m_big.size() - 1, m_big.size() - 68};
        for (qsizetype border = body; border < m_big.size(); border += 65536 + 16) {
            cuts.append(border);
            cuts.append(qMin(border + 30'000, m_big.size() - 1));
        }
        for (const qsizetype cut : std::as_const(cuts))
            refused(m_big.first(cut), cut > body ? "incomplete" : "");
        nothingWasImported();
    }

    void t03AHeaderThatAsksTooMuchIsRefusedAtOnce()
    {
        const qint64 pid = daemonPid();
        const qint64 before = statusValue(pid, "VmHWM");
        QVERIFY(before > 0);
        for (const KdfCost &cost : {KdfCost{64ULL << 20, 3, 4}, KdfCost{262144, 1ULL << 31, 4}, KdfCost{262144, 3, 1ULL << 24}, KdfCost{8192, 3, 4}}) {
            ExportHeader header = fixedHeader(300, nullptr);
            header.cost = cost;
            const qint64 took = refused(sealedFile(header, Secret(QByteArray(32, 'k')), nullptr, QByteArray(300, 'x')), "damaged");
            QVERIFY2(took < 1000, qPrintable(QString::number(took))); // a derivation alone takes longer than that under the sanitizer
        }
        QByteArray longHeader = m_small;
        qToBigEndian(quint32(0xffffffff), longHeader.data() + 10);
        refused(longHeader, "damaged");
        QVERIFY2(statusValue(pid, "VmHWM") - before < 50 * 1024, "memory");
        nothingWasImported();
    }

    void t04ChunksInAnotherOrderAreRefused()
    {
        const qsizetype body = bodyOf(m_big), size = 65536 + 16;
        const QByteArray head = m_big.first(body), one = m_big.sliced(body, size), two = m_big.sliced(body + size, size), rest = m_big.sliced(body + 2 * size);
        const QByteArray tail = m_big.last(68);
        for (const QByteArray &bad : {head + two + one + rest, head + one + one + rest, head + one + two + two + rest, head + one + two + rest + one,
                                      head + head + one + two + rest, m_big + m_big, m_big + '\0', m_big + '\n', m_big + tail})
            refused(bad, "damaged");
        nothingWasImported();
    }

    void unsignedFilesNeedConsent()
    {
        const QByteArray file = exportOf({payload("unsigned", "s")}, kFilePassphrase, false);
        write(u"u.aiopsvault"_s, file);
        const auto done = m_bench.type(u"vault import u.aiopsvault --json --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        QCOMPARE(done.code, 4);
        QVERIFY(done.err.contains("--unknown-origin"));
        nothingWasImported();
        const auto dry = m_bench.type(u"vault import u.aiopsvault --json --dry-run --unknown-origin --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        QCOMPARE(dry.code, 0);
        QCOMPARE(dry.json().object()[u"added"_s].toInt(), 1);
        nothingWasImported();
    }

    void theWrongPassphraseChangesNothing()
    {
        write(u"good.aiopsvault"_s, m_small);
        const auto done = m_bench.type(u"vault import good.aiopsvault --json --export-passphrase-fd 3"_s, {{3, kPassphrase}});
        QCOMPARE(done.errorCode(), u"wrong_passphrase"_s);
        QCOMPARE(done.code, 5);
        nothingWasImported();
        const auto none = m_bench.type(u"--no-input vault import good.aiopsvault"_s);
        QCOMPARE(none.code, 2);
        QVERIFY(none.err.contains("--export-passphrase-fd"));
        QCOMPARE(m_bench.type(u"vault import missing.aiopsvault --export-passphrase-fd 3"_s, {{3, kPassphrase}}).code, 3);
    }

    void exportNeedsConfirmationAndAStrongPassphrase()
    {
        const auto asked = m_bench.type(u"vault export out.aiopsvault --json --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        QCOMPARE(asked.code, 4);
        const auto weak = exported(u"out.aiopsvault"_s, "abc");
        QCOMPARE(weak.code, 2);
        QVERIFY(!QFile::exists(m_bench.filePath(u"out.aiopsvault"_s)));
        QCOMPARE(leftovers(), QStringList());
    }

    void anExportIsPrivateAndReplacesNothing()
    {
        const auto done = exported(u"out.aiopsvault"_s, kFilePassphrase);
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(done.json().object()[u"credentials"_s].toInt(), 1);
        const QFileInfo file(m_bench.filePath(u"out.aiopsvault"_s));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QVERIFY(!read(u"out.aiopsvault"_s).contains(kCanary));
        const QByteArray before = read(u"out.aiopsvault"_s);
        QCOMPARE(exported(u"out.aiopsvault"_s, kFilePassphrase).code, 9);
        QCOMPARE(read(u"out.aiopsvault"_s), before);
        const auto again = m_bench.type(u"vault export out.aiopsvault --overwrite --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        QVERIFY2(again.code == 0, again.err.constData());
        QVERIFY(read(u"out.aiopsvault"_s) != before);
        QCOMPARE(leftovers(), QStringList());
    }

    void anIndependentReaderOpensAnExport()
    {
        write(u"pp"_s, kFilePassphrase);
        QProcess python;
        python.start(u"python3"_s, {QStringLiteral(AIOPS_SOURCE_DIR) + u"/tests/vault/exportreader.py"_s, m_bench.filePath(u"out.aiopsvault"_s), m_bench.filePath(u"pp"_s)});
        QVERIFY(python.waitForFinished(60'000));
        const QJsonObject content = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
        QVERIFY2(!content.isEmpty(), python.readAllStandardError().constData());
        QCOMPARE(content[u"vaults"_s].toArray(), QJsonArray{u"Personal"_s});
        QCOMPARE(content[u"credentials"_s][0][u"secret"_s].toString(), QString::fromLatin1(kCanary));
    }

    void aPlainExportWantsTheWords()
    {
        QCOMPARE(m_bench.type(u"--yes --no-input vault export p.csv --plain csv"_s).code, 4);
        QCOMPARE(m_bench.type(u"vault export p.csv --plain csv --plain-confirm yes"_s).code, 4);
        QVERIFY(!QFile::exists(m_bench.filePath(u"p.csv"_s)));
        const auto csv = m_bench.type(u"vault export p.csv --plain csv --plain-confirm 'export unencrypted'"_s);
        QVERIFY2(csv.code == 0, csv.err.constData());
        QVERIFY(read(u"p.csv"_s).contains("\"db\",\"password\",\"root\",\"" + kCanary + "\""));
        QVERIFY(!(QFileInfo(m_bench.filePath(u"p.csv"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(m_bench.type(u"vault export p.json --plain json --plain-confirm 'export unencrypted'"_s).code, 0);
        QCOMPARE(QJsonDocument::fromJson(read(u"p.json"_s)).array()[0][u"secret"_s].toString(), QString::fromLatin1(kCanary));
        const QJsonArray audit = m_bench.type(u"audit list --action vault.export --json"_s).json().array();
        QCOMPARE(audit[0][u"detail"_s][u"unencrypted"_s].toString(), u"json"_s);
    }

    /// CRE-07: on another computer, with another vault.
    void anExportRestoresElsewhere()
    {
        SessionBench other;
        QCOMPARE(other.type(u"daemon start"_s).code, 0);
        QCOMPARE(other.type(u"vault create --passphrase-fd 3"_s, {{3, kOther}}).code, 0);
        QVERIFY(QFile::copy(m_bench.filePath(u"out.aiopsvault"_s), other.filePath(u"in.aiopsvault"_s)));
        const QString import = u"vault import in.aiopsvault --json --export-passphrase-fd 3 "_s;
        QCOMPARE(other.type(import, {{3, kOther}}).code, 5);
        QCOMPARE(other.type(u"credential list --json"_s).json().array().size(), 0);
        const auto done = other.type(import, {{3, kFilePassphrase}});
        QVERIFY2(done.code == 0, done.err.constData());
        checkShape(done.json().object());
        QCOMPARE(done.json().object()[u"added"_s].toInt(), 1);
        QCOMPARE(done.json().object()[u"is_own"_s].toBool(), false);
        QCOMPARE(other.type(import, {{3, kFilePassphrase}}).json().object()[u"entries"_s][0][u"state"_s].toString(), u"same"_s);
        QCOMPARE(other.type(u"credential remove db --yes"_s).code, 0);
        QFile secret(other.filePath(u"secret"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("another") > 0);
        secret.close();
        QCOMPARE(other.type(u"credential add DB --kind password --secret-file secret"_s).code, 0);
        QCOMPARE(other.type(import, {{3, kFilePassphrase}}).json().object()[u"skipped"_s].toInt(), 1);
        QCOMPARE(other.type(import + u"--on-conflict both"_s, {{3, kFilePassphrase}}).json().object()[u"renamed"_s].toInt(), 1);
        QStringList names;
        for (const QJsonValue one : other.type(u"credential list --json"_s).json().array())
            names.append(one[u"name"_s].toString());
        QCOMPARE(names, (QStringList{u"DB"_s, u"db (2)"_s}));
        QCOMPARE(other.type(import + u"--on-conflict theirs"_s, {{3, kFilePassphrase}}).json().object()[u"replaced"_s].toInt(), 1);
        const auto plain = other.type(u"vault export p.json --plain json --plain-confirm 'export unencrypted' --passphrase-fd 3"_s, {{3, kOther}});
        QVERIFY2(plain.code == 0, plain.err.constData());
        QFile json(other.filePath(u"p.json"_s));
        QVERIFY(json.open(QIODevice::ReadOnly));
        QCOMPARE(json.readAll().count(kCanary), 2);
        QCOMPARE(other.type(u"audit verify"_s).code, 0);
    }

    void thePassphraseChanges()
    {
        const auto wrong = m_bench.type(u"vault passphrase --json --passphrase-fd 3 --new-passphrase-fd 4"_s, {{3, kOther}, {4, kOther}});
        QCOMPARE(wrong.errorCode(), u"wrong_passphrase"_s);
        QCOMPARE(m_bench.type(u"vault passphrase --passphrase-fd 3 --new-passphrase-fd 4"_s, {{3, kPassphrase}, {4, "abc"}}).code, 2);
        QCOMPARE(m_bench.type(u"vault passphrase --passphrase-fd 3 --new-passphrase-fd 4"_s, {{3, kPassphrase}, {4, kOther}}).code, 0);
        QCOMPARE(opensWith(kPassphrase), 5);
        QCOMPARE(opensWith(kOther), 0);
    }

    void aRecoveryKitSetsANewPassphrase()
    {
        QCOMPARE(m_bench.type(u"vault recovery test --kit-fd 3"_s, {{3, "AAAA"}}).code, 3);
        const auto made = m_bench.type(u"vault recovery create --output kit.txt --passphrase-fd 3 --json"_s, {{3, kOther}});
        QVERIFY2(made.code == 0, made.err.constData());
        QVERIFY(!(QFileInfo(m_bench.filePath(u"kit.txt"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(m_bench.type(u"vault recovery create --output kit.txt --passphrase-fd 3"_s, {{3, kOther}}).code, 9);
        QCOMPARE(m_bench.type(u"vault lock"_s).code, 0);
        const auto tested = m_bench.type(u"vault recovery test --kit-file kit.txt"_s);
        QVERIFY2(tested.code == 0, tested.err.constData());
        const QJsonObject status = m_bench.type(u"vault recovery status --json"_s).json().object();
        checkShape(status);
        QCOMPARE(status[u"exists"_s], QJsonValue(true));
        QVERIFY(status[u"tested_at"_s].isString());
        QCOMPARE(status[u"test_is_due"_s], QJsonValue(false));
        QCOMPARE(m_bench.type(u"vault recovery use --kit-file kit.txt --new-passphrase-fd 3"_s, {{3, "abc"}}).code, 2);
        const auto used = m_bench.type(u"vault recovery use --kit-file kit.txt --new-passphrase-fd 3"_s, {{3, kPassphrase}});
        QVERIFY2(used.code == 0, used.err.constData());
        QCOMPARE(opensWith(kOther), 5);
        QCOMPARE(opensWith(kPassphrase), 0);
        // The same identity: what was sealed before opens, and what is sealed now is signed with the same key.
        const auto dry = m_bench.type(u"vault import out.aiopsvault --dry-run --json --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        QCOMPARE(dry.json().object()[u"is_own"_s], QJsonValue(true));
        QCOMPARE(dry.json().object()[u"entries"_s][0][u"state"_s].toString(), u"same"_s);
    }

    void anOlderKitNoLongerOpens()
    {
        QVERIFY(QFile::copy(m_bench.filePath(u"kit.txt"_s), m_bench.filePath(u"oldkit.txt"_s)));
        QVERIFY(QFile::remove(m_bench.filePath(u"kit.txt"_s)));
        QCOMPARE(m_bench.type(u"vault recovery create --output kit.txt --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"vault recovery test --kit-file oldkit.txt"_s).code, 5);
        QCOMPARE(m_bench.type(u"vault recovery test --kit-file kit.txt"_s).code, 0);
    }

    /// Killed at any moment of an import: all of it is there, or nothing.
    void aKilledImportIsAllOrNothing()
    {
        QByteArrayList many;
        for (int i = 0; i < 400; ++i)
            many.append(payload("bulk-" + QByteArray::number(i), "s" + QByteArray::number(i)));
        write(u"many.aiopsvault"_s, exportOf(many));
        const int before = count();
        int killed = 0;
        for (const int wait : {0, 150, 300, 450, 600, 800, 1100, 1500}) {
            QCOMPARE(opensWith(kPassphrase), 0);
            const qint64 pid = daemonPid();
            auto import = m_bench.start({u"vault"_s, u"import"_s, u"many.aiopsvault"_s, u"--export-passphrase-fd"_s, u"3"_s}, {{3, kFilePassphrase}});
            QTest::qWait(wait);
            killed += ::kill(pid_t(pid), SIGKILL) == 0;
            m_bench.finished(*import);
            m_bench.waitUntilFree();
            QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
            const int now = count();
            QVERIFY2(now == before || now == before + 400, qPrintable(u"%1 after %2 ms"_s.arg(now).arg(wait)));
            QCOMPARE(m_bench.type(u"audit verify"_s).code, 0);
            if (now != before)
                break;
        }
        QVERIFY(killed > 0);
    }

    /// Killed at any moment of a change of the passphrase: the old one opens, or the new one, never neither.
    void aKilledPassphraseChangeLeavesOneThatOpens()
    {
        QByteArray current = kPassphrase, next = kOther;
        for (const int wait : {100, 700, 1400, 2200, 3000}) {
            QCOMPARE(opensWith(current), 0);
            const qint64 pid = daemonPid();
            auto change = m_bench.start({u"vault"_s, u"passphrase"_s, u"--passphrase-fd"_s, u"3"_s, u"--new-passphrase-fd"_s, u"4"_s}, {{3, current}, {4, next}});
            QTest::qWait(wait);
            ::kill(pid_t(pid), SIGKILL);
            m_bench.finished(*change);
            m_bench.waitUntilFree();
            QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
            if (opensWith(current) != 0) {
                QCOMPARE(opensWith(next), 0);
                std::swap(current, next);
            }
        }
    }

    void noSecretWasShown()
    {
        for (const QByteArray &secret : {kPassphrase, kOther, kFilePassphrase, kCanary})
            QVERIFY2(!m_bench.shown().contains(secret), secret.constData());
    }

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_bench.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString &name)
    {
        QFile file(m_bench.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList leftovers() { return QDir(m_bench.folder()).entryList({u"*.part"_s, u".*.part"_s}, QDir::Files | QDir::Hidden); }
    int count() { return int(m_bench.type(u"credential list --json"_s).json().array().size()); }
    qint64 daemonPid() { return m_bench.type(u"daemon status --json"_s).json().object()[u"pid"_s].toInteger(); }
    int opensWith(const QByteArray &passphrase)
    {
        m_bench.type(u"vault lock"_s);
        return m_bench.type(u"vault unlock --passphrase-fd 3"_s, {{3, passphrase}}).code;
    }
    SessionBench::Done exported(const QString &name, const QByteArray &passphrase)
    {
        return m_bench.type(u"vault export %1 --json --export-passphrase-fd 3 --passphrase-fd 4"_s.arg(name), {{3, passphrase}, {4, kPassphrase}});
    }

    /// How long the refusal took, in ms.
    qint64 refused(const QByteArray &file, const QByteArray &word)
    {
        write(u"bad.aiopsvault"_s, file);
        QElapsedTimer timer;
        timer.start();
        const auto done = m_bench.type(u"vault import bad.aiopsvault --json --export-passphrase-fd 3"_s, {{3, kFilePassphrase}});
        const qint64 took = timer.elapsed();
        [&] {
            QVERIFY(done.code != 0);
            QVERIFY2(!done.errorCode().isEmpty(), done.err.constData());
            QVERIFY2(done.err.contains(word), done.err.constData());
            QVERIFY(done.out.isEmpty());
        }();
        return took;
    }
    void nothingWasImported() { QCOMPARE(count(), 1); }

    SessionBench m_bench;
    QByteArray m_small;
    QByteArray m_big;
};

QTEST_GUILESS_MAIN(TestVaultFiles)
#include "tst_vaultfiles.moc"
