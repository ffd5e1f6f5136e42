#include "features/terminal/terminalsession.h"

#include "features/terminal/localshell.h"

namespace aiops::terminal {

TerminalSession::TerminalSession(ssh::Endpoint endpoint, OpenShell open, QObject *parent)
    : QObject(parent), m_endpoint(std::move(endpoint)), m_open(std::move(open)), m_folder(m_endpoint.user)
{
}

TerminalSession::~TerminalSession()
{
    release();
}

QString TerminalSession::logText() const
{
    if (m_channel.transport)
        return m_channel.transport->log().toText();
    return m_report ? m_report->log.toText() : QString();
}

QStringList TerminalSession::notices() const
{
    return m_channel.transport ? m_channel.transport->log().notices : QStringList();
}

bool TerminalSession::isBusy() const
{
    const auto *local = qobject_cast<const LocalShell *>(m_channel.channel.get());
    return local ? local->isBusy() : isRunning();
}

void TerminalSession::start()
{
    if (isRunning())
        return;
    m_error = {};
    m_exit = {};
    m_stage = ssh::Stage::Resolve;
    m_report = std::make_shared<ssh::ConnectReport>();
    m_pty.command = m_folder.path().isEmpty() ? QByteArray() : shellIn(m_folder.path());
    setState(State::Connecting);
    const int attempt = ++m_attempt;
    deliver(m_open(m_endpoint, m_pty, m_report), this,
            [this, attempt](Result<OpenChannel> result) { opened(attempt, std::move(result)); });
}

void TerminalSession::opened(int attempt, Result<OpenChannel> result)
{
    if (attempt != m_attempt) { // closed or started anew meanwhile
        if (result)
            result->channel->close();
        return;
    }
    if (!result) {
        if (result.error().code == Errc::Denied) // perhaps this server runs no commands: the next attempt is plain
            m_folder.forget();
        return ended({}, result.error());
    }
    take(*std::move(result));
    m_wasLive = true;
    setState(State::Live);
}

void TerminalSession::take(OpenChannel open)
{
    m_channel = std::move(open);
    ssh::Channel *channel = m_channel.channel.get();
    connect(channel, &ssh::Channel::received, this,
            [this](ssh::Channel::Stream, const QByteArray &data) {
                m_folder.feed(data);
                emit output(data);
            });
    // Queued: the channel is released at its end and must not be deleted inside its own signal.
    connect(channel, &ssh::Channel::closed, this, &TerminalSession::ended, Qt::QueuedConnection);
    channel->resize(m_pty.columns, m_pty.rows);
}

void TerminalSession::ended(const ssh::ExitState &exit, const std::optional<Error> &error)
{
    if (!isRunning())
        return;
    m_exit = exit;
    if (error)
        m_error = *error;
    release();
    const bool isLost = error.has_value() || (!exit.status && exit.signal.isEmpty());
    if (!isLost)
        m_folder.forget(); // the person left it
    setState(isLost ? State::Lost : State::Closed);
}

void TerminalSession::close()
{
    if (!isRunning())
        return;
    ++m_attempt;
    m_folder.forget();
    release();
    setState(State::Closed);
}

void TerminalSession::release()
{
    if (m_channel.channel) {
        disconnect(m_channel.channel.get(), nullptr, this, nullptr);
        m_channel.channel->close();
    }
    m_channel = {};
}

void TerminalSession::type(const QByteArray &bytes)
{
    if (m_channel.channel && m_channel.channel->isOpen())
        m_channel.channel->write(bytes);
}

void TerminalSession::resize(int columns, int rows)
{
    m_pty.columns = columns;
    m_pty.rows = rows;
    if (m_channel.channel)
        m_channel.channel->resize(columns, rows);
}

void TerminalSession::shown(qint64 bytes)
{
    if (m_channel.channel)
        m_channel.channel->consumed(bytes);
}

void TerminalSession::noteStage(const ssh::Endpoint &endpoint, ssh::Stage stage)
{
    if (m_state != State::Connecting || endpoint != m_endpoint || stage == m_stage)
        return;
    m_stage = stage;
    emit stateChanged();
}

void TerminalSession::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

} // namespace aiops::terminal
