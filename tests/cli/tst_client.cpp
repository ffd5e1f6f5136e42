#include "cli/clientrun.h"
#include "core/home.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

qint64 memoryOf(qint64 pid)
{
    QFile file(u"/proc/%1/statm"_s.arg(pid));
    return file.open(QFile::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

class TestClient final : public QObject
{
    Q_OBJECT

private slots:
    void streamsAndExitCodeAreKeptApart()
    {
        const ClientBench bench;
        const auto done = bench.result({u"t"_s, u"print"_s, u"--out"_s, u"O\n"_s, u"--err"_s, u"E\n"_s, u"--code"_s, u"42"_s});
        QCOMPARE(done.code, 42);
        QCOMPARE(done.out, "O\n");
        QCOMPARE(done.err, "E\n");
    }

    void tenMebibytesOfAnythingPassThrough_data()
    {
        QTest::addColumn<bool>("daemon");
        QTest::newRow("own owner") << false;
        QTest::newRow("daemon") << true;
    }
    void tenMebibytesOfAnythingPassThrough()
    {
        QFETCH(bool, daemon);
        const ClientBench bench;
        if (daemon)
            QCOMPARE(bench.result({u"daemon"_s, u"start"_s}).code, 0);
        QByteArray input(10 << 20, Qt::Uninitialized);
        for (qsizetype i = 0; i < input.size(); ++i)
            input[i] = char((i * 2654435761U) >> 13);
        const auto done = bench.result({u"t"_s, u"cat"_s}, input);
        QCOMPARE(done.code, 0);
        QCOMPARE(QCryptographicHash::hash(done.out, QCryptographicHash::Sha256), QCryptographicHash::hash(input, QCryptographicHash::Sha256));
    }

    void aSlowReaderCostsTheOwnerNoMemory()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({u"daemon"_s, u"start"_s}).code, 0);
        const qint64 owner = bench.result({u"t"_s, u"pid"_s}).out.trimmed().toLongLong();
        const qint64 before = memoryOf(owner);
        const auto process = bench.start({u"t"_s, u"flood"_s, u"200"_s});
        process->setReadChannel(QProcess::StandardOutput);
        QTRY_VERIFY(process->bytesAvailable() > 1000);
        ::kill(pid_t(process->processId()), SIGSTOP); // reads nothing
        QCOMPARE(bench.result({u"t"_s, u"true"_s}).code, 0);
        QVERIFY2(memoryOf(owner) < before + (24 << 20), qPrintable(QString::number(memoryOf(owner) - before)));
        ::kill(pid_t(process->processId()), SIGCONT);
        QCOMPARE(ClientBench::finished(*process).out.size(), qsizetype(200) << 20);
        QVERIFY2(memoryOf(owner) < before + (24 << 20), qPrintable(QString::number(memoryOf(owner) - before)));
    }

    void interruptCancelsTheCommand()
    {
        const ClientBench bench;
        const auto process = bench.start({u"t"_s, u"wait"_s});
        QTRY_VERIFY(process->bytesAvailable() > 0);
        ::kill(pid_t(process->processId()), SIGINT);
        QCOMPARE(ClientBench::finished(*process).code, 130);
        QTRY_VERIFY(QFile::exists(bench.folder() + u"/interrupted"_s));
    }

    void aCommandThatIgnoresTheInterruptIsLeft()
    {
        const ClientBench bench;
        const auto process = bench.start({u"t"_s, u"stubborn"_s});
        QTRY_VERIFY(process->bytesAvailable() > 0);
        QElapsedTimer timer;
        timer.start();
        ::kill(pid_t(process->processId()), SIGINT);
        QCOMPARE(ClientBench::finished(*process).code, 130);
        QVERIFY(timer.elapsed() < 4000);
    }

    void aKilledClientInterruptsItsCommand()
    {
        const ClientBench bench;
        const auto process = bench.start({u"t"_s, u"wait"_s});
        QTRY_VERIFY(process->bytesAvailable() > 0);
        process->kill();
        QTRY_VERIFY(QFile::exists(bench.folder() + u"/interrupted"_s));
    }

    void twoCommandsAtOnceShareOneOwner()
    {
        const ClientBench bench;
        const auto first = bench.start({u"t"_s, u"cat"_s});
        first->write("a");
        QTRY_VERIFY(first->bytesAvailable() > 0);
        const auto one = bench.result({u"t"_s, u"pid"_s});
        const auto two = bench.result({u"t"_s, u"pid"_s});
        QCOMPARE(one.code, 0);
        QCOMPARE(one.out, two.out);
        first->closeWriteChannel();
        QCOMPARE(ClientBench::finished(*first).code, 0);
        QTRY_VERIFY(::kill(pid_t(one.out.trimmed().toLongLong()), 0) != 0); // it ended with its last client
    }

    void manyAtOnceAllFindAnOwner()
    {
        const ClientBench bench;
        for (int round = 0; round < 3; ++round) {
            std::vector<std::unique_ptr<QProcess>> all;
            for (int i = 0; i < 8; ++i)
                all.push_back(bench.start({u"t"_s, u"print"_s, u"--out"_s, QString::number(i)}));
            for (int i = 0; i < 8; ++i) {
                const auto done = ClientBench::finished(*all[size_t(i)]);
                QCOMPARE(done.err, QByteArray());
                QCOMPARE(done.out, QByteArray::number(i));
                QCOMPARE(done.code, 0);
            }
        }
    }

    void aLockedHomeWithoutAnswerIsAClearError()
    {
        const ClientBench bench;
        const auto home = Home::open(bench.home());
        const auto lock = HomeLock::acquire(*home);
        const auto done = bench.result({u"t"_s, u"true"_s, u"--json"_s});
        QCOMPARE(done.code, 1);
        QCOMPARE(QJsonDocument::fromJson(done.err)[u"error"_s][u"code"_s].toString(), u"busy"_s);
        QCOMPARE(bench.result({u"t"_s, u"free"_s}).out, "free\n"); // needs no home
    }

    void anOwnerThatCrashesIsReported()
    {
        const ClientBench bench;
        const auto done = bench.result({u"t"_s, u"crash"_s});
        QCOMPARE(done.code, 1);
        QVERIFY(done.err.contains("unexpectedly"));
        QCOMPARE(bench.result({u"t"_s, u"true"_s}).code, 0); // what it left does not disturb
    }

    void aMissingOwnerProgramIsNamed()
    {
        const ClientBench bench;
        QFile::remove(bench.folder() + u"/aiops-owner"_s);
        const auto done = bench.result({u"t"_s, u"true"_s});
        QCOMPARE(done.code, 1);
        QVERIFY(done.err.contains("aiops-owner"));
    }

    void promptsWithoutTerminalAreErrors()
    {
        const ClientBench bench;
        const auto forbidden = bench.result({u"t"_s, u"ask"_s, u"--no-input"_s, u"--json"_s});
        QCOMPARE(forbidden.code, 2);
        const QJsonObject error = QJsonDocument::fromJson(forbidden.err)[u"error"_s].toObject();
        QCOMPARE(error.value(u"code"_s).toString(), u"no_input"_s);
        QVERIFY(error.value(u"message"_s).toString().contains(u"Passphrase of the test"_s));
    }

    void secretsComeFromDescriptorsAndFiles()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--fd"_s, u"0"_s}, "from fd\n").out, "<from fd>\n");
        QFile file(bench.folder() + u"/secret"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("from file\r\n");
        file.close();
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--file"_s, u"secret"_s}).out, "<from file>\n");
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--file"_s, u"none"_s}).code, 3);
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--file"_s, u"/"_s}).code, 3);
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--fd"_s, u"77"_s}).code, 2);
        QCOMPARE(bench.result({u"t"_s, u"secret"_s, u"--fd"_s, u"0"_s}, QByteArray(70'000, 'x')).code, 1);
    }

    void theSocketIsPrivateAndGoesWithTheOwner()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({u"daemon"_s, u"start"_s}).code, 0);
        struct stat info{};
        QCOMPARE(::stat(QFile::encodeName(bench.home() + u"/owner.sock"_s).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600U);
        QCOMPARE(QJsonDocument::fromJson(bench.result({u"daemon"_s, u"status"_s, u"--json"_s}).out)[u"kind"_s].toString(), u"daemon"_s);
        QCOMPARE(bench.result({u"daemon"_s, u"stop"_s}).code, 0);
        QTRY_VERIFY(!QFile::exists(bench.home() + u"/owner.sock"_s));
        QCOMPARE(QJsonDocument::fromJson(bench.result({u"daemon"_s, u"status"_s, u"--json"_s}).out)[u"running"_s].toBool(true), false);
    }

    void aHomeWithALongPathIsFoundToo()
    {
        const ClientBench bench;
        const QString home = bench.folder() + u'/' + QString(150, u'h');
        const QStringList start{u"--home"_s, home, u"daemon"_s, u"start"_s};
        QCOMPARE(bench.result(start).code, 0);
        const auto one = bench.result({u"t"_s, u"pid"_s, u"--home"_s, home});
        const auto two = bench.result({u"t"_s, u"pid"_s, u"--home=%1"_s.arg(home)});
        QCOMPARE(bench.result({u"daemon"_s, u"stop"_s, u"--home"_s, home}).code, 0);
        QVERIFY(!one.out.isEmpty());
        QCOMPARE(one.out, two.out);
    }

    void wrongUsageIsTwo()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({}).code, 2);
        QCOMPARE(bench.result({u"t"_s, u"treu"_s}).code, 2);
        QVERIFY(bench.result({u"t"_s, u"treu"_s}).err.contains("“true”"));
        QCOMPARE(bench.result({u"--version"_s}).out, "aiops " AIOPS_VERSION "\n");
        QVERIFY(!QDir(bench.home()).exists()); // none of these needs a home
    }

    void namesComplete()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({u"__complete"_s, u"instance"_s, u"--"_s, u"web"_s}).out, "web-1\nweb-2\n");
        QCOMPARE(bench.result({u"__complete"_s, u"nonsense"_s, u"--"_s, u""_s}).code, 0);
    }

    void aRoundTripIsQuick()
    {
        const ClientBench bench;
        QCOMPARE(bench.result({u"daemon"_s, u"start"_s}).code, 0);
        QList<qint64> times;
        for (int i = 0; i < 21; ++i) {
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(bench.result({u"t"_s, u"true"_s}).code, 0);
            times.append(timer.nsecsElapsed() / 1000);
        }
        std::ranges::sort(times);
        qInfo("round trip through a daemon: median %lld us, p90 %lld us", times[10], times[18]);
        QVERIFY(times[10] < 500'000);
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
