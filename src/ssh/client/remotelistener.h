#pragma once

#include "ssh/client/sessionclient.h"

namespace aiops::ssh {

class Channel;

/// A port of the host whose connections come here through the transport. Closed by its destructor. Main thread.
class RemoteListener final : public QObject
{
    Q_OBJECT

public:
    static Future<std::shared_ptr<RemoteListener>> open(std::shared_ptr<SessionClient> session, QString address, quint16 port);
    ~RemoteListener() override;

    void opened();
    void refused(messages::Reason reason);
    void arrived(const std::shared_ptr<Channel> &channel);
    void lost(const Error &error);

signals:
    /// Open, and nobody reads it yet. It is closed when nobody keeps it.
    void accepted(const std::shared_ptr<aiops::ssh::Channel> &channel);

private:
    explicit RemoteListener(std::shared_ptr<SessionClient> session) : m_session(std::move(session)) {}

    std::shared_ptr<SessionClient> m_session;
    std::shared_ptr<RemoteListener> m_self; ///< while opening: nobody else has it
    Pending<std::shared_ptr<RemoteListener>> m_opening;
    quint32 m_id = 0;
};

} // namespace aiops::ssh
