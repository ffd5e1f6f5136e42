#include "features/exec/captured.h"
#include "features/exec/hostfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace aiops;
using namespace aiops::exec;
using namespace Qt::StringLiterals;

class TestCaptured final : public QObject
{
    Q_OBJECT

private slots:
    void shortOutputIsWhole()
    {
        Captured captured(10, 10);
        for (const char c : QByteArray("0123456789abcdefghij"))
            captured.feed(QByteArrayView(&c, 1));
        QVERIFY(!captured.isCut());
        QCOMPARE(captured.head().toByteArray() + captured.tail().toByteArray(), "0123456789abcdefghij");
    }
    void longOutputKeepsItsEnds()
    {
        Captured captured(64, 64);
        QByteArray all;
        for (int i = 0; i < 1000; ++i)
            all += "line " + QByteArray::number(i) + '\n';
        for (qsizetype at = 0; at < all.size(); at += 7)
            captured.feed(QByteArrayView(all).sliced(at).first(std::min<qsizetype>(7, all.size() - at)));
        QVERIFY(captured.isCut());
        QCOMPARE(captured.bytes(), all.size());
        QVERIFY(all.startsWith(captured.head()));
        QVERIFY(captured.head().endsWith('\n')); // whole lines at the cut
        QVERIFY(all.endsWith(captured.tail()));
        QVERIFY(captured.tail().startsWith("line "));
        QCOMPARE(captured.cutBytes() + captured.head().size() + captured.tail().size(), all.size());
    }
    void equalOutputHasAnEqualDigest()
    {
        Captured one(4, 4), two(4, 4), three(4, 4);
        one.feed("abcdefghijkl");
        for (const char c : QByteArray("abcdefghijkl"))
            two.feed(QByteArrayView(&c, 1));
        three.feed("abcdefgHijkl"); // differs in what is not kept
        QCOMPARE(one.digest(), two.digest());
        QVERIFY(one.digest() != three.digest());
    }
    void aFileIsPrivateAndMasked()
    {
        QTemporaryDir folder;
        Masking masking;
        masking.add(std::make_shared<const Secret>(Secret::copyOf("tulip-77")));
        const QString path = folder.filePath(u"runs/1/0.log"_s);
        {
            HostFile file(path, std::make_shared<FileBudget>(), masking);
            file.write("a tuli");
            file.write("p-77 b\n-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");
            file.write("BBBB\n-----END OPENSSH PRIVATE KEY-----\nend \x1b[2J");
        }
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), "a [hidden] b\n[hidden]\nend \\x1b[2J");
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup), QFile::Permissions());
        QCOMPARE(QFile::permissions(folder.filePath(u"runs/1"_s)) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
    }
    void aFileEndsAtItsBudget()
    {
        QTemporaryDir folder;
        Masking masking;
        const auto budget = std::make_shared<FileBudget>(FileBudget{10'000});
        HostFile one(folder.filePath(u"one"_s), budget, masking), two(folder.filePath(u"two"_s), budget, masking);
        for (int i = 0; i < 1000; ++i) {
            one.write("twenty bytes a line\n");
            two.write("twenty bytes a line\n");
        }
        one.close();
        two.close();
        const qint64 sum = QFileInfo(folder.filePath(u"one"_s)).size() + QFileInfo(folder.filePath(u"two"_s)).size();
        QCOMPARE_LE(sum, 10'100);
        QCOMPARE_GE(sum, 9'000);
        QFile file(folder.filePath(u"one"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(file.readAll().endsWith("[The rest was not kept.]\n"));
        QVERIFY2(one.cut().contains("one run"_L1), qPrintable(one.cut()));
    }
    void aFullDiskIsSaid_data()
    {
        QTest::addColumn<bool>("isMounted");
        QTest::newRow("no room on the disk") << true;
        QTest::newRow("no larger file") << false;
    }
    void aFullDiskIsSaid()
    {
        QFETCH(bool, isMounted);
        QTemporaryDir folder;
        if (isMounted && ::mount("aiops-test", qPrintable(folder.path()), "tmpfs", 0, "size=128k") != 0)
            isMounted = false; // not allowed here: the limit takes its place
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{100'000, before.rlim_max};
        if (!isMounted)
            ::setrlimit(RLIMIT_FSIZE, &small);
        const Masking masking;
        HostFile file(folder.filePath(u"runs/0.log"_s), std::make_shared<FileBudget>(), masking);
        for (int i = 0; i < 20'000; ++i)
            file.write("twenty bytes a line\n");
        file.close();
        ::setrlimit(RLIMIT_FSIZE, &before);
        const qint64 size = QFileInfo(file.path()).size();
        if (isMounted)
            ::umount2(qPrintable(folder.path()), MNT_DETACH);
        QVERIFY2(file.cut().contains("the disk of this computer is full"_L1), qPrintable(file.cut()));
        QVERIFY(file.exists());
        QCOMPARE_GT(size, 10'000);
        QCOMPARE_LE(size, 128 * 1024);
    }
    void aWholeFileIsNotCut()
    {
        QTemporaryDir folder;
        const Masking masking;
        HostFile file(folder.filePath(u"runs/0.log"_s), std::make_shared<FileBudget>(), masking);
        file.write("a line\n");
        file.close();
        QVERIFY(file.exists());
        QCOMPARE(file.cut(), QString());
    }
};

QTEST_GUILESS_MAIN(TestCaptured)
#include "tst_captured.moc"
