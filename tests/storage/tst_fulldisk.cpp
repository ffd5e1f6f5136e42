#include "core/ids.h"
#include "storage/command.h"
#include "storage/database.h"
#include "storage/sqlerror.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

constexpr rlim_t kLimit = 2'000'000;

/// A place that gets full: a file system of 4 MiB, or a limit on the size of files.
class SmallDisk
{
public:
    virtual ~SmallDisk() = default;
    virtual QString folder() const = 0;
    virtual bool isReady() const = 0;
    virtual void giveSpace() = 0;
};

class SmallFileSystem final : public SmallDisk
{
public:
    SmallFileSystem()
    {
        m_mounted = ::mount("aiops-test", qPrintable(m_folder.path()), "tmpfs", 0, "size=4m") == 0;
        QFile filler(m_folder.filePath(u"filler"_s));
        if (m_mounted && filler.open(QIODevice::WriteOnly))
            filler.write(QByteArray(3'000'000, 'x'));
    }
    ~SmallFileSystem() override
    {
        if (m_mounted)
            ::umount2(qPrintable(m_folder.path()), MNT_DETACH);
    }
    QString folder() const override { return m_folder.path(); }
    bool isReady() const override { return m_mounted; }
    void giveSpace() override { QFile::remove(m_folder.filePath(u"filler"_s)); }

private:
    QTemporaryDir m_folder;
    bool m_mounted = false;
};

class LimitedFiles final : public SmallDisk
{
public:
    LimitedFiles()
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{kLimit, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~LimitedFiles() override { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    QString folder() const override { return m_folder.path(); }
    bool isReady() const override { return true; }
    void giveSpace() override { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    QTemporaryDir m_folder;
    rlimit m_before{};
};

} // namespace

class TestFullDisk final : public QObject
{
    Q_OBJECT

private slots:
    void nothingSavedIsLost_data()
    {
        QTest::addColumn<bool>("fileSystem");
        QTest::newRow("full file system") << true;
        QTest::newRow("largest file") << false;
    }
    void nothingSavedIsLost()
    {
        QFETCH(bool, fileSystem);
        std::unique_ptr<SmallDisk> disk;
        if (fileSystem)
            disk = std::make_unique<SmallFileSystem>();
        else
            disk = std::make_unique<LimitedFiles>();
        if (!disk->isReady())
            QSKIP("no right to mount here; the other row shows the same");
        auto db = std::move(*storage::Database::open(disk->folder() + u"/aiops.db"_s, m_clock));
        auto audit = std::make_shared<team::AuditLog>(*db);
        team::Gatekeeper gate(m_clock, audit);

        int saved = 0;
        Status status;
        for (int i = 0; i < 500 && status; ++i) {
            status = add(*db, gate, i);
            saved += status ? 1 : 0;
        }
        QVERIFY(!status);
        QCOMPARE(status.error().code, Errc::DiskFull);
        QVERIFY(!status.error().hint.isEmpty());
        QCOMPARE_GT(saved, 3);
        QCOMPARE(count(*db), saved);

        disk->giveSpace();
        QVERIFY(add(*db, gate, 1000));
        QCOMPARE(count(*db), saved + 1);
        auto report = audit->verify();
        QTRY_VERIFY(report.isFinished());
        QCOMPARE(takeResult<team::VerifyReport>(report)->firstBad, 0);
        db.reset();
        db = std::move(*storage::Database::open(disk->folder() + u"/aiops.db"_s, m_clock));
        QCOMPARE(count(*db), saved + 1);
    }

    void aFullDiskAtTheStartIsNamed()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"aiops.db"_s);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit none{4096, before.rlim_max};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &none);
        const auto opened = storage::Database::open(path, m_clock);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!opened);
        QVERIFY2(opened.error().code == Errc::DiskFull, qPrintable(opened.error().detail));
        QVERIFY(storage::Database::open(path, m_clock));
    }

private:
    static Status add(storage::Database &db, team::Gatekeeper &gate, int number)
    {
        auto future = db.command<void>(*gate.request(team::Action::OrganizationAdd), [number](storage::Command &command) {
            const QString slug = u"o-%1"_s.arg(number);
            return command.insert(u"organization"_s, newUuid(),
                                  {{u"name"_s, QString(20'000, u'n')}, {u"slug"_s, slug}, {u"created_at"_s, u"t"_s}});
        });
        return QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) ? takeResult<void>(future)
                                                                           : Status(std::unexpected(Error{Errc::TimedOut, u"test"_s}));
    }
    static int count(storage::Database &db)
    {
        QSqlDatabase reader = db.reader();
        auto query = storage::run(reader, u"SELECT count(*) FROM row_organization"_s);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
