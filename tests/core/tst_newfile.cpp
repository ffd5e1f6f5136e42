#include "core/newfile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestNewFile final : public QObject
{
    Q_OBJECT

private slots:
    void itAppearsWholeAndPrivate()
    {
        auto file = NewFile::create(path(u"a"_s), NewFile::Existing::Keep);
        QVERIFY(file.has_value());
        QCOMPARE((*file)->device().write("content"), 7);
        QVERIFY(!QFile::exists(path(u"a"_s)));
        QVERIFY((*file)->commit());
        QCOMPARE(content(u"a"_s), QByteArray("content"));
        QCOMPARE(QFileInfo(path(u"a"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(entries(), QStringList{u"a"_s});
    }

    void anExistingFileIsKeptOrReplaced()
    {
        QCOMPARE(NewFile::create(path(u"a"_s), NewFile::Existing::Keep).error().code, Errc::Conflict);
        auto file = NewFile::create(path(u"a"_s), NewFile::Existing::Replace);
        (*file)->device().write("new");
        QCOMPARE(content(u"a"_s), QByteArray("content"));
        QVERIFY((*file)->commit());
        QCOMPARE(content(u"a"_s), QByteArray("new"));
        QCOMPARE(NewFile::create(m_dir.path(), NewFile::Existing::Replace).error().code, Errc::Conflict);
    }

    void aNameThatIsTakenMeanwhileIsKept()
    {
        auto file = NewFile::create(path(u"b"_s), NewFile::Existing::Keep);
        QFile other(path(u"b"_s));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("theirs") == 6);
        other.close();
        QCOMPARE((*file)->commit().error().code, Errc::Conflict);
        file->reset();
        QCOMPARE(content(u"b"_s), QByteArray("theirs"));
        QCOMPARE(entries(), (QStringList{u"a"_s, u"b"_s}));
    }

    void whatIsDroppedLeavesNothing()
    {
        {
            auto file = NewFile::create(path(u"c"_s), NewFile::Existing::Keep);
            (*file)->device().write("half");
        }
        QCOMPARE(entries(), (QStringList{u"a"_s, u"b"_s}));
    }

    void aFolderThatIsNotThereIsNamed()
    {
        const auto file = NewFile::create(path(u"no/where"_s), NewFile::Existing::Keep);
        QCOMPARE(file.error().code, Errc::NotFound);
        QVERIFY(file.error().text.contains(u"where"_s));
    }

    /// A limit on the size of files is what a full disk looks like, only without one.
    void aFullDiskIsSaidAndLeavesNothing()
    {
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit limit{10'000, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        auto file = NewFile::create(path(u"d"_s), NewFile::Existing::Keep);
        // Small pieces wait in a buffer: then it is the commit that fails.
        const Status written = writeAll((*file)->device(), QByteArray(20'000, 'x'), u"d"_s);
        const Status done = written ? (*file)->commit() : written;
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::DiskFull);
        file->reset();
        QCOMPARE(entries(), (QStringList{u"a"_s, u"b"_s}));
    }

private:
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QByteArray content(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList entries() const { return QDir(m_dir.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    QTemporaryDir m_dir;
};

QTEST_APPLESS_MAIN(TestNewFile)
#include "tst_newfile.moc"
