#include "features/services/listener.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::services {

Result<std::unique_ptr<LoopbackListener>> LoopbackListener::open()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (socket >= 0 && ::bind(socket, generic, size) == 0 && ::listen(socket, 64) == 0 && ::getsockname(socket, generic, &size) == 0)
        return std::unique_ptr<LoopbackListener>(new LoopbackListener(socket, ntohs(address.sin_port)));
    const QString reason = QString::fromLocal8Bit(std::strerror(errno));
    if (socket >= 0)
        ::close(socket);
    return std::unexpected(Error{Errc::Failed, QCoreApplication::translate("aiops::services", "No port of this computer is free."), reason});
}

LoopbackListener::LoopbackListener(int socket, quint16 port)
    : m_socket(socket), m_port(port), m_notifier(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read))
{
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LoopbackListener::accept);
}

LoopbackListener::~LoopbackListener()
{
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater();
    ::close(m_socket);
}

void LoopbackListener::accept()
{
    const int socket = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0)
        return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    emit accepted(socket);
}

} // namespace aiops::services
