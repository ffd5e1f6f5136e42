#pragma once

#include "core/home.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace aiops::test {

/// A copy of `aiops` beside the owner with test verbs, and a home folder of its own. The owner ends with it.
class ClientBench final
{
public:
    ClientBench()
    {
        const QString bin = QStringLiteral(AIOPS_BIN_DIR);
        QFile::copy(bin + QStringLiteral("/aiops"), program());
        QFile::link(bin + QStringLiteral("/cli-test-owner"), m_folder.filePath(QStringLiteral("aiops-owner")));
    }
    ~ClientBench()
    {
        result({QStringLiteral("daemon"), QStringLiteral("stop")});
        const auto folder = Home::open(home());
        QTRY_VERIFY_WITH_TIMEOUT(HomeLock::acquire(*folder).has_value(), 6000);
        QCOMPARE(sanitizerReport(), QByteArray());
    }

    QString program() const { return m_folder.filePath(QStringLiteral("aiops")); }
    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QString folder() const { return m_folder.path(); }

    struct Done
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };

    std::unique_ptr<QProcess> start(const QStringList &words) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AIOPS_HOME"), home());
        // Freed memory that the sanitizer keeps would look like the owner's; and nobody sees the owner's stderr.
        environment.insert(QStringLiteral("ASAN_OPTIONS"), qEnvironmentVariable("ASAN_OPTIONS")
                                                               + QStringLiteral(":quarantine_size_mb=1:log_path=") + m_folder.filePath(QStringLiteral("asan")));
        process->setProcessEnvironment(environment);
        process->setWorkingDirectory(m_folder.path());
        process->start(program(), words);
        return process;
    }

    static Done finished(QProcess &process)
    {
        QElapsedTimer timer;
        timer.start();
        while (process.state() != QProcess::NotRunning && timer.elapsed() < 60'000)
            QTest::qWait(1);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    Done result(const QStringList &words, const QByteArray &input = {}) const
    {
        const auto process = start(words);
        process->write(input);
        process->closeWriteChannel();
        return finished(*process);
    }

private:
    QByteArray sanitizerReport() const
    {
        QByteArray report;
        for (const QString &name : QDir(m_folder.path()).entryList({QStringLiteral("asan.*")})) {
            QFile file(m_folder.filePath(name));
            if (file.open(QFile::ReadOnly))
                report += file.readAll();
        }
        return report;
    }

    QTemporaryDir m_folder;
};

} // namespace aiops::test
