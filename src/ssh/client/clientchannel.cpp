#include "ssh/client/clientchannel.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <QMetaMethod>

namespace aiops::ssh {

Future<std::shared_ptr<Channel>> ClientChannel::open(std::shared_ptr<SessionClient> session, messages::OpenChannel request,
                                                     std::shared_ptr<bool> untouched)
{
    constexpr qsizetype kLongestCommand = 512 * 1024;
    if (request.command.size() > kLongestCommand)
        return failed<std::shared_ptr<Channel>>({Errc::TooLarge, Text::tr("The command is too long.")});
    std::shared_ptr<ClientChannel> channel(new ClientChannel(session, std::move(untouched)));
    if (session->isEnded()) {
        channel->m_state = State::Closed;
        channel->noteUntouched();
        return failed<std::shared_ptr<Channel>>({Errc::Closed, Text::tr("The connection is closed.")});
    }
    channel->m_kind = request.kind;
    channel->m_age.start();
    channel->m_id = session->addChannel(channel);
    channel->m_self = channel;
    request.session = session->id();
    request.channel = channel->m_id;
    Future<std::shared_ptr<Channel>> future = channel->m_opening.start();
    session->send(std::move(request));
    return future;
}

std::shared_ptr<ClientChannel> ClientChannel::arrived(std::shared_ptr<SessionClient> session, quint32 id)
{
    std::shared_ptr<ClientChannel> channel(new ClientChannel(session, {}));
    channel->m_id = id;
    channel->m_state = State::Open;
    session->addArrived(id, channel);
    return channel;
}

ClientChannel::~ClientChannel()
{
    close();
    m_session->removeChannel(m_id);
}

void ClientChannel::write(QByteArray data)
{
    if (!isOpen())
        return;
    m_queued += data.size();
    for (qsizetype at = 0; at < data.size(); at += messages::kMaxChunk)
        m_session->send(messages::WriteChannel{m_session->id(), m_id, data.mid(at, messages::kMaxChunk)});
}

void ClientChannel::sendEof()
{
    if (isOpen())
        m_session->send(messages::SendEof{m_session->id(), m_id});
}

void ClientChannel::resize(int columns, int rows)
{
    if (isOpen())
        m_session->send(messages::Resize{m_session->id(), m_id, quint16(std::clamp(columns, 1, 1000)), quint16(std::clamp(rows, 1, 1000))});
}

void ClientChannel::sendSignal(const QByteArray &name)
{
    if (isOpen())
        m_session->send(messages::SendSignal{m_session->id(), m_id, name});
}

void ClientChannel::close()
{
    if (m_state != State::Closed && !m_session->isEnded())
        m_session->send(messages::CloseChannel{m_session->id(), m_id});
}

void ClientChannel::consumed(qint64 bytes)
{
    if (m_state == State::Open && bytes > 0)
        m_session->send(messages::Consumed{m_session->id(), m_id, quint64(bytes)});
}

void ClientChannel::noteUntouched()
{
    if (m_untouched)
        *m_untouched = true;
}

void ClientChannel::opened()
{
    m_untouched.reset();
    m_state = State::Open;
    m_opening.finish(std::shared_ptr<Channel>(std::exchange(m_self, nullptr)));
}

void ClientChannel::refused(const messages::ChannelRefused &refusal)
{
    const auto keep = std::exchange(m_self, nullptr);
    m_state = State::Closed;
    const QString detail = shownPlain(QString::fromUtf8(refusal.text), 300);
    if (refusal.reason == messages::Reason::TimedOut) {
        m_session->noteStuck();
        m_opening.finish(fail(Errc::TimedOut, Text::tr("The server did not answer in time."), detail));
    } else if (refusal.reason == messages::Reason::Closed) {
        noteUntouched();
        m_opening.finish(fail(Errc::Closed, Text::tr("The connection is closed."), detail));
    } else {
        m_opening.finish(fail(Errc::Denied, Text::tr("The server refused this request."), detail));
    }
    m_session->removeChannel(m_id);
}

void ClientChannel::data(const messages::ChannelData &data)
{
    tell([this, error = data.error, bytes = data.data] { emit received(error ? Stream::Error : Stream::Output, bytes); });
}

void ClientChannel::accepted(qint64 bytes)
{
    m_queued -= std::min(bytes, m_queued);
    emit written();
}

void ClientChannel::ended()
{
    tell([this] { emit endOfFile(); });
}

void ClientChannel::tell(std::function<void()> event)
{
    if (m_listened && m_held.empty())
        event();
    else
        m_held.push_back(std::move(event));
}

void ClientChannel::connectNotify(const QMetaMethod &signal)
{
    if (m_listened || (signal != QMetaMethod::fromSignal(&Channel::received) && signal != QMetaMethod::fromSignal(&Channel::closed)))
        return;
    m_listened = true; // the other signals are connected in the same breath
    QMetaObject::invokeMethod(this, [this] { tellHeld(); }, Qt::QueuedConnection);
}

void ClientChannel::tellHeld()
{
    const auto keep = shared_from_this();
    while (!m_held.empty()) {
        const std::function<void()> event = std::move(m_held.front());
        m_held.pop_front();
        event();
    }
}

void ClientChannel::closedByServer(const messages::ChannelClosed &closed)
{
    ExitState exit;
    exit.signal = closed.signal;
    if (closed.hasStatus)
        exit.status = closed.status;
    tell([this, exit] { finish(exit, std::nullopt); });
}

void ClientChannel::lost(const Error &error)
{
    const auto keep = std::exchange(m_self, nullptr);
    if (m_state == State::Opening) {
        m_state = State::Closed;
        noteUntouched();
    }
    m_opening.finish(fail(Errc::Closed, error.text, error.detail));
    tell([this, error] { finish({}, error); });
}

void ClientChannel::finish(const ExitState &exit, const std::optional<Error> &error)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_session->removeChannel(m_id);
    emit closed(exit, error);
}

} // namespace aiops::ssh
