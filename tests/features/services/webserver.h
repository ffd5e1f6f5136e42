#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace aiops::test {

/// A small HTTP server on loopback: "/big" gives 3 MB, "/slow" answers nothing, everything else repeats the request line.
class WebServer final : public QTcpServer
{
public:
    WebServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
        });
    }
    static QByteArray big() { return QByteArray("0123456789abcde\n").repeated(200'000); }
    QByteArray received; ///< bodies that were sent here

private:
    void answer(QTcpSocket *socket)
    {
        QByteArray &request = m_requests[socket];
        request += socket->readAll();
        const qsizetype head = request.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const qsizetype length = request.contains("Content-Length: ") ? request.mid(request.indexOf("Content-Length: ") + 16).split('\r').first().toInt() : 0;
        if (request.size() < head + 4 + length)
            return;
        received += request.mid(head + 4);
        const QByteArray line = request.left(request.indexOf('\r'));
        request.clear();
        if (line.contains("/slow"))
            return;
        const QByteArray body = line.contains("/big") ? big() : line;
        socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    QHash<QTcpSocket *, QByteArray> m_requests;
};

/// The body of an answer, or what came.
inline QByteArray fetch(quint16 port, const QByteArray &path, const QByteArray &body = {})
{
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write((body.isEmpty() ? QByteArray("GET ") : QByteArray("POST ")) + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    (void)QTest::qWaitFor([&] { return socket.state() == QTcpSocket::UnconnectedState; }, 20'000);
    answer += socket.readAll();
    const qsizetype head = answer.indexOf("\r\n\r\n");
    return head < 0 ? answer : answer.mid(head + 4);
}

} // namespace aiops::test
