#include "features/importing/reading.h"

#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace aiops;
using namespace aiops::importing;

/// Files that are made to take all time or memory.
class TestImportLimits final : public QObject
{
    Q_OBJECT

private:
    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }

private slots:
    void tooManyRowsAreRefused()
    {
        QTemporaryDir folder;
        const QByteArray rows = "name\n" + QByteArray("a\n").repeated(250'000);
        const auto source = readSource({.kind = SourceKind::Csv, .path = write(folder, u"most.csv"_s, rows)});
        QVERIFY(source);
        QCOMPARE(source->document.hosts.size(), 250'000);
        QCOMPARE(readSource({.kind = SourceKind::Csv, .path = write(folder, u"more.csv"_s, rows + "a\n")}).error().code, Errc::TooLarge);
    }

    /// Short files that would fill the memory, or take hours, if each thing in them met each other one.
    void whatMultipliesEndsSoon_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("hosts"); ///< -1: any number
        QTest::addColumn<QString>("told");
        const auto many = [](int count, const char *line) {
            QByteArray text;
            for (int i = 0; i < count; ++i)
                text += QByteArray(line).replace('#', QByteArray::number(i));
            return text;
        };
        const int ini = int(SourceKind::Ansible), ssh = int(SourceKind::SshConfig);
        const QByteArray all = "h[0:9999]\n";
        QTest::newRow("the same range again and again") << ini << all.repeated(30'000) << 10'000 << u"500,000 times"_s;
        QTest::newRow("a range with many values") << ini << "h[0:9999] " + many(3000, "a#=1 ") + '\n' << 0 << u"500,000 times"_s;
        QTest::newRow("a long range") << ini << QByteArray(60'000, 'h') + all << 0 << u"too long"_s;
        QTest::newRow("values of all") << ini << all + "[all:vars]\n" + many(30'000, "a#=1\n") << 10'000 << QString();
        QTest::newRow("many parents") << ini << "[c]\n" + all + many(20'000, "[g#:children]\nc\n") << 10'000 << QString();
        QTest::newRow("groups with the same hosts") << ini << many(45, ("[g#]\n" + all).constData()) << 10'000 << QString();
        QTest::newRow("notes of all") << ini << all + "[all:vars]\naiops_notes=" + QByteArray(20'000, '\\') + '\n' << 10'000 << QString();
        QTest::newRow("tags of all") << ini << all + "[all:vars]\naiops_tags=" + QByteArray("t;").repeated(30'000) + '\n' << 10'000 << QString();
        QTest::newRow("hops of all") << ini << all + "[all:vars]\nansible_ssh_common_args=-J " + QByteArray("j,").repeated(30'000) + "j\n" << 10'000
                                     << QString();
        QTest::newRow("a map in a line") << ini << "---\n" + ("a: {" + many(8000, "k#: , ") + "}\n").repeated(30) << 0 << QString();
        QTest::newRow("patterns and hosts") << ssh << QByteArray("Host *\nPort 1\n").repeated(20'000) + many(9000, "Host h#\n") << -1 << u"too much"_s;
        QTest::newRow("a long value for all") << ssh << "Host *\nIdentityFile " + QByteArray(60'000, 'i') + '\n' + many(9000, "Host h#\n") << -1 << u"too much"_s;
        QTest::newRow("words") << ssh << QByteArray("a b\n").repeated(300'000) << 0 << u"1,000,000 words"_s;
        QTest::newRow("a long name") << ssh << "Host " + QByteArray("a").repeated(30'000) + "\nHost " + QByteArray("a*").repeated(20'000) + "\nPort 1\n" << 0
                                     << u"longer than 255"_s;
        QTest::newRow("includes of nothing") << ssh << QByteArray("Include /proc/*/nothing\n").repeated(50'000) << 0 << QString();
        QTest::newRow("hops") << ssh << "Host a\nProxyJump " + QByteArray("j,").repeated(40) + "j\n" << 1 << u"cannot be read"_s;
    }
    void whatMultipliesEndsSoon()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, text);
        QFETCH(int, hosts);
        QFETCH(QString, told);
        QTemporaryDir folder;
        const std::clock_t before = std::clock();
        const auto source = readSource({.kind = SourceKind(kind), .path = write(folder, text.startsWith("---") ? u"a.yml"_s : u"a"_s, text)});
        QVERIFY(source);
        const ImportPlan plan = makePlan(source->document, {});
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC; // of the processor: others may keep it busy
        QVERIFY2(seconds < 20, qPrintable(QString::number(seconds)));
        if (hosts >= 0)
            QCOMPARE(source->document.hosts.size(), hosts);
        const bool isTold = std::ranges::any_of(source->document.problems, [&](const Problem &problem) { return problem.text.contains(told); });
        QVERIFY(told.isEmpty() || isTold);
    }
};

QTEST_GUILESS_MAIN(TestImportLimits)
#include "tst_importlimits.moc"
