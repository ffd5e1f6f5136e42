#pragma once

#include "ssh/client/sessionclient.h"
#include "ssh/client/transport.h"
#include "ssh/client/way.h"

#include <QElapsedTimer>

namespace aiops::ssh {

struct PoolOptions;

class SessionTransport final : public Transport
{
    Q_OBJECT

public:
    SessionTransport(Endpoint endpoint, HostKey hostKey, std::shared_ptr<ConnectionLog> log, std::shared_ptr<SessionClient> session,
                     std::shared_ptr<void> carrier = {}, Way way = {});

    const Endpoint &endpoint() const override { return m_endpoint; }
    bool isOpen() const override { return !m_session->isEnded(); }
    const ConnectionLog &log() const override { return *m_log; }
    HostKey hostKey() const override { return m_hostKey; }
    Future<std::shared_ptr<Channel>> shell(Pty pty) override;
    Future<std::shared_ptr<Channel>> exec(QByteArray command, std::optional<Pty> pty) override;
    Future<std::shared_ptr<Channel>> dial(QString host, quint16 port) override;

    Future<std::shared_ptr<Channel>> dialSocket(QString path) override;
    Future<std::shared_ptr<RemoteListener>> listen(QString address, quint16 port) override;

    static messages::OpenChannel shellRequest(const Pty &pty);
    static messages::OpenChannel execRequest(QByteArray command, const std::optional<Pty> &pty);
    static Result<messages::OpenChannel> dialRequest(const QString &host, quint16 port);
    static Result<messages::OpenChannel> socketRequest(const QString &path);
    /// `untouched`: see ClientChannel::open().
    Future<std::shared_ptr<Channel>> open(messages::OpenChannel request, std::shared_ptr<bool> untouched = {});

    bool isWorn(const PoolOptions &limits) const;
    int channels() const { return m_session->channelCount(); }
    bool isUsed() const { return channels() > 0; }
    void close() { m_session->close(); }
    void probe(std::chrono::milliseconds patience); ///< see messages::Probe
    const Way &way() const { return m_way; } ///< it was made with
    QDateTime since() const { return m_since; }
    const SessionClient &session() const { return *m_session; }

private:
    Endpoint m_endpoint;
    HostKey m_hostKey;
    std::shared_ptr<ConnectionLog> m_log;
    std::shared_ptr<SessionClient> m_session;
    const std::shared_ptr<void> m_carrier; ///< what leads here, behind a jump host
    const Way m_way;
    const QDateTime m_since = QDateTime::currentDateTimeUtc();
    QElapsedTimer m_age;
};

} // namespace aiops::ssh
