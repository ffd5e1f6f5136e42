#pragma once

#include "ssh/client/channel.h"
#include "ssh/client/sessionclient.h"

#include <QElapsedTimer>

#include <deque>

namespace aiops::ssh {

/// What arrives before anybody listens is kept, so that no output gets lost between opening and connecting.
class ClientChannel final : public Channel, public std::enable_shared_from_this<ClientChannel>
{
    Q_OBJECT

public:
    /// `untouched` is set when it fails because the connection is lost, and nothing was sent on the channel.
    static Future<std::shared_ptr<Channel>> open(std::shared_ptr<SessionClient> session, messages::OpenChannel request,
                                                 std::shared_ptr<bool> untouched = {});
    /// One that the server opened; see messages::ChannelArrived.
    static std::shared_ptr<ClientChannel> arrived(std::shared_ptr<SessionClient> session, quint32 id);
    ~ClientChannel() override;

    void write(QByteArray data) override;
    qint64 bytesQueued() const override { return m_queued; }
    void sendEof() override;
    void resize(int columns, int rows) override;
    void sendSignal(const QByteArray &name) override;
    void close() override;
    bool isOpen() const override { return m_state == State::Open; }
    void consumed(qint64 bytes) override;
    bool isOpeningSince(std::chrono::milliseconds age) const { return m_state == State::Opening && m_age.durationElapsed() >= age; }

    messages::ChannelKind kind() const { return m_kind; }

    void begun() { m_untouched.reset(); }
    void opened();
    void refused(const messages::ChannelRefused &refusal);
    void data(const messages::ChannelData &data);
    void accepted(qint64 bytes);
    void ended();
    void closedByServer(const messages::ChannelClosed &closed);
    void lost(const Error &error);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    enum class State { Opening, Open, Closed };

    ClientChannel(std::shared_ptr<SessionClient> session, std::shared_ptr<bool> untouched)
        : m_session(std::move(session)), m_untouched(std::move(untouched))
    {
    }
    void noteUntouched();
    void tell(std::function<void()> event);
    void tellHeld();
    void finish(const ExitState &exit, const std::optional<Error> &error);

    std::shared_ptr<SessionClient> m_session;
    std::shared_ptr<ClientChannel> m_self; ///< while opening: nobody else has it
    Pending<std::shared_ptr<Channel>> m_opening;
    std::shared_ptr<bool> m_untouched; ///< null once something may have been sent
    std::deque<std::function<void()>> m_held;
    bool m_listened = false;
    quint32 m_id = 0;
    messages::ChannelKind m_kind = messages::ChannelKind::Exec;
    State m_state = State::Opening;
    QElapsedTimer m_age;
    qint64 m_queued = 0;
};

} // namespace aiops::ssh
