#pragma once

#include <QByteArray>
#include <QStringList>

#include <memory>

class QProcess;

namespace aiops::test {

/// Runs a program to its end; its output, or nothing and a warning when it fails. For fixtures only.
std::optional<QByteArray> runTool(const QString &program, const QStringList &arguments, const QByteArray &input = {},
                                  const QStringList &environment = {});

/// A port of the loopback interface that nobody listens on.
quint16 freePort();

/// A server that is stopped by its own process id when this goes away.
class ServerProcess final
{
public:
    ServerProcess();
    ~ServerProcess();
    /// `environment` comes to that of the test: "NAME=value".
    bool start(const QString &program, const QStringList &arguments, const QString &logFile, const QStringList &environment = {});
    void stop();
    qint64 pid() const;
    bool isRunning() const;

private:
    std::unique_ptr<QProcess> m_process;
};

} // namespace aiops::test
