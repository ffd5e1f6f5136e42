#include "features/importing/csvtable.h"
#include "features/importing/hostrange.h"
#include "features/importing/knownkeys.h"
#include "features/importing/reading.h"
#include "features/importing/textdecoding.h"
#include "features/importing/yamlsubset.h"

#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::importing;

/// What every file in tests/data/import means, and that no file can do harm.
class TestImportFiles final : public QObject
{
    Q_OBJECT

private:
    static QStringList fixtures()
    {
        QStringList names;
        for (const QString &folder : {u"ssh"_s, u"csv"_s, u"ansible"_s}) {
            for (const QString &file : QDir(dataFolder() + u'/' + folder).entryList(QDir::Files, QDir::Name))
                names += folder + u'/' + file;
        }
        return names;
    }

    /// tests/data/import/expected.txt: "== file" and below it the plan in an empty home, or the error.
    static QHash<QString, QString> expectations()
    {
        QFile file(dataFolder() + u"/expected.txt"_s);
        if (!file.open(QFile::ReadOnly))
            return {};
        QHash<QString, QString> found;
        for (const QString &part : QString::fromUtf8(file.readAll()).split(u"== "_s, Qt::SkipEmptyParts))
            found.insert(part.section(u'\n', 0, 0), part.section(u'\n', 1));
        return found;
    }

    static QString review(const QString &name)
    {
        const auto document = readFixture(name);
        if (!document)
            return u"error "_s + errorName(document.error().code) + u' ' + QString(document.error().text).replace(dataFolder(), u"…"_s) + u'\n';
        return shownPlan(makePlan(*document, {}));
    }

    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }

private slots:
    void everyFileMeansWhatIsExpected_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : fixtures())
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyFileMeansWhatIsExpected()
    {
        QFETCH(QString, name);
        const QString found = review(name);
        if (qEnvironmentVariableIsSet("AIOPS_WRITE_EXPECTED")) { // to look at and to keep
            QFile file(qEnvironmentVariable("AIOPS_WRITE_EXPECTED"));
            QVERIFY(file.open(QFile::Append));
            file.write((u"== "_s + name + u'\n' + found).toUtf8());
            return;
        }
        static const auto expected = expectations();
        QVERIFY2(expected.contains(name), qPrintable(found));
        QCOMPARE(found, expected[name]);
    }

    void aSecondImportOfTheSameFileChangesNothing_data() { everyFileMeansWhatIsExpected_data(); }
    void aSecondImportOfTheSameFileChangesNothing()
    {
        QFETCH(QString, name);
        const auto document = readFixture(name);
        if (!document)
            return;
        ImportWorld world;
        const QStringList before = world.rows();
        const auto first = world.import(*document);
        QVERIFY2(first, first ? "" : qPrintable(first.error().text));
        const QStringList after = world.rows();
        const ImportPlan again = makePlan(*document, world.present());
        QVERIFY(again.chosen(again.wanted()).isEmpty());
        QCOMPARE(again.newGroups.size(), 0);
        QCOMPARE(world.import(*document)->added, 0);
        QCOMPARE(world.rows(), after);
        if (first->added == 0)
            return;
        QVERIFY(ImportWorld::wait(world.inventory.undo().undo(world.permit(team::Action::InventoryUndo))));
        QCOMPARE(world.rows(), before);
    }

    void aLongLineIsLeftOutAndTheRestComes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("kind");
        QTest::newRow("ssh_config") << u"config"_s << QByteArray("Host a\nUser ") << QByteArray("\nHost b\n") << int(SourceKind::SshConfig);
        QTest::newRow("ini") << u"hosts.ini"_s << QByteArray("a\n") << QByteArray("\nb\n") << int(SourceKind::Ansible);
        QTest::newRow("yaml") << u"hosts.yml"_s << QByteArray("all:\n  hosts:\n    a:\n    ") << QByteArray(":\n    b:\n") << int(SourceKind::Ansible);
        QTest::newRow("csv") << u"hosts.csv"_s << QByteArray("name,address\na,192.0.2.1\n") << QByteArray(",192.0.2.3\nb,192.0.2.2\n") << int(SourceKind::Csv);
    }
    void aLongLineIsLeftOutAndTheRestComes()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, kind);
        QTemporaryDir folder;
        const auto source = readSource({.kind = SourceKind(kind), .path = write(folder, name, before + QByteArray(1 << 20, 'x') + after)});
        QVERIFY(source);
        const ImportPlan plan = makePlan(source->document, {});
        QStringList names;
        for (const qsizetype row : plan.chosen(plan.wanted()))
            names += plan.rows[row].values.name;
        QCOMPARE(names, (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(plan.counts()[size_t(RowState::Error)] + plan.problems.size() > 0);
    }

    void tooLargeFilesAreRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("size");
        QTest::newRow("ssh_config over 4 MiB") << int(SourceKind::SshConfig) << qint64((4 << 20) + 1);
        QTest::newRow("Ansible over 8 MiB") << int(SourceKind::Ansible) << kLargestAnsible + 1;
        QTest::newRow("CSV over 64 MiB") << int(SourceKind::Csv) << kLargestCsv + 1;
    }
    void tooLargeFilesAreRefused()
    {
        QFETCH(int, kind);
        QFETCH(qint64, size);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"large"_s));
        QVERIFY(file.open(QFile::WriteOnly) && file.resize(size)); // sparse: no bytes are written
        QCOMPARE(readSource({.kind = SourceKind(kind), .path = file.fileName()}).error().code, Errc::TooLarge);
    }

    void whatIsNoFileIsRefused()
    {
        for (const SourceKind kind : {SourceKind::SshConfig, SourceKind::Csv, SourceKind::Ansible}) {
            QCOMPARE(readSource({.kind = kind, .path = u"/dev/zero"_s}).error().code, Errc::Invalid);
            QCOMPARE(readSource({.kind = kind, .path = dataFolder()}).error().code, Errc::Invalid);
            QCOMPARE(readSource({.kind = kind, .path = u"/nowhere"_s}).error().code, Errc::NotFound);
        }
    }

    void includesEndAtSixteenLevels()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 30; ++i)
            write(folder, u"c%1"_s.arg(i), "Include c" + QByteArray::number(i + 1) + "\nHost h" + QByteArray::number(i) + "\n");
        const auto config = ssh::readSshConfig(folder.filePath(u"c0"_s), {.home = folder.path(), .sshFolder = folder.path()});
        QVERIFY(config);
        QCOMPARE(config->hosts.size(), 16);
        QVERIFY(std::ranges::any_of(config->problems, [](const auto &problem) { return problem.text.contains("16"_L1); }));
    }

    void aBracketWithoutAnEndIsPartOfAName()
    {
        QTemporaryDir folder;
        write(folder, u"c"_s, "Include a[b\nInclude s[et]\n");
        write(folder, u"a[b"_s, "Host bracket\n");
        write(folder, u"se"_s, "Host one\n");
        write(folder, u"st"_s, "Host two\n");
        const auto config = ssh::readSshConfig(folder.filePath(u"c"_s), {.home = folder.path(), .sshFolder = folder.path()});
        QVERIFY(config);
        QCOMPARE(config->hosts.size(), 3);
    }

    void includesThatMultiplyEndSoon()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 15; ++i)
            write(folder, u"c%1"_s.arg(i), QByteArray("Include c" + QByteArray::number(i + 1) + "\n").repeated(10)); // 10^15 files
        write(folder, u"c15"_s, "Host end\n");
        const auto config = ssh::readSshConfig(folder.filePath(u"c0"_s), {.home = folder.path(), .sshFolder = folder.path()});
        QVERIFY(config);
        QVERIFY(config->problems.size() > 0);
    }

    void onlyTenThousandHostsAreTaken()
    {
        QTemporaryDir folder;
        QByteArray text;
        for (int i = 0; i < 10'100; ++i)
            text += "Host h" + QByteArray::number(i) + "\n    HostName 192.0.2.1\n";
        const auto config = ssh::readSshConfig(write(folder, u"config"_s, text), {.home = folder.path(), .sshFolder = folder.path()});
        QCOMPARE(config->hosts.size(), 10'000);
        QCOMPARE(config->problems.size(), 1);
    }

    void inputsCutAtEveryByteDoNoHarm_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u"csv/quotes.csv"_s, u"csv/utf16le.csv"_s, u"ansible/plain.yml"_s, u"ansible/quoted.yml"_s, u"ansible/jump.ini"_s,
                                    u"ansible/bad-bomb.yml"_s, u"ssh/quotes"_s, u"ssh/jump-direct"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void inputsCutAtEveryByteDoNoHarm()
    {
        QFETCH(QString, name);
        QFile file(dataFolder() + u'/' + name);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray whole = file.readAll();
        QTemporaryDir folder;
        const SourceKind kind = name.startsWith("csv"_L1) ? SourceKind::Csv : name.startsWith("ssh"_L1) ? SourceKind::SshConfig : SourceKind::Ansible;
        qsizetype most = 0;
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const auto source = readSource({.kind = kind, .path = write(folder, QFileInfo(name).fileName(), whole.first(size))});
            const ImportPlan plan = source ? makePlan(source->document, {}) : ImportPlan();
            most = qMax(most, plan.rows.size());
        }
        QVERIFY(most > 0);
    }

    void rangesExpand_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("none") << u"web"_s << QStringList{u"web"_s};
        QTest::newRow("padded") << u"w[08:10].x"_s << QStringList{u"w08.x"_s, u"w09.x"_s, u"w10.x"_s};
        QTest::newRow("plain") << u"w[8:10]"_s << QStringList{u"w8"_s, u"w9"_s, u"w10"_s};
        QTest::newRow("letters") << u"[a:c]-db"_s << QStringList{u"a-db"_s, u"b-db"_s, u"c-db"_s};
        QTest::newRow("step") << u"n[1:6:2]"_s << QStringList{u"n1"_s, u"n3"_s, u"n5"_s};
        QTest::newRow("two") << u"[a:b][1:2]"_s << QStringList{u"a1"_s, u"a2"_s, u"b1"_s, u"b2"_s};
        QTest::newRow("IPv6 is none") << u"[2001:db8::1]"_s << QStringList{u"[2001:db8::1]"_s};
        QTest::newRow("backwards") << u"w[9:1]"_s << QStringList();
        QTest::newRow("too many") << u"w[1:999999999]"_s << QStringList();
        QTest::newRow("too many together") << u"[1:999][1:999]"_s << QStringList();
    }
    void rangesExpand()
    {
        QFETCH(QString, pattern);
        QTEST(expandHostRange(pattern, 10'000).value_or(QStringList()), "names");
    }

    void formulasAreGuardedAndComeBack_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"=1+1", "+49 30", "-rf", "@SUM(A1)", "\tx", "\rx", "'quoted", "''", "'", "", "plain", "a,b", "a\"b", "two\nlines", " space ", "'=x"})
            QTest::newRow(value) << QString::fromUtf8(value);
    }
    void formulasAreGuardedAndComeBack()
    {
        QFETCH(QString, value);
        for (const QChar delimiter : {u',', u';', u'\t'}) {
            const QString cell = csvCell(value, delimiter);
            const QString bare = cell.startsWith(u'"') ? cell.sliced(1) : cell;
            QVERIFY(bare.isEmpty() || !QStringView(u"=+-@\t\r").contains(bare.front()));
            const auto table = readCsv(u"a%1b\n%2%1end\n"_s.arg(delimiter).arg(cell), delimiter);
            QVERIFY(table && table->rows.size() == 1);
            QCOMPARE(plainCell(table->rows[0].cells[0]), value);
            QCOMPARE(table->rows[0].cells[1], u"end"_s);
        }
    }

    void yamlScalarsComeBack_data() { formulasAreGuardedAndComeBack_data(); }
    void yamlScalarsComeBack()
    {
        QFETCH(QString, value);
        QList<Problem> problems;
        const YamlNode node = readYaml(u"key: "_s + yamlScalar(value) + u"\nnext: 1\n"_s, {}, problems);
        QCOMPARE(problems.size(), 0);
        QCOMPARE(node.pairs.size(), 2u);
        QCOMPARE(node.pairs[0].value.text, value);
        QCOMPARE(node.pairs[1].value.text, u"1"_s);
    }

    void columnsAreMapped_data()
    {
        QTest::addColumn<QStringList>("pairs");
        QTest::addColumn<QString>("columns");
        QTest::newRow("guessed") << QStringList() << u"name,address,-,-"_s;
        QTest::newRow("given") << QStringList{u"Box=notes"_s} << u"name,address,notes,-"_s;
        QTest::newRow("taken away") << QStringList{u"Extra=address"_s} << u"name,-,-,address"_s;
        QTest::newRow("left out") << QStringList{u"name=none"_s} << u"-,address,-,-"_s;
        QTest::newRow("no such column") << QStringList{u"absent=name"_s} << QString();
        QTest::newRow("no such field") << QStringList{u"Box=colour"_s} << QString();
        QTest::newRow("no pair") << QStringList{u"Box"_s} << QString();
        QTest::newRow("twice") << QStringList{u"Box=user"_s, u"Extra=user"_s} << QString();
    }
    void columnsAreMapped()
    {
        QFETCH(QStringList, pairs);
        const auto columns = mapColumns({u"name"_s, u"IP"_s, u"Box"_s, u"Extra"_s}, pairs);
        QStringList keys;
        for (const CsvField field : columns.value_or(QList<CsvField>()))
            keys += field == CsvField::None ? u"-"_s : csvFieldKey(field);
        QTEST(keys.join(u','), "columns");
    }

    void theEncodingOfThePersonWins()
    {
        const QByteArray bytes = "k\xf6ln";
        QCOMPARE(decodeText(bytes)->encoding, u"Windows-1252"_s);
        QVERIFY(decodeText(bytes)->guessed);
        QCOMPARE(decodeText(bytes, u"UTF-8"_s).error().code, Errc::Invalid);
        QCOMPARE(decodeText(bytes, u"EBCDIC"_s).error().code, Errc::Invalid);
        QCOMPARE(decodeText("k\xc3\xb6ln", u"Windows-1252"_s)->text, QString::fromUtf8("k\xc3\x83\xc2\xb6ln"));
    }

    void knownHostsGiveKeysPlainAndHashed()
    {
        const QByteArray key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIg3TqYyHQ8SYDBzSVFTGEtHEWcRFYLRPMyQ0PMQrgGh";
        const QByteArray hashed = "|1|" + QByteArray("saltsaltsaltsaltsalt").toBase64() + "|"
                                  + QMessageAuthenticationCode::hash("[192.0.2.2]:2222", "saltsaltsaltsaltsalt", QCryptographicHash::Sha1).toBase64();
        QTemporaryDir folder;
        const QString path = write(folder, u"known_hosts"_s, "other.example.com " + key + "\nalias,192.0.2.1 " + key + "\n" + hashed + " " + key + "\nbroken line\n");
        ImportPlan plan;
        plan.rows += PlanRow{.values = {.name = u"a"_s, .address = u"192.0.2.1"_s}};
        plan.rows += PlanRow{.values = {.name = u"b"_s, .address = u"192.0.2.2"_s, .port = 2222}};
        plan.rows += PlanRow{.values = {.name = u"c"_s, .address = u"192.0.2.3"_s}};
        const auto known = knownKeysFor(plan, {0, 1, 2}, path);
        QVERIFY(known);
        QCOMPARE(known->keys.size(), 2);
        QCOMPARE(known->warnings.size(), 1);
        ssh::KnownHosts hosts(folder.filePath(u"own"_s), {});
        QCOMPARE(*hosts.trust(known->keys), 2);
        QCOMPARE(*hosts.trust(known->keys), 0);
        QCOMPARE(hosts.check(u"192.0.2.2"_s, 2222, known->keys[0].key)->match, ssh::KnownHosts::Match::Known);
        QCOMPARE(hosts.check(u"192.0.2.3"_s, 22, known->keys[0].key)->match, ssh::KnownHosts::Match::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestImportFiles)
#include "tst_importfiles.moc"
