#pragma once

#include <QTcpServer>

namespace aiops::test {

/// Answers as Netdata does (API v1), with an hour of values that look like a busy web server: for pictures. The values
/// are the same for the same second.
class ReplayedNetdata final : public QTcpServer
{
    Q_OBJECT

public:
    ReplayedNetdata();

private:
    void serve(class QTcpSocket *client);
};

} // namespace aiops::test
