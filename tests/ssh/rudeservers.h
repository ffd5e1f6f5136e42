#pragma once

#include "support/process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh::test {

using namespace Qt::StringLiterals;

/// Speaks SSH up to a point and then does what the words say: tests/support/hostilessh.py.
class RudeServer final
{
public:
    bool start(const QStringList &words)
    {
        m_port = aiops::test::freePort();
        const QStringList arguments = QStringList{QStringLiteral(AIOPS_SOURCE_DIR "/tests/support/hostilessh.py"), QString::number(m_port)} + words;
        return m_process.start(u"python3"_s, arguments, m_folder.filePath(u"log"_s))
               && QTest::qWaitFor([this] { return log().contains("ready"); }, 20'000);
    }
    quint16 port() const { return m_port; }
    QByteArray log() const
    {
        QFile file(m_folder.filePath(u"log"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
    aiops::test::ServerProcess m_process;
    quint16 m_port = 0;
};

/// Listens and never takes a connection: with a full queue the kernel leaves who comes without an answer.
class BlackHole final
{
public:
    explicit BlackHole(quint16 port = 0)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::bind(m_sockets[0], reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_sockets[0], 0) != 0)
            return;
        ::getsockname(m_sockets[0], reinterpret_cast<sockaddr *>(&address), &size);
        for (int i = 0; i < 4; ++i) {
            m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            ::connect(m_sockets.back(), reinterpret_cast<sockaddr *>(&address), size);
        }
        m_port = ntohs(address.sin_port);
    }
    ~BlackHole() { std::ranges::for_each(m_sockets, ::close); }
    quint16 port() const { return m_port; }

private:
    std::vector<int> m_sockets;
    quint16 m_port = 0;
};

} // namespace aiops::ssh::test
