#include "features/terminal/cli/channelbridge.h"

#include "core/text.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInterruptedCode = 130;
constexpr auto kGrace = std::chrono::seconds(2);

} // namespace

int signalNumber(const QByteArray &name)
{
    static const QHash<QByteArray, int> numbers{{"HUP", 1},   {"INT", 2},   {"QUIT", 3},  {"ILL", 4},   {"TRAP", 5}, {"ABRT", 6},
                                                {"BUS", 7},   {"FPE", 8},   {"KILL", 9},  {"USR1", 10}, {"SEGV", 11}, {"USR2", 12},
                                                {"PIPE", 13}, {"ALRM", 14}, {"TERM", 15}};
    return numbers.value(name);
}

ChannelBridge::ChannelBridge(cli::Io &io, OpenChannel open, bool isShell)
    : m_io(io), m_open(std::move(open)), m_isShell(isShell)
{
}

Future<int> ChannelBridge::run()
{
    m_promise.start();
    ssh::Channel *channel = m_open.channel.get();
    connect(channel, &ssh::Channel::received, this, &ChannelBridge::received);
    connect(channel, &ssh::Channel::written, this, &ChannelBridge::acknowledgeInput);
    // Queued: the channel is released there and must not die inside its own signal.
    connect(channel, &ssh::Channel::closed, this,
            [this](const ssh::ExitState &exit, const std::optional<Error> &error) { finish(resultOf(exit, error)); },
            Qt::QueuedConnection);
    connect(&m_io, &cli::Io::drained, this, &ChannelBridge::acknowledge);
    connect(&m_io, &cli::Io::input, this, &ChannelBridge::input);
    connect(&m_io, &cli::Io::inputEnded, channel, &ssh::Channel::sendEof);
    connect(&m_io, &cli::Io::interrupted, this, &ChannelBridge::interrupted);
    connect(&m_io, &QObject::destroyed, this, &ChannelBridge::leave);
    if (m_isShell) {
        connect(&m_io, &cli::Io::resized, channel, &ssh::Channel::resize);
        m_io.setRawTerminal(true);
    }
    m_io.readInput();
    return m_promise.future();
}

void ChannelBridge::received(ssh::Channel::Stream stream, const QByteArray &data)
{
    if (m_finished)
        return;
    stream == ssh::Channel::Stream::Error ? m_io.err(data) : m_io.out(data);
    m_unconsumed += data.size();
    if (m_io.bytesQueued() < kHigh)
        acknowledge();
}

void ChannelBridge::acknowledge()
{
    if (const qint64 bytes = std::exchange(m_unconsumed, 0); bytes > 0 && m_open.channel)
        m_open.channel->consumed(bytes);
}

void ChannelBridge::input(const QByteArray &data)
{
    if (m_finished)
        return;
    m_inputUnconsumed += data.size();
    const EscapeKeys::Outcome typed = m_isShell ? m_escape.filter(data) : EscapeKeys::Outcome{data, false};
    if (!typed.bytes.isEmpty())
        m_open.channel->write(typed.bytes);
    if (typed.leave)
        return leave();
    acknowledgeInput();
}

void ChannelBridge::acknowledgeInput()
{
    if (m_finished || m_inputUnconsumed == 0 || m_open.channel->bytesQueued() >= kHigh)
        return;
    m_io.inputConsumed(std::exchange(m_inputUnconsumed, 0));
}

/// The first time asks the remote command to stop, and gives it a moment; the second time leaves at once.
void ChannelBridge::interrupted()
{
    if (m_finished)
        return;
    if (std::exchange(m_interrupted, true))
        return leave();
    m_open.channel->sendSignal("INT");
    m_open.channel->sendEof();
    QTimer::singleShot(kGrace, this, &ChannelBridge::leave);
}

void ChannelBridge::leave()
{
    if (m_finished)
        return;
    m_left = true;
    finish(m_interrupted ? kInterruptedCode : 0);
}

void ChannelBridge::finish(Result<int> result)
{
    if (std::exchange(m_finished, true))
        return;
    disconnect(&m_io, nullptr, this, nullptr);
    if (m_isShell)
        m_io.setRawTerminal(false);
    disconnect(m_open.channel.get(), nullptr, this, nullptr);
    m_open.channel->close();
    m_open = {};
    m_promise.addResult(std::move(result));
    m_promise.finish();
    deleteLater();
}

Result<int> ChannelBridge::resultOf(const ssh::ExitState &exit, const std::optional<Error> &error)
{
    if (m_interrupted)
        return kInterruptedCode;
    if (exit.status)
        return *exit.status;
    if (!exit.signal.isEmpty()) {
        m_io.err(tr("The remote command was ended by signal %1.\n").arg(shownPlain(QString::fromUtf8(exit.signal), 20)).toUtf8());
        return 128 + signalNumber(exit.signal);
    }
    const QString cause = error ? error->text : tr("The server ended the connection.");
    return std::unexpected(Error{Errc::Unreachable, tr("The connection was lost. %1").arg(cause), error ? error->detail : QString()});
}

} // namespace aiops::terminal
