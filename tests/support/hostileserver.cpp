#include "support/hostileserver.h"

#include <QTcpSocket>
#include <QtEndian>

namespace aiops::test {

HostileServer::HostileServer(Way way) : m_way(way)
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection()) {
            ++m_served;
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            connect(client, &QTcpSocket::readyRead, client, [client] { client->readAll(); });
            serve(client);
        }
    });
}

void HostileServer::serve(QTcpSocket *client)
{
    const QByteArray greeting = "SSH-2.0-Hostile\r\n";
    switch (m_way) {
    case Way::Silent:
        return;
    case Way::EndlessBanner:
    case Way::LongLine:
        connect(client, &QTcpSocket::bytesWritten, client, [this, client] { flood(client); });
        return flood(client);
    case Way::Http:
        client->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        return client->disconnectFromHost();
    case Way::CloseAtOnce:
        return client->disconnectFromHost();
    case Way::Rubbish:
        client->write(greeting + QByteArray(4096, '\x07'));
        return;
    case Way::SilentKex:
        client->write(greeting);
        return;
    case Way::CutKex:
        client->write(greeting + keyExchangeInit("ssh-ed25519").first(100));
        return client->disconnectFromHost();
    case Way::HugePacket:
        client->write(greeting + QByteArray("\xff\xff\xff\xff\x04\x14", 6) + QByteArray(1000, 'x'));
        return;
    case Way::OldAlgorithms:
        client->write(greeting + keyExchangeInit("ssh-rsa,ssh-dss"));
        return;
    }
}

void HostileServer::flood(QTcpSocket *client)
{
    if (client->bytesToWrite() < 1024 * 1024)
        client->write(m_way == Way::LongLine ? QByteArray(256 * 1024, 'A') : QByteArray("welcome\r\n").repeated(10'000));
}

/// RFC 4253 §7.1
QByteArray HostileServer::keyExchangeInit(const QByteArray &hostKeys)
{
    const QByteArray lists[] = {"curve25519-sha256", hostKeys, "aes128-ctr", "aes128-ctr", "hmac-sha2-256",
                                "hmac-sha2-256", "none", "none", "", ""};
    QByteArray payload(17, '\x14');
    for (const QByteArray &list : lists) {
        const quint32 size = qToBigEndian(quint32(list.size()));
        payload.append(reinterpret_cast<const char *>(&size), 4).append(list);
    }
    payload.append(5, '\0');
    const qsizetype padding = 4 + (8 - (payload.size() + 5 + 4) % 8) % 8;
    const quint32 length = qToBigEndian(quint32(1 + payload.size() + padding));
    return QByteArray(reinterpret_cast<const char *>(&length), 4) + char(padding) + payload + QByteArray(padding, '\0');
}

} // namespace aiops::test
