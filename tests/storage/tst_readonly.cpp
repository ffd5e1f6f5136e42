#include "storage/database.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kOrdinary = 4711; ///< root may write everywhere; no account is needed for this

} // namespace

class TestReadOnly final : public QObject
{
    Q_OBJECT

private slots:
    void readOnlyPlacesAreNamed_data()
    {
        QTest::addColumn<uint>("folderMode");
        QTest::addColumn<uint>("fileMode");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("all may be written") << 0700U << 0600U << QByteArray("opened\n");
        QTest::newRow("read-only file") << 0700U << 0400U << QByteArray("read_only\n");
        QTest::newRow("read-only folder") << 0500U << 0600U << QByteArray("read_only\n");
        QTest::newRow("both") << 0500U << 0400U << QByteArray("read_only\n");
    }
    void readOnlyPlacesAreNamed()
    {
        QFETCH(uint, folderMode);
        QFETCH(uint, fileMode);
        QFETCH(QByteArray, answer);
        const QTemporaryDir outer;
        const QString folder = outer.filePath(u"home"_s);
        const QString path = folder + u"/aiops.db"_s;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(storage::Database::open(path, m_clock));
        QByteArray before = content(path);
        ::chmod(qPrintable(path), fileMode);
        ::chmod(qPrintable(folder), folderMode);
        if (::geteuid() == 0) {
            for (const QString &place : {outer.path(), folder, path})
                QCOMPARE(::chown(qPrintable(place), kOrdinary, kOrdinary), 0);
        }
        QCOMPARE(askWorker(path), answer);
        ::chmod(qPrintable(folder), 0700);
        ::chmod(qPrintable(path), 0600);
        if (answer != "opened\n")
            QCOMPARE(content(path), before);
        QVERIFY(storage::Database::open(path, m_clock));
    }

private:
    static QByteArray askWorker(const QString &path)
    {
        QStringList words{u"open"_s, path};
        if (::geteuid() == 0)
            words << u"--uid"_s << QString::number(kOrdinary);
        QProcess worker;
        worker.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        worker.start(QStringLiteral(AIOPS_BIN_DIR "/storage-worker"), words);
        return worker.waitForFinished(20'000) && worker.exitCode() == 0 ? worker.readAllStandardOutput() : QByteArray("did not run");
    }
    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestReadOnly)
#include "tst_readonly.moc"
