#include "ssh/client/engineclient.h"

#include "ssh/client/sessionclient.h"
#include "ssh/engine/loop.h"

namespace aiops::ssh {

EngineClient::EngineClient()
{
    auto [here, there] = inProcessLink();
    m_link = std::move(here);
    m_loop = std::make_unique<engine::Loop>(std::move(there));
    m_link->setWake([this] { QMetaObject::invokeMethod(this, [this] { drain(); }, Qt::QueuedConnection); });
    m_thread = std::thread([loop = m_loop.get()] { loop->run(); });
}

EngineClient::~EngineClient()
{
    m_loop->stop();
    m_thread.join();
}

quint32 EngineClient::attach(std::weak_ptr<SessionClient> session)
{
    m_sessions[++m_lastId] = std::move(session);
    return m_lastId;
}

void EngineClient::send(messages::ToEngine message, int descriptor)
{
    m_link->send({messages::encode(std::move(message)), descriptor});
}

/// A share at a time, so that a flood of output leaves room for the person.
void EngineClient::drain()
{
    constexpr int kShare = 64;
    for (int i = 0; i < kShare; ++i) {
        const std::optional<Frame> frame = m_link->receive();
        if (!frame)
            return;
        std::optional<messages::ToClient> message = messages::decodeToClient(frame->bytes);
        if (!message)
            continue;
        const quint32 id = std::visit([](const auto &m) { return m.session; }, *message);
        const auto found = m_sessions.find(id);
        if (const auto session = found == m_sessions.end() ? nullptr : found->second.lock())
            session->handle(std::move(*message));
    }
    QMetaObject::invokeMethod(this, [this] { drain(); }, Qt::QueuedConnection);
}

} // namespace aiops::ssh
