#pragma once

#include <QByteArray>
#include <QString>

namespace aiops::forwards {

/// What a program asks of a SOCKS proxy: version 5 (RFC 1928) without sign-in, and 4 and 4a, CONNECT only. Fed as bytes
/// arrive; holds at most some hundred of them. Value.
class SocksRequest final
{
public:
    enum class Step { More, Asked, Broken };

    /// What is to be sent to the program at once is appended to `answer`.
    Step feed(const QByteArray &bytes, QByteArray &answer);
    QString host() const { return m_host; } ///< name or address, not checked yet
    quint16 port() const { return m_port; }
    QByteArray rest() const { return m_bytes; } ///< that came after the request
    QByteArray accepted() const;
    QByteArray refused() const;

private:
    Step greeting(QByteArray &answer);
    Step request5(QByteArray &answer);
    Step request4(QByteArray &answer);
    Step broken(QByteArray &answer, char reply);

    QByteArray m_bytes;
    int m_version = 0;
    bool m_greeted = false;
    QString m_host;
    quint16 m_port = 0;
};

} // namespace aiops::forwards
