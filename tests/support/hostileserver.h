#pragma once

#include <QTcpServer>

namespace aiops::test {

/// Listens on loopback and treats every client badly in one way.
class HostileServer final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Way { Silent, EndlessBanner, LongLine, Http, CloseAtOnce, Rubbish, SilentKex, CutKex, HugePacket, OldAlgorithms };

    explicit HostileServer(Way way);
    int served() const { return m_served; }

private:
    void serve(class QTcpSocket *client);
    void flood(QTcpSocket *client);
    static QByteArray keyExchangeInit(const QByteArray &hostKeys);

    Way m_way;
    int m_served = 0;
};

} // namespace aiops::test
