#include "features/exec/hostrun.h"

#include "core/text.h"
#include "features/exec/hostobject.h"
#include "features/exec/stopcall.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kGrace = std::chrono::seconds(6);      ///< after which a stopped command is given up
constexpr auto kBreath = std::chrono::milliseconds(5); ///< between two portions of a flood, for everything else
constexpr qsizetype kPortion = 256 * 1024;             ///< of stdin under way
constexpr qint64 kLong = 64 * 1024;                    ///< output above it goes to a file too

} // namespace

HostRun::HostRun(Parts parts, std::shared_ptr<const Request> request, Target target, const Masking &masking)
    : m_parts(std::move(parts)), m_request(std::move(request)), m_masking(masking), m_gate(m_markers, m_request->useSudo), m_sudo(m_parts.gatekeeper, m_parts.credentials, m_gate),
      m_file(m_parts.file, m_parts.budget, m_masking)
{
    m_result.target = std::move(target);
    m_limit.setSingleShot(true);
    m_acknowledge.setSingleShot(true);
    m_acknowledge.setInterval(kBreath);
    connect(&m_acknowledge, &QTimer::timeout, this, &HostRun::acknowledge);
    connectSudo();
}

HostRun::~HostRun()
{
    if (isEnd(m_result.state))
        return;
    m_connecting.cancel();
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel->close();
    }
}

Masking HostRun::masking() const
{
    return m_masking;
}

void HostRun::setState(HostState state)
{
    m_result.state = state;
    emit changed();
}

void HostRun::start()
{
    m_clock.start();
    const ssh::Endpoint &endpoint = m_result.target.endpoint;
    auto touch = m_parts.gatekeeper.request(team::Action::SshConnect, objectOf(endpoint));
    if (!touch)
        return finish(HostState::Denied, touch.error().text, touch.error().hint);
    auto credential = m_parts.gatekeeper.request(team::Action::CredentialUse, objectOf(endpoint));
    if (!credential) {
        touch->failed(credential.error());
        return finish(HostState::Denied, credential.error().text, credential.error().hint);
    }
    setState(HostState::Connecting);
    connect(&m_limit, &QTimer::timeout, this, &HostRun::connectTimeOut);
    m_limit.start(m_request->connectLimit);
    m_connecting = m_parts.pool.acquire(endpoint, *std::move(touch), *std::move(credential), m_parts.interaction, {}, m_parts.usage);
    deliver(m_connecting, this, [this](const Result<std::shared_ptr<ssh::Transport>> &transport) { connected(transport); });
}

void HostRun::connectTimeOut()
{
    if (m_parts.interaction->isAsking(m_result.target.endpoint))
        return m_limit.start(m_request->connectLimit);
    finish(HostState::Unreachable, tr("No connection within %1 s.").arg(m_request->connectLimit.count() / 1000.0));
}

void HostRun::connected(const Result<std::shared_ptr<ssh::Transport>> &transport)
{
    if (isEnd(m_result.state))
        return;
    if (!transport)
        return finish(transport.error().code == Errc::Denied ? HostState::Denied : HostState::Unreachable, transport.error().text, transport.error().hint);
    // From here on it may run there, so only the channel's own deadline counts.
    m_limit.disconnect(this);
    m_limit.stop();
    m_transport = *transport;
    deliver(m_transport->exec(wrappedCommand(*m_request, m_markers)), this, [this](const Result<std::shared_ptr<ssh::Channel>> &channel) { opened(channel); });
}

void HostRun::opened(const Result<std::shared_ptr<ssh::Channel>> &channel)
{
    if (isEnd(m_result.state)) {
        if (channel)
            (*channel)->close();
        return;
    }
    if (!channel && channel.error().code == Errc::TimedOut)
        return finish(HostState::Failed, tr("The server did not say whether it began."));
    if (!channel)
        return finish(m_stopWanted ? HostState::NotRun : HostState::Unreachable, channel.error().text, channel.error().hint);
    m_channel = *channel;
    connect(m_channel.get(), &ssh::Channel::received, this, &HostRun::received);
    connect(m_channel.get(), &ssh::Channel::written, this, &HostRun::writeMore);
    // Queued: the channel is released there and must not die inside its own signal.
    connect(m_channel.get(), &ssh::Channel::closed, this, &HostRun::closed, Qt::QueuedConnection);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        stopRemote(HostState::TimedOut, tr("It did not end within %1 s.").arg(m_request->hostLimit.count() / 1000.0));
    });
    if (m_request->hostLimit.count() > 0)
        m_limit.start(m_request->hostLimit);
    setState(HostState::Running);
    if (m_stopWanted)
        stopRemote(HostState::Stopped, {});
}

void HostRun::received(ssh::Channel::Stream stream, const QByteArray &data)
{
    if (isEnd(m_result.state))
        return;
    m_unconsumed += data.size();
    if (stream == ssh::Channel::Stream::Output) {
        keep(m_result.out, data);
    } else {
        const bool wasStarted = m_gate.isStarted();
        keep(m_result.err, m_gate.feed(data));
        followGate(wasStarted);
    }
    if (m_result.out.bytes() + m_result.err.bytes() <= kLong)
        acknowledge();
    else if (!m_acknowledge.isActive())
        m_acknowledge.start();
}

void HostRun::keep(Captured &to, const QByteArray &data)
{
    if (data.isEmpty())
        return;
    to.feed(data);
    m_result.order.feed(&to == &m_result.err, data);
    if (m_isFiled) {
        m_file.write(data);
    } else if (m_result.out.bytes() + m_result.err.bytes() > kLong) { // everything so far is still in memory
        m_isFiled = true;
        m_file.write(m_result.out.head());
        m_file.write(m_result.out.tail());
        m_file.write(m_result.err.head());
        m_file.write(m_result.err.tail());
    }
    emit outputArrived();
}

void HostRun::acknowledge()
{
    if (const qint64 bytes = std::exchange(m_unconsumed, 0); bytes > 0 && m_channel)
        m_channel->consumed(bytes);
}

void HostRun::followGate(bool wasStarted)
{
    if (m_gate.isStarted() && !wasStarted) {
        m_sudo.end();
        return m_ending ? askToEnd() : giveInput();
    }
    if (!m_gate.isStarted())
        m_sudo.follow(m_result.target.endpoint);
}

void HostRun::connectSudo()
{
    connect(&m_sudo, &SudoTalk::answered, this, [this] {
        m_masking.add(m_sudo.password());
        m_channel->write(m_sudo.password()->reveal().toByteArray() + '\n');
    });
    connect(&m_sudo, &SudoTalk::refused, this, [this](const QString &why) { stopRemote(HostState::Failed, why); });
    connect(&m_sudo, &SudoTalk::asked, this, [this](const QByteArray &question) { // a second factor, a new password: nobody is there to answer
        const QString asked = shownPlain(m_masking.masked(visibleText(question)), 120);
        stopRemote(HostState::Failed, tr("sudo asks for something else than its password: “%1”. Use a terminal there, or let sudo ask only for the password.").arg(asked));
    });
}

void HostRun::giveInput()
{
    QByteArray variables;
    for (const Variable &variable : m_request->variables)
        variables += (variable.value ? variable.value->reveal().toByteArray() : QByteArray()) + '\n';
    if (!variables.isEmpty())
        m_channel->write(variables);
    wipe(variables);
    m_inputAt = 0;
    writeMore();
}

void HostRun::writeMore()
{
    if (m_inputAt < 0 || !m_channel || isEnd(m_result.state))
        return;
    const QByteArray input = m_request->input ? *m_request->input : QByteArray();
    while (m_inputAt < input.size() && m_channel->bytesQueued() < kPortion) {
        m_channel->write(input.sliced(m_inputAt, std::min(kPortion, input.size() - m_inputAt)));
        m_inputAt = std::min(m_inputAt + kPortion, input.size());
    }
    if (m_inputAt < input.size())
        return;
    m_inputAt = -1;
    m_channel->sendEof();
}

void HostRun::closed(const ssh::ExitState &exit, const std::optional<Error> &error)
{
    if (isEnd(m_result.state))
        return;
    keep(m_result.err, m_gate.flush());
    m_result.exit = exit.status;
    m_result.signal = exit.signal;
    if (m_ending)
        return finish(m_ending->first, m_ending->second);
    if (error)
        return finish(HostState::Failed, tr("The connection was lost. %1").arg(error->text));
    if (!exit.signal.isEmpty())
        return finish(HostState::Failed, tr("It was ended by signal %1.").arg(QString::fromLatin1(exit.signal.first(std::min<qsizetype>(20, exit.signal.size())))));
    if (!exit.status)
        return finish(HostState::Failed, tr("The server ended the connection."));
    finish(*exit.status == 0 ? HostState::Ok : HostState::Failed);
}

void HostRun::stop()
{
    if (isEnd(m_result.state))
        return;
    if (m_result.state == HostState::Connecting && m_transport) {
        m_stopWanted = true;
        return;
    }
    if (m_result.state != HostState::Running)
        return finish(HostState::NotRun, tr("It was stopped before it began."));
    stopRemote(HostState::Stopped, {});
}

void HostRun::stopRemote(HostState as, const QString &why)
{
    if (isEnd(m_result.state) || m_ending)
        return;
    m_ending = {as, why};
    m_sudo.end();
    if (m_request->useSudo && !m_gate.isStarted())
        m_channel->sendEof(); // sudo belongs to root: it goes when nobody types
    askToEnd();
    m_limit.disconnect(this);
    connect(&m_limit, &QTimer::timeout, this, &HostRun::giveUp);
    m_limit.start(kGrace);
}

void HostRun::giveUp()
{
    if (isEnd(m_result.state))
        return;
    if (!m_transport)
        return finish(HostState::NotRun, tr("It was stopped before it began."));
    const auto [state, why] = m_ending.value_or(std::pair(HostState::Stopped, QString()));
    const QString silent = tr("The host did not say that it ended.");
    finish(state, why.isEmpty() ? silent : why + u' ' + silent);
}

void HostRun::askToEnd()
{
    const auto bySignal = [this] {
        if (!m_channel || isEnd(m_result.state))
            return;
        m_channel->sendSignal("TERM");
        QTimer::singleShot(std::chrono::seconds(2), this, [this] {
            if (m_channel && !isEnd(m_result.state))
                m_channel->sendSignal("KILL");
        });
    };
    if (m_gate.groups().isEmpty() || !m_transport)
        return bySignal();
    const bool asRoot = m_request->useSudo && m_gate.isStarted();
    StopCall::run(m_transport, stopCommand(m_gate.groups(), asRoot ? m_markers.prompt : QByteArray()), asRoot ? m_sudo.password() : nullptr, this, bySignal);
}

void HostRun::end(HostState state, const QString &error, const QString &hint)
{
    if (!isEnd(m_result.state))
        finish(state, error, hint);
}

void HostRun::finish(HostState state, const QString &error, const QString &hint)
{
    m_limit.disconnect(this);
    m_limit.stop();
    m_acknowledge.stop();
    m_sudo.end();
    m_result.tookMs = elapsedMs();
    m_result.error = error;
    m_result.hint = hint;
    m_file.close();
    m_result.file = m_file.exists() ? m_file.path() : QString();
    m_result.cut = m_file.cut();
    m_result.state = state;
    m_connecting.cancel();
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel->close();
        m_channel.reset();
    }
    m_transport.reset();
    emit changed();
    emit ended();
}

} // namespace aiops::exec
