#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace aiops::ssh::test {

/// A proxy on loopback: SOCKS5 or HTTP CONNECT, honest, or with one fixed answer.
class ProxyServer final : public QTcpServer
{
public:
    enum class Kind { Socks5, Http };
    explicit ProxyServer(Kind kind, QByteArray user = {}, QByteArray password = {}) : m_kind(kind), m_user(user), m_password(password)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                serve(client);
        });
    }

    QByteArray answer; ///< not empty: all that it ever says, after the first bytes that come
    QByteArray heard;  ///< of the clients, until they are connected
    QByteArrayList targets;
    QByteArray passed; ///< to hosts
    int served = 0;

private:
    void serve(QTcpSocket *client)
    {
        ++served;
        connect(client, &QTcpSocket::readyRead, client, [this, client] {
            if (auto *peer = client->findChild<QTcpSocket *>()) {
                const QByteArray data = client->readAll();
                passed += data;
                peer->write(data);
                return;
            }
            const QByteArray data = client->readAll();
            heard += data;
            QByteArray got = client->property("got").toByteArray() + data;
            if (!answer.isEmpty()) {
                client->write(answer);
                return;
            }
            m_kind == Kind::Http ? http(client, got) : socks(client, got);
            client->setProperty("got", got);
        });
    }
    void join(QTcpSocket *client, const QByteArray &host, quint16 port, const QByteArray &yes)
    {
        targets += host + ':' + QByteArray::number(port);
        auto *peer = new QTcpSocket(client);
        peer->connectToHost(QString::fromLatin1(host), port);
        connect(peer, &QTcpSocket::connected, client, [client, yes] { client->write(yes); });
        connect(peer, &QTcpSocket::readyRead, client, [client, peer] { client->write(peer->readAll()); });
        connect(peer, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, peer, &QTcpSocket::disconnectFromHost);
    }
    void http(QTcpSocket *client, QByteArray &got)
    {
        if (!got.endsWith("\r\n\r\n"))
            return;
        const QByteArray wanted = "Proxy-Authorization: Basic " + (m_user + ':' + m_password).toBase64() + "\r\n";
        if (!m_user.isEmpty() && !got.contains(wanted)) {
            client->write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        const QByteArray target = got.split(' ').value(1);
        join(client, target.left(target.lastIndexOf(':')), target.mid(target.lastIndexOf(':') + 1).toUShort(),
             "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
        got.clear();
    }
    void socks(QTcpSocket *client, QByteArray &got)
    {
        const int state = client->property("state").toInt();
        if (state == 0 && got.size() >= 2 + quint8(got[1])) {
            const bool needs = !m_user.isEmpty();
            const bool offers = got.mid(2).contains('\2');
            client->setProperty("state", needs ? 1 : 2);
            got.clear();
            client->write(needs ? (offers ? QByteArray("\5\2", 2) : QByteArray("\5\xff", 2)) : QByteArray("\5\0", 2));
        } else if (state == 1 && got.size() >= 3) {
            const QByteArray user = got.mid(2, quint8(got[1]));
            const QByteArray password = got.mid(3 + user.size());
            client->setProperty("state", 2);
            got.clear();
            client->write(user == m_user && password == m_password ? QByteArray("\1\0", 2) : QByteArray("\1\1", 2));
        } else if (state == 2 && got.size() >= 10) {
            const bool isName = got[3] == 3;
            const QByteArray host = isName ? got.mid(5, quint8(got[4])) : QHostAddress(qFromBigEndian<quint32>(got.constData() + 4)).toString().toLatin1();
            const quint16 port = qFromBigEndian<quint16>(got.right(2).constData());
            got.clear();
            join(client, host, port, QByteArray("\5\0\0\1\0\0\0\0\0\0", 10));
        }
    }

    Kind m_kind;
    QByteArray m_user, m_password;
};

} // namespace aiops::ssh::test
