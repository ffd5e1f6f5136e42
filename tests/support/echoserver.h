#pragma once

#include <QHostAddress>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>

namespace aiops::test {

/// Says everything back, and ends when the other side has ended.
template <typename Server, typename Socket>
class EchoServer final : public Server
{
public:
    EchoServer()
    {
        QObject::connect(this, &Server::newConnection, this, [this] {
            while (Socket *socket = this->nextPendingConnection()) {
                ++taken;
                QObject::connect(socket, &Socket::readyRead, this, [socket] { socket->write(socket->readAll()); });
                QObject::connect(socket, &Socket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    int taken = 0;
};
using TcpEcho = EchoServer<QTcpServer, QTcpSocket>;
using LocalEcho = EchoServer<QLocalServer, QLocalSocket>;

} // namespace aiops::test
