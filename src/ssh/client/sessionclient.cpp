#include "ssh/client/sessionclient.h"

#include "core/log.h"
#include "core/usercertificate.h"
#include "ssh/client/clientchannel.h"
#include "ssh/client/engineclient.h"
#include "ssh/client/remotelistener.h"
#include "ssh/client/signcheck.h"
#include "ssh/client/text.h"

#include <unistd.h>

namespace aiops::ssh {
namespace {

template <typename... F>
struct Overloaded : F...
{
    using F::operator()...;
};

} // namespace

std::shared_ptr<SessionClient> SessionClient::make(std::shared_ptr<EngineClient> engine, Usage usage)
{
    std::shared_ptr<SessionClient> session(new SessionClient(std::move(engine)));
    session->m_id = session->m_engine->attach(session, usage);
    return session;
}

SessionClient::SessionClient(std::shared_ptr<EngineClient> engine) : m_engine(std::move(engine)) {}

SessionClient::~SessionClient()
{
    if (m_opened && !m_ended && !m_closed)
        send(messages::CloseSession{m_id});
    m_engine->detach(m_id);
}

void SessionClient::send(messages::ToEngine message)
{
    m_engine->send(std::move(message));
}

Future<messages::Handshaken> SessionClient::open(int descriptor, messages::OpenSession request)
{
    if (m_ended) {
        ::close(descriptor);
        return failed<messages::Handshaken>(*m_ended);
    }
    m_opened = true;
    request.session = m_id;
    Future<messages::Handshaken> future = m_handshake.start();
    m_engine->send(std::move(request), descriptor);
    return future;
}

Future<messages::AuthResult> SessionClient::ask(messages::ToEngine message)
{
    if (m_ended)
        return failed<messages::AuthResult>(*m_ended);
    Future<messages::AuthResult> future = m_auth.start();
    send(std::move(message));
    return future;
}

Future<messages::AuthResult> SessionClient::listMethods(const QByteArray &user)
{
    return ask(messages::ListMethods{m_id, user});
}

Future<messages::AuthResult> SessionClient::signInWithKey(const QByteArray &user, std::shared_ptr<Signer> signer)
{
    m_user = user;
    m_signer = std::move(signer);
    return ask(messages::AuthKey{m_id, user, m_signer->publicKey()});
}

Future<messages::AuthResult> SessionClient::signInWithPassword(const QByteArray &user, const Secret &password, const Secret &fresh)
{
    return ask(messages::AuthPassword{m_id, user, password.clone(), fresh.clone()});
}

Future<messages::AuthResult> SessionClient::signInInteractively(const QByteArray &user)
{
    return ask(messages::AuthInteractive{m_id, user});
}

void SessionClient::answerPrompts(std::optional<std::vector<Secret>> answers)
{
    messages::PromptReply reply{m_id};
    reply.answered = answers.has_value();
    if (answers)
        reply.answers = std::move(*answers);
    send(std::move(reply));
}

void SessionClient::sign(const messages::SignRequest &request)
{
    const std::shared_ptr<Signer> signer = std::exchange(m_signer, nullptr);
    const auto checked = signer ? checkSignRequest(request.data, m_user, signer->publicKey()) : std::nullopt;
    if (!checked || (!m_sessionId.isEmpty() && m_sessionId != checked->sessionId)) {
        qCWarning(lcSsh) << "a request to sign something else than this sign-in was refused";
        m_refusedSha1 = signer && request.data.contains(QByteArrayView("\0\0\0\7ssh-rsa\0", 12));
        return send(messages::SignReply{m_id, {}});
    }
    m_sessionId = checked->sessionId;
    const bool touched = checked->algorithm.startsWith("sk-");
    if (touched)
        emit touchWanted(signer->name(), true);
    deliver(signer->sign(request.data, plainKeyType(checked->algorithm)), this,
            [this, signer, touched, algorithm = checked->algorithm](const Result<QByteArray> &blob) {
                if (touched)
                    emit touchWanted(signer->name(), false);
                if (!blob)
                    qCWarning(lcSsh) << "a key could not sign:" << blob.error().text;
                send(messages::SignReply{m_id, blob ? bareSignature(*blob, algorithm) : QByteArray()});
            });
}

quint32 SessionClient::addChannel(std::weak_ptr<ClientChannel> channel)
{
    m_channels[++m_lastChannel] = std::move(channel);
    return m_lastChannel;
}

quint32 SessionClient::addListener(std::weak_ptr<RemoteListener> listener)
{
    m_listeners[++m_lastListener] = std::move(listener);
    return m_lastListener;
}

std::shared_ptr<RemoteListener> SessionClient::listener(quint32 id) const
{
    const auto found = m_listeners.find(id);
    return found == m_listeners.end() ? nullptr : found->second.lock();
}

void SessionClient::welcome(const messages::ChannelArrived &arrival)
{
    if (arrival.channel < messages::kFirstArrived || m_channels.contains(arrival.channel))
        return;
    const auto channel = ClientChannel::arrived(shared_from_this(), arrival.channel);
    if (const auto found = listener(arrival.listener))
        found->arrived(channel); // closed again by its destructor when nobody takes it
}

bool SessionClient::isStuck(std::chrono::milliseconds patience) const
{
    return m_stuck || std::ranges::any_of(m_channels, [patience](const auto &entry) {
        const auto channel = entry.second.lock();
        return channel && channel->isOpeningSince(patience);
    });
}

int SessionClient::channelsOf(messages::ChannelKind kind) const
{
    return int(std::ranges::count_if(m_channels, [kind](const auto &entry) {
        const auto channel = entry.second.lock();
        return channel && channel->kind() == kind;
    }));
}

template <typename F>
void SessionClient::withChannel(quint32 id, F act)
{
    const auto found = m_channels.find(id);
    if (const auto channel = found == m_channels.end() ? nullptr : found->second.lock())
        act(*channel);
}

void SessionClient::handle(messages::ToClient message)
{
    using namespace messages;
    if (m_ended)
        return;
    std::visit(Overloaded{
                   [&](Hello &) {},
                   [&](Pong &) {},
                   [&](GreetingSeen &m) { emit greeted(m.banner); },
                   [&](Handshaken &m) { m_handshake.finish(std::move(m)); },
                   [&](SessionEnded &m) { end(sessionError(m)); },
                   [&](AuthResult &m) { m_auth.finish(std::move(m)); },
                   [&](SignRequest &m) { sign(m); },
                   [&](PromptAsked &m) { emit promptAsked(m); },
                   [&](ChannelBegun &m) { withChannel(m.channel, [](ClientChannel &c) { c.begun(); }); },
                   [&](ChannelOpened &m) { withChannel(m.channel, [](ClientChannel &c) { c.opened(); }); },
                   [&](ChannelRefused &m) { withChannel(m.channel, [&](ClientChannel &c) { c.refused(m); }); },
                   [&](ChannelData &m) {
                       m_received += m.data.size();
                       withChannel(m.channel, [&](ClientChannel &c) { c.data(m); });
                   },
                   [&](ChannelWritten &m) {
                       m_sent += qint64(m.bytes);
                       withChannel(m.channel, [&](ClientChannel &c) { c.accepted(qint64(m.bytes)); });
                   },
                   [&](ChannelEof &m) { withChannel(m.channel, [](ClientChannel &c) { c.ended(); }); },
                   [&](ChannelClosed &m) { withChannel(m.channel, [&](ClientChannel &c) { c.closedByServer(m); }); },
                   [&](Listening &m) {
                       if (const auto found = listener(m.listener))
                           found->opened();
                   },
                   [&](ListenRefused &m) {
                       if (const auto found = listener(m.listener))
                           found->refused(m.reason);
                   },
                   [&](ChannelArrived &m) { welcome(m); },
               },
               message);
}

void SessionClient::lost(const Error &error)
{
    end(error);
}

void SessionClient::close()
{
    if (m_ended)
        return;
    if (m_opened)
        send(messages::CloseSession{m_id});
    m_closed = true;
    end(cancelledError());
}

void SessionClient::end(const Error &error)
{
    if (m_ended)
        return;
    const auto keep = shared_from_this();
    m_ended = error;
    m_handshake.finish(std::unexpected(error));
    m_auth.finish(std::unexpected(error));
    const auto channels = std::exchange(m_channels, {});
    for (const auto &[id, weak] : channels) {
        if (const auto channel = weak.lock())
            channel->lost(error.code == Errc::Cancelled ? Error{Errc::Closed, Text::tr("The connection was closed.")} : error);
    }
    const auto listeners = std::exchange(m_listeners, {});
    for (const auto &[id, weak] : listeners) {
        if (const auto found = weak.lock())
            found->lost(error);
    }
    emit ended(error);
}

} // namespace aiops::ssh
