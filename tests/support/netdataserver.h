#pragma once

#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace aiops::test {

/// A real Netdata on loopback with its own folders. Stopped by its process when it goes out of scope.
class NetdataServer final
{
public:
    ~NetdataServer() { stop(); }

    static bool isInstalled() { return !QStandardPaths::findExecutable(QStringLiteral("netdata"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")}).isEmpty(); }

    bool start()
    {
        QTcpServer probe;
        if (!m_home.isValid() || !probe.listen(QHostAddress::LocalHost))
            return false;
        m_port = probe.serverPort();
        probe.close();
        writeConfig();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(QStandardPaths::findExecutable(QStringLiteral("netdata"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")}),
                        {QStringLiteral("-D"), QStringLiteral("-c"), m_home.filePath(QStringLiteral("netdata.conf")), QStringLiteral("-i"),
                         QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)});
        return QTest::qWaitFor([this] { return answers(); }, 20'000);
    }
    void stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(2000);
        }
    }
    quint16 port() const { return m_port; }

private:
    bool answers() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (!socket.waitForConnected(200))
            return false;
        // While it starts it says 503; the chart of system.net is among the last to appear.
        socket.write("GET /api/v1/data?chart=system.net&after=-2&format=json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return socket.waitForReadyRead(1000) && socket.readAll().startsWith("HTTP/1.1 200");
    }
    void writeConfig() const
    {
        QByteArray text = "[global]\n run as user = root\n[directories]\n";
        for (const char *folder : {"config", "cache", "lib", "log"}) {
            QDir(m_home.path()).mkpath(QString::fromLatin1(folder));
            text += QByteArray(" ") + folder + " = " + m_home.filePath(QString::fromLatin1(folder)).toUtf8() + "\n";
        }
        text += " home = " + m_home.path().toUtf8() + "\n[db]\n mode = ram\n retention = 3600\n[logs]\n access = none\n debug = none\n"
                "[plugins]\n enable running new plugins = no\n proc = yes\n diskspace = yes\n";
        for (const char *plugin : {"apps", "cgroups", "tc", "python.d", "charts.d", "go.d", "ebpf", "perf", "statsd", "ioping", "nfacct",
                                   "freeipmi", "slabinfo", "timex", "idlejitter", "fping"})
            text += QByteArray(" ") + plugin + " = no\n";
        text += "[ml]\n enabled = no\n[health]\n enabled = no\n[cloud]\n enabled = no\n";
        QFile file(m_home.filePath(QStringLiteral("netdata.conf")));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }

    QTemporaryDir m_home;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace aiops::test
