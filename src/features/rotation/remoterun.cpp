#include "features/rotation/remoterun.h"

namespace aiops::rotation {

namespace {

constexpr qsizetype kMostBytes = 1 << 20;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

/// Collects what one channel sends; deletes itself at the end.
class Collector final : public QObject
{
public:
    Collector(std::shared_ptr<ssh::Transport> transport, std::shared_ptr<ssh::Channel> channel)
        : m_transport(std::move(transport)), m_channel(std::move(channel))
    {
        connect(m_channel.get(), &ssh::Channel::received, this, &Collector::received);
        // Queued: the channel is released there and must not die inside its own signal.
        connect(m_channel.get(), &ssh::Channel::closed, this, &Collector::closed, Qt::QueuedConnection);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] {
            finish(std::unexpected(Error{Errc::TimedOut, say("The command did not end in time."), {}}));
        });
    }
    Future<RemoteOutput> run(const Secret *input, std::chrono::milliseconds patience)
    {
        m_promise.start();
        m_deadline.start(patience);
        if (input && !input->isEmpty())
            m_channel->write(input->reveal().toByteArray());
        m_channel->sendEof();
        return m_promise.future();
    }

private:
    void received(ssh::Channel::Stream stream, const QByteArray &data)
    {
        QByteArray &to = stream == ssh::Channel::Stream::Error ? m_output.err : m_output.out;
        to += data;
        m_channel->consumed(data.size());
        if (to.size() > kMostBytes)
            finish(std::unexpected(Error{Errc::TooLarge, say("The server sent more than 1 MiB."), {}}));
    }
    void closed(const ssh::ExitState &exit, const std::optional<Error> &error)
    {
        if (error)
            return finish(std::unexpected(*error));
        m_output.status = exit.status.value_or(-1);
        finish(std::move(m_output));
    }
    void finish(Result<RemoteOutput> result)
    {
        if (std::exchange(m_isFinished, true))
            return;
        m_deadline.stop();
        m_channel->close();
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    std::shared_ptr<ssh::Transport> m_transport; ///< stays open as long as the channel
    std::shared_ptr<ssh::Channel> m_channel;
    RemoteOutput m_output;
    QTimer m_deadline;
    bool m_isFinished = false;
    QPromise<Result<RemoteOutput>> m_promise;
};

} // namespace

Future<RemoteOutput> runRemote(std::shared_ptr<ssh::Transport> transport, QByteArray command, std::shared_ptr<const Secret> input,
                               std::chrono::milliseconds patience)
{
    const auto channel = co_await transport->exec(command, std::nullopt);
    if (!channel)
        co_return std::unexpected(channel.error());
    auto *collector = new Collector(transport, *channel);
    co_return co_await collector->run(input.get(), patience);
}

} // namespace aiops::rotation
