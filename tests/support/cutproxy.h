#pragma once

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace aiops::test {

/// A way to a port of loopback that a test cuts, freezes and slows down.
class CutProxy final : public QObject
{
public:
    bool start(quint16 target)
    {
        m_target = target;
        QObject::connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                take(socket);
        });
        return m_server.listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_accepted; }
    int open() const { return int(m_pairs.size()) / 2; }

    std::chrono::milliseconds delay{0}; ///< of every piece, each way
    bool refuses = false;               ///< new connections are closed at once
    bool frozen = false;                ///< nothing passes, nothing closes: half-open

    /// As when a cable is pulled out and a router says so: both ends see a reset.
    void cut()
    {
        for (QTcpSocket *socket : m_pairs.keys())
            socket->abort();
    }

private:
    void take(QTcpSocket *here)
    {
        ++m_accepted;
        if (refuses)
            return here->deleteLater();
        auto *there = new QTcpSocket(this);
        here->setParent(this);
        there->connectToHost(QHostAddress::LocalHost, m_target);
        join(here, there);
        join(there, here);
    }
    void join(QTcpSocket *from, QTcpSocket *to)
    {
        m_pairs.insert(from, to);
        QObject::connect(from, &QTcpSocket::readyRead, to, [this, from, to] {
            if (frozen)
                return;
            const QByteArray piece = from->readAll();
            if (delay.count() == 0)
                to->write(piece);
            else
                QTimer::singleShot(delay, to, [this, to, piece] {
                    if (!frozen)
                        to->write(piece);
                });
        });
        QObject::connect(from, &QTcpSocket::disconnected, this, [this, from, to] {
            m_pairs.remove(from);
            from->deleteLater();
            to->disconnectFromHost();
        });
    }

    QTcpServer m_server;
    QHash<QTcpSocket *, QTcpSocket *> m_pairs;
    quint16 m_target = 0;
    int m_accepted = 0;
};

} // namespace aiops::test
