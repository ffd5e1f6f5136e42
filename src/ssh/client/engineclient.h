#pragma once

#include "ssh/link.h"
#include "ssh/messages.h"

#include <QObject>

#include <memory>
#include <thread>
#include <unordered_map>

namespace aiops::ssh {

namespace engine {
class Loop;
}
class SessionClient;

/// Starts an engine loop and carries messages between it and the sessions of this side. Main thread.
class EngineClient final : public QObject
{
    Q_OBJECT

public:
    EngineClient();
    ~EngineClient() override;

    quint32 attach(std::weak_ptr<SessionClient> session);
    void detach(quint32 session) { m_sessions.erase(session); }
    void send(messages::ToEngine message, int descriptor = -1);

private:
    void drain();

    std::unique_ptr<Link> m_link;
    std::unique_ptr<engine::Loop> m_loop;
    std::thread m_thread;
    quint32 m_lastId = 0;
    std::unordered_map<quint32, std::weak_ptr<SessionClient>> m_sessions;
};

} // namespace aiops::ssh
