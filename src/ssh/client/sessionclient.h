#pragma once

#include "core/credentialsource.h"
#include "ssh/client/types.h"
#include "ssh/messages.h"

#include <QObject>

#include <unordered_map>

namespace aiops::ssh {

class ClientChannel;
class EngineClient;
class RemoteListener;

/// A promise that can be made and kept once at a time.
template <typename T>
class Pending final
{
public:
    Future<T> start()
    {
        m_promise.emplace();
        m_promise->start();
        return m_promise->future();
    }
    void finish(Result<T> result)
    {
        if (auto promise = std::exchange(m_promise, std::nullopt)) {
            promise->addResult(std::move(result));
            promise->finish();
        }
    }

private:
    std::optional<QPromise<Result<T>>> m_promise;
};

/// This half's view of one session of the engine. Owned by a shared_ptr. Main thread.
class SessionClient final : public QObject, public std::enable_shared_from_this<SessionClient>
{
    Q_OBJECT

public:
    static std::shared_ptr<SessionClient> make(std::shared_ptr<EngineClient> engine, Usage usage);
    ~SessionClient() override;

    /// The descriptor belongs to the engine from here on.
    Future<messages::Handshaken> open(int descriptor, messages::OpenSession request);
    Future<messages::AuthResult> listMethods(const QByteArray &user);
    Future<messages::AuthResult> signInWithKey(const QByteArray &user, std::shared_ptr<Signer> signer);
    /// `fresh`: what the server gets when it wants another password; Failed then means that it did not take it, and nothing
    /// more can be tried on this session.
    Future<messages::AuthResult> signInWithPassword(const QByteArray &user, const Secret &password, const Secret &fresh = {});
    Future<messages::AuthResult> signInInteractively(const QByteArray &user);
    void answerPrompts(std::optional<std::vector<Secret>> answers);
    void close();

    quint32 addChannel(std::weak_ptr<ClientChannel> channel);
    void addArrived(quint32 id, std::weak_ptr<ClientChannel> channel) { m_channels[id] = std::move(channel); }
    void removeChannel(quint32 id) { m_channels.erase(id); }
    quint32 addListener(std::weak_ptr<RemoteListener> listener);
    void removeListener(quint32 id) { m_listeners.erase(id); }
    qsizetype channelCount() const { return qsizetype(m_channels.size()); }
    int channelsOf(messages::ChannelKind kind) const;
    qint64 bytesReceived() const { return m_received; } ///< of all channels
    qint64 bytesSent() const { return m_sent; }
    bool isStuck(std::chrono::milliseconds patience) const; ///< a channel has been opening for longer, or never answered
    void noteStuck() { m_stuck = true; }
    bool refusedSha1() const { return m_refusedSha1; } ///< the server would have needed an RSA signature with SHA-1
    void send(messages::ToEngine message);
    quint32 id() const { return m_id; }
    bool isEnded() const { return m_ended.has_value(); }
    const std::optional<Error> &endError() const { return m_ended; }

    void handle(messages::ToClient message);
    void lost(const Error &error); ///< whoever drove the session is gone

signals:
    void greeted(const QByteArray &banner);
    void promptAsked(const aiops::ssh::messages::PromptAsked &prompt);
    void touchWanted(const QString &key, bool waiting); ///< a security key signs only when it is touched
    void ended(const aiops::Error &error);

private:
    explicit SessionClient(std::shared_ptr<EngineClient> engine);
    Future<messages::AuthResult> ask(messages::ToEngine message);
    void sign(const messages::SignRequest &request);
    void end(const Error &error);
    template <typename F>
    void withChannel(quint32 id, F act);
    std::shared_ptr<RemoteListener> listener(quint32 id) const;
    void welcome(const messages::ChannelArrived &arrival);

    std::shared_ptr<EngineClient> m_engine;
    quint32 m_id = 0;
    quint32 m_lastChannel = 0;
    quint32 m_lastListener = 0;
    qint64 m_received = 0;
    qint64 m_sent = 0;
    bool m_opened = false;
    bool m_closed = false;
    bool m_stuck = false;
    bool m_refusedSha1 = false;
    std::optional<Error> m_ended;
    Pending<messages::Handshaken> m_handshake;
    Pending<messages::AuthResult> m_auth;
    QByteArray m_user;
    std::shared_ptr<Signer> m_signer;
    QByteArray m_sessionId; ///< of the first request to sign; it may never change
    std::unordered_map<quint32, std::weak_ptr<ClientChannel>> m_channels;
    std::unordered_map<quint32, std::weak_ptr<RemoteListener>> m_listeners;
};

/// What the end of a session means for a person.
Error sessionError(const messages::SessionEnded &ended);

} // namespace aiops::ssh
