#include "support/process.h"

#include <QProcess>
#include <QTcpServer>

namespace aiops::test {

std::optional<QByteArray> runTool(const QString &program, const QStringList &arguments, const QByteArray &input,
                                  const QStringList &environment)
{
    QProcess process;
    if (!environment.isEmpty())
        process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000) || process.exitCode() != 0) {
        qWarning() << program << arguments << process.errorString() << process.readAllStandardError();
        return std::nullopt;
    }
    return process.readAllStandardOutput();
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

ServerProcess::ServerProcess() = default;

ServerProcess::~ServerProcess()
{
    stop();
}

bool ServerProcess::start(const QString &program, const QStringList &arguments, const QString &logFile, const QStringList &environment)
{
    stop();
    m_process = std::make_unique<QProcess>();
    if (!environment.isEmpty())
        m_process->setEnvironment(QProcess::systemEnvironment() + environment);
    m_process->setStandardErrorFile(logFile, QIODevice::Append);
    m_process->setStandardOutputFile(logFile, QIODevice::Append);
    m_process->start(program, arguments);
    return m_process->waitForStarted(10'000);
}

void ServerProcess::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(3'000)) {
        m_process->kill();
        m_process->waitForFinished(3'000);
    }
    m_process.reset();
}

qint64 ServerProcess::pid() const
{
    return m_process ? m_process->processId() : 0;
}

bool ServerProcess::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

} // namespace aiops::test
