#pragma once

#include "features/forwards/socksrequest.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace aiops::forwards {

/// A program that connected to the SOCKS proxy, until it has said where to. Owns its socket. Gives up after ten seconds.
/// Main thread.
class SocksConversation final : public QObject
{
    Q_OBJECT

public:
    explicit SocksConversation(int socket, QObject *parent); ///< connected and non-blocking
    ~SocksConversation() override;

    const SocksRequest &request() const { return m_request; }
    void refuse(); ///< says so, and is done
    /// Says that the way is open, and gives the socket away.
    int accept();

signals:
    void asked();  ///< once
    void failed(); ///< once, instead or after; delete it

private:
    void read();
    bool say(const QByteArray &bytes);
    void fail();

    int m_socket;
    std::unique_ptr<QSocketNotifier> m_readable;
    QTimer m_patience;
    SocksRequest m_request;
};

} // namespace aiops::forwards
