#include "app/sessionbench.h"

#include "core/home.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace aiops::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestRun = 60'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int memoryFile(const QByteArray &content)
{
    const int fd = ::memfd_create("aiops-test", MFD_CLOEXEC);
    const bool written = ::write(fd, content.constData(), std::size_t(content.size())) == content.size();
    ::lseek(fd, 0, SEEK_SET);
    return written ? ::fcntl(fd, F_DUPFD_CLOEXEC, 200) : -1; // away from the numbers that commands use
}

QStringList wordsOf(const QString &line)
{
    const QStringList parts = line.split(u'\''); // every second one was in quotes
    QStringList words;
    for (qsizetype i = 0; i < parts.size(); ++i)
        words += i % 2 ? QStringList(parts[i]) : parts[i].split(u' ', Qt::SkipEmptyParts);
    return words;
}

} // namespace

void checkShape(const QJsonValue &value, const QString &key)
{
    static const QRegularExpression snake(u"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"_s);
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$"_s);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        QVERIFY2(snake.match(it.key()).hasMatch(), qPrintable(it.key()));
        checkShape(it.value(), it.key());
    }
    for (const QJsonValue one : value.toArray())
        checkShape(one, key);
    if ((key == "at"_L1 || key.endsWith("_at"_L1)) && !value.isNull())
        QVERIFY2(time.match(value.toString()).hasMatch(), qPrintable(key + u": "_s + value.toString()));
}

QStringList stepStates(const QJsonObject &report)
{
    QStringList states;
    for (const QJsonValue step : report[u"steps"_s].toArray())
        states.append(step[u"state"_s].toString());
    return states;
}

QJsonDocument SessionBench::Done::json() const
{
    return QJsonDocument::fromJson(out);
}

QString SessionBench::Done::errorCode() const
{
    const QJsonObject document = QJsonDocument::fromJson(err).object();
    const QJsonObject error = document.value(u"error"_s).toObject();
    const bool complete = document.size() == 1 && error.size() == 3 && !error.value(u"message"_s).toString().isEmpty() && error.value(u"hint"_s).isString();
    return complete ? error.value(u"code"_s).toString() : u"not an error document: "_s + QString::fromUtf8(err);
}

SessionBench::SessionBench()
{
    QDir().mkpath(filePath(u"user"_s));
}

SessionBench::~SessionBench()
{
    run({u"daemon"_s, u"stop"_s});
    waitUntilFree();
    const QByteArray report = sanitizerReport();
    if (!report.isEmpty())
        QTest::qFail(report.constData(), __FILE__, __LINE__);
}

std::unique_ptr<QProcess> SessionBench::start(const QStringList &words, const Descriptors &descriptors) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &foreign : {u"XDG_DATA_HOME"_s, u"SSH_AUTH_SOCK"_s, u"SSH_ASKPASS"_s, u"DISPLAY"_s})
        environment.remove(foreign);
    environment.insert(u"HOME"_s, filePath(u"user"_s));
    environment.insert(u"AIOPS_HOME"_s, home());
    environment.insert(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":log_path="_s + filePath(u"asan"_s));
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(folder());
    QHash<int, int> files;
    for (const auto &[number, content] : descriptors.asKeyValueRange())
        files.insert(number, memoryFile(content));
    process->setChildProcessModifier([files] {
        for (const auto &[number, file] : files.asKeyValueRange())
            ::dup2(file, number);
    });
    process->start(QStringLiteral(AIOPS_BIN_DIR "/aiops"), words);
    process->waitForStarted(10'000);
    for (const int file : std::as_const(files))
        ::close(file);
    return process;
}

SessionBench::Done SessionBench::finished(QProcess &process)
{
    QElapsedTimer timer;
    timer.start();
    lookAtProcesses();
    process.waitForFinished(100);
    while (process.state() != QProcess::NotRunning && timer.elapsed() < kLongestRun) {
        lookAtProcesses();
        process.waitForFinished(500);
    }
    Done done{process.exitStatus() == QProcess::NormalExit && process.state() == QProcess::NotRunning ? process.exitCode() : -1,
              process.readAllStandardOutput(), process.readAllStandardError()};
    m_shown += done.out + done.err;
    return done;
}

SessionBench::Done SessionBench::run(const QStringList &words, const Descriptors &descriptors, const QByteArray &input)
{
    const auto process = start(words, descriptors);
    process->write(input);
    process->closeWriteChannel();
    return finished(*process);
}

SessionBench::Done SessionBench::type(const QString &line, const Descriptors &descriptors, const QByteArray &input)
{
    return run(wordsOf(line), descriptors, input);
}

void SessionBench::waitUntilFree()
{
    const auto folder = Home::open(home());
    QTRY_VERIFY_WITH_TIMEOUT(HomeLock::acquire(*folder).has_value(), 20'000);
}

QByteArray SessionBench::stored() const
{
    QByteArray all;
    for (const QString &place : {home(), filePath(u"user"_s)}) {
        QDirIterator files(place, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            all += contentOf(files.next());
    }
    return all;
}

void SessionBench::lookAtProcesses()
{
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        std::error_code failed;
        const auto program = std::filesystem::read_symlink(entry.path() / "exe", failed);
        if (!failed && program.filename().string().starts_with("aiops"))
            m_shown += contentOf(QString::fromStdString(entry.path() / "cmdline")) + contentOf(QString::fromStdString(entry.path() / "environ"));
    }
}

QByteArray SessionBench::sanitizerReport() const
{
    QByteArray report;
    for (const QString &name : QDir(folder()).entryList({u"asan.*"_s}))
        report += contentOf(filePath(name));
    return report;
}

} // namespace aiops::test
