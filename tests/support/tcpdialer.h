#pragma once

#include "features/metrics/agentdialer.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace aiops::test {

/// ssh::Channel over a TCP socket.
class TcpChannel final : public ssh::Channel
{
public:
    explicit TcpChannel(QTcpSocket *socket) : m_socket(socket)
    {
        m_socket->setParent(this);
        connect(m_socket, &QTcpSocket::readyRead, this, [this] { emit received(Stream::Output, m_socket->readAll()); });
        connect(m_socket, &QTcpSocket::disconnected, this, [this] { emit closed({}, {}); });
    }
    void write(QByteArray data) override { m_socket->write(data); }
    qint64 bytesQueued() const override { return m_socket->bytesToWrite(); }
    void sendEof() override {}
    void resize(int, int) override {}
    void sendSignal(const QByteArray &) override {}
    void close() override { m_socket->disconnectFromHost(); }
    bool isOpen() const override { return m_socket->state() == QAbstractSocket::ConnectedState; }
    void consumed(qint64) override {}

private:
    QTcpSocket *m_socket;
};

/// Dials a port of loopback, or fails as told.
class TcpDialer final : public metrics::AgentDialer
{
public:
    quint16 port = 0;
    std::optional<Error> failure;
    int dials = 0;

    Future<std::shared_ptr<ssh::Channel>> dial(InstanceId) override
    {
        using Channel = std::shared_ptr<ssh::Channel>;
        ++dials;
        if (failure)
            return failed<Channel>(*failure);
        auto *socket = new QTcpSocket;
        auto promise = std::make_shared<QPromise<Result<Channel>>>();
        promise->start();
        QObject::connect(socket, &QTcpSocket::connected, socket, [socket, promise] {
            socket->disconnect();
            promise->addResult(Channel(std::make_shared<TcpChannel>(socket)));
            promise->finish();
        });
        QObject::connect(socket, &QTcpSocket::errorOccurred, socket, [socket, promise] {
            promise->addResult(std::unexpected(metrics::noAgentError(socket->errorString())));
            promise->finish();
            socket->deleteLater();
        });
        socket->connectToHost(QHostAddress::LocalHost, port);
        return promise->future();
    }
};

} // namespace aiops::test
