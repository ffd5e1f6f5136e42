#pragma once

#include <QHash>
#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace aiops::test {

/// A way to a port of loopback that a test cuts, freezes and slows down.
class CutProxy final : public QObject
{
public:
    CutProxy()
    {
        m_drops.setInterval(1);
        QObject::connect(&m_drops, &QTimer::timeout, this, &CutProxy::letDrop);
    }
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
    int open() const { return int(m_ways.size()) / 2; }
    qint64 passed() const { return m_passed; } ///< bytes of servers

    enum class End { Reset, Close, Silence };
    std::chrono::milliseconds delay{0}; ///< of every piece, each way
    qsizetype drip = 0;                 ///< bytes that pass in a millisecond, each way; 0: all
    qint64 most = -1;                   ///< bytes of servers that pass, then `end` happens to the connection; -1: never
    End end = End::Reset;
    bool refuses = false; ///< new connections are closed at once
    bool frozen = false;  ///< nothing passes, nothing closes: half-open

    /// After `frozen`: what waited passes.
    void resume()
    {
        frozen = false;
        for (QTcpSocket *socket : m_ways.keys())
            pass(socket);
    }
    /// As when a cable is pulled out and a router says so: both ends see a reset.
    void cut()
    {
        for (QTcpSocket *socket : m_ways.keys())
            socket->abort();
    }

private:
    struct Way
    {
        QPointer<QTcpSocket> to;
        bool isOfServer = false;
        bool isSilent = false;
        QByteArray waiting = {};
    };

    void take(QTcpSocket *here)
    {
        ++m_accepted;
        if (refuses)
            return here->deleteLater();
        auto *there = new QTcpSocket(this);
        here->setParent(this);
        there->connectToHost(QHostAddress::LocalHost, m_target);
        join(here, there, false);
        join(there, here, true);
    }
    void join(QTcpSocket *from, QTcpSocket *to, bool isOfServer)
    {
        m_ways.insert(from, {.to = to, .isOfServer = isOfServer});
        QObject::connect(from, &QTcpSocket::readyRead, this, [this, from] { pass(from); });
        QObject::connect(from, &QTcpSocket::disconnected, this, [this, from] {
            const Way gone = m_ways.take(from);
            from->deleteLater();
            if (!gone.to)
                return;
            if (!gone.waiting.isEmpty())
                gone.to->write(gone.waiting);
            gone.to->disconnectFromHost();
        });
    }
    void pass(QTcpSocket *from)
    {
        const auto way = m_ways.find(from);
        if (frozen || way == m_ways.end() || way->isSilent || !way->to || !way->to->isOpen())
            return;
        QByteArray piece = from->readAll();
        const bool isLast = way->isOfServer && most >= 0 && m_passed + piece.size() >= most;
        if (isLast)
            piece.truncate(std::max<qint64>(0, most - m_passed));
        if (way->isOfServer)
            m_passed += piece.size();
        QTcpSocket *const to = way->to;
        if (drip > 0) {
            way->waiting += piece;
            m_drops.start();
        } else if (delay.count() > 0) {
            QTimer::singleShot(delay, to, [this, to, piece] {
                if (!frozen)
                    to->write(piece);
            });
        } else {
            to->write(piece);
        }
        if (isLast)
            finish(from, to);
    }
    void finish(QTcpSocket *from, QTcpSocket *to)
    {
        if (end == End::Silence) {
            m_ways[from].isSilent = m_ways[to].isSilent = true;
        } else if (end == End::Close) {
            to->disconnectFromHost();
        } else {
            to->flush();
            from->abort();
            to->abort();
        }
    }
    void letDrop()
    {
        bool isLeft = false;
        for (Way &way : m_ways) {
            if (frozen || way.waiting.isEmpty() || !way.to)
                continue;
            way.to->write(way.waiting.first(std::min(drip, way.waiting.size())));
            way.waiting.remove(0, drip);
            isLeft = isLeft || !way.waiting.isEmpty();
        }
        if (!isLeft)
            m_drops.stop();
    }

    QTcpServer m_server;
    QHash<QTcpSocket *, Way> m_ways;
    QTimer m_drops;
    qint64 m_passed = 0;
    quint16 m_target = 0;
    int m_accepted = 0;
};

} // namespace aiops::test
