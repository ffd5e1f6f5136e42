#include "ssh/client/enginehost.h"

#include "core/log.h"
#include "ssh/client/text.h"
#include "ssh/engine/loop.h"

#include <sys/socket.h>

namespace aiops::ssh {
namespace {

class ThreadHost final : public EngineHost
{
public:
    ThreadHost(std::unique_ptr<Link> here, std::unique_ptr<Link> there)
        : EngineHost(std::move(here)), m_loop(std::make_unique<engine::Loop>(std::move(there)))
    {
        m_link->setWake([this] { QMetaObject::invokeMethod(this, [this] { drain(); }, Qt::QueuedConnection); });
        m_thread = std::thread([loop = m_loop.get()] { loop->run(); });
    }
    ~ThreadHost() override
    {
        m_loop->stop();
        m_thread.join();
        m_loop.reset();
    }

private:
    std::unique_ptr<engine::Loop> m_loop;
    std::thread m_thread;
};

Error anotherVersion()
{
    return {Errc::Failed, Text::tr("AIOps Command Center was updated while it ran."), {},
            Text::tr("Restart the program. Connections that are open go on until then.")};
}

Error neverWorked(const char *why)
{
    return {Errc::Failed, Text::tr("The program that drives SSH connections does not work."), QString::fromLatin1(why),
            Text::tr("If AIOps Command Center was just updated, restart it; if not, install it again.")};
}

class WorkerHost final : public EngineHost
{
public:
    WorkerHost(WorkerProcess process, int socket, std::chrono::milliseconds liveness)
        : EngineHost(socketLink(socket, Descriptors::Refused)), m_process(std::move(process)), m_readable(socket, QSocketNotifier::Read),
          m_writable(socket, QSocketNotifier::Write)
    {
        m_writable.setEnabled(false);
        connect(&m_readable, &QSocketNotifier::activated, this, [this] { drain(); });
        connect(&m_writable, &QSocketNotifier::activated, this, &WorkerHost::pass);
        m_liveness.setInterval(liveness);
        connect(&m_liveness, &QTimer::timeout, this, &WorkerHost::ask);
    }
    ~WorkerHost() override
    {
        m_readable.setEnabled(false); // before the link closes what they watch
        m_writable.setEnabled(false);
    }
    pid_t pid() const override { return m_process.pid(); }
    void finish() override
    {
        pass();
        m_isFinishing = true;
        ::shutdown(m_link->descriptor(), SHUT_WR);
    }

protected:
    void sent() override { pass(); }
    bool admits(const std::optional<messages::ToClient> &message) override
    {
        if (m_isGreeted)
            return true;
        const auto *hello = message ? std::get_if<messages::Hello>(&*message) : nullptr;
        m_isGreeted = hello && hello->version == messages::kVersion;
        if (!m_isGreeted) {
            m_fault = anotherVersion();
            giveUp("is of another version");
        }
        return m_isGreeted;
    }
    void heard(const messages::ToClient &message) override
    {
        if (std::holds_alternative<messages::Pong>(message))
            m_isAsked = false;
    }
    void drained() override
    {
        if (m_link->isCut())
            giveUp("ended");
    }
    void garbled() override { giveUp("sent what is no message"); }
    void usedChanged(bool isUsed) override
    {
        m_isAsked = false;
        isUsed ? m_liveness.start() : m_liveness.stop();
    }

private:
    void pass()
    {
        m_link->flush();
        m_writable.setEnabled(m_link->wantsWrite());
    }
    void ask()
    {
        if (std::exchange(m_isAsked, true))
            return giveUp("gave no sign of life");
        send(messages::Ping{0, ++m_asked});
    }
    void giveUp(const char *why)
    {
        if (std::exchange(m_isGivenUp, true))
            return;
        if (!m_isGreeted && !m_fault)
            m_fault = neverWorked(why);
        if (!m_isFinishing)
            qCWarning(lcSsh) << "a worker" << m_process.pid() << why;
        m_readable.setEnabled(false);
        m_writable.setEnabled(false);
        m_liveness.stop();
        emit lost();
    }

    WorkerProcess m_process;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QTimer m_liveness;
    quint32 m_asked = 0;
    bool m_isGreeted = false;
    bool m_isAsked = false;
    bool m_isFinishing = false;
    bool m_isGivenUp = false;
};

} // namespace

std::unique_ptr<EngineHost> EngineHost::thread()
{
    auto [here, there] = inProcessLink();
    return std::make_unique<ThreadHost>(std::move(here), std::move(there));
}

Result<std::unique_ptr<EngineHost>> EngineHost::worker(std::chrono::milliseconds liveness)
{
    Result<WorkerProcess> process = WorkerProcess::start();
    if (!process)
        return std::unexpected(process.error());
    const int socket = process->takeSocket();
    return std::make_unique<WorkerHost>(*std::move(process), socket, liveness);
}

void EngineHost::send(messages::ToEngine message, int descriptor)
{
    m_link->send({messages::encode(std::move(message)), descriptor});
    sent();
}

void EngineHost::addSession()
{
    if (++m_sessions == 1)
        usedChanged(true);
}

void EngineHost::removeSession()
{
    if (--m_sessions == 0)
        usedChanged(false);
}

/// A share at a time, so that a flood of output leaves room for the person.
void EngineHost::drain()
{
    constexpr int kShare = 64;
    const QPointer<EngineHost> self(this);
    for (int i = 0; i < kShare; ++i) {
        const std::optional<Frame> frame = m_link->receive();
        if (!frame)
            return drained();
        std::optional<messages::ToClient> message = messages::decodeToClient(frame->bytes);
        if (!admits(message))
            return;
        if (!message)
            return garbled();
        heard(*message);
        emit said(*message);
        if (!self)
            return;
    }
    if (!std::exchange(m_drainQueued, true)) {
        QMetaObject::invokeMethod(this, [this] {
            m_drainQueued = false;
            drain();
        }, Qt::QueuedConnection);
    }
}

} // namespace aiops::ssh
