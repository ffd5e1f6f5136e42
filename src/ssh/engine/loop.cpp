#include "ssh/engine/loop.h"

#include <algorithm>
#include <mutex>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace aiops::ssh::engine {
namespace {

constexpr std::chrono::milliseconds kGoodbye{2'500};
constexpr std::chrono::milliseconds kGoodbyeStep{100};

} // namespace

void prepareLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] { libssh2_init(0); });
}

Loop::Loop(std::unique_ptr<Link> link) : m_link(std::move(link))
{
    prepareLibrary();
    if (::pipe2(m_wake, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe: the system is out of file descriptors");
    m_link->setWake([this] {
        if (std::this_thread::get_id() != m_runner) // what it sends itself it passes on before it waits
            wake();
    });
}

Loop::~Loop()
{
    m_sessions.clear();
    m_link.reset();
    ::close(m_wake[0]);
    ::close(m_wake[1]);
}

void Loop::stop()
{
    m_stopped = true;
    wake();
}

void Loop::wake()
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake[1], &byte, 1); // a full pipe wakes as well
}

void Loop::drainWake()
{
    char bytes[256];
    while (::read(m_wake[0], bytes, sizeof bytes) > 0) { }
}

void Loop::greet(const QByteArray &unlimited)
{
    m_link->send({messages::encode(messages::Hello{0, messages::kVersion, unlimited})});
}

void Loop::run()
{
    m_runner = std::this_thread::get_id();
    while (!m_stopped) {
        takeMessages();
        if (m_link->isCut())
            break;
        turnSessions();
        m_link->flush();
        if (m_link->isCut())
            continue;
        wait(60'000);
        drainWake(); // before looking at what it was for, or a wake-up would be lost
    }
    if (!m_stopped)
        sayGoodbye();
    m_sessions.clear();
}

/// Nobody listens any more: closes what is open in good order, as far as the servers let it.
void Loop::sayGoodbye()
{
    const Ticks until = std::chrono::steady_clock::now() + kGoodbye;
    for (const auto &[id, session] : m_sessions)
        session->handle(messages::CloseSession{id});
    while (!m_sessions.empty() && std::chrono::steady_clock::now() < until) {
        turnSessions();
        if (!m_sessions.empty())
            wait(int(kGoodbyeStep.count()));
        drainWake();
    }
}

void Loop::takeMessages()
{
    while (std::optional<Frame> frame = m_link->receive())
        takeMessage(std::move(*frame));
}

void Loop::takeMessage(Frame frame)
{
    std::optional<messages::ToEngine> message = messages::decodeToEngine(frame.bytes);
    wipe(frame.bytes); // may hold a password
    if (!message) {
        if (frame.descriptor >= 0)
            ::close(frame.descriptor);
        return;
    }
    if (const auto *ping = std::get_if<messages::Ping>(&*message))
        return m_link->send({messages::encode(messages::Pong{0, ping->number})});
    const quint32 id = std::visit([](const auto &m) { return m.session; }, *message);
    if (auto *open = std::get_if<messages::OpenSession>(&*message)) {
        m_sessions[id] = std::make_unique<Session>(
            std::move(*open), frame.descriptor,
            [this](messages::ToClient answer) { m_link->send({messages::encode(std::move(answer))}); }, [this] { wake(); });
    } else if (const auto found = m_sessions.find(id); found != m_sessions.end()) {
        found->second->handle(std::move(*message));
    }
}

void Loop::turnSessions()
{
    const Ticks now = std::chrono::steady_clock::now();
    std::erase_if(m_sessions, [now](auto &entry) {
        entry.second->turn(now);
        return entry.second->isFinished();
    });
}

void Loop::wait(int most)
{
    std::vector<pollfd> descriptors{{m_wake[0], POLLIN, 0}};
    if (m_link->descriptor() >= 0 && !m_link->isCut())
        descriptors.push_back({m_link->descriptor(), short(POLLIN | (m_link->wantsWrite() ? POLLOUT : 0)), 0});
    std::optional<Ticks> first;
    bool hot = false;
    for (const auto &[id, session] : m_sessions) {
        hot = hot || session->isHot();
        if (const short events = session->events())
            descriptors.push_back({session->descriptor(), events, 0});
        if (const std::optional<Ticks> deadline = session->deadline())
            first = first ? std::min(*first, *deadline) : *deadline;
    }
    int timeout = first ? most : -1;
    if (first)
        timeout = int(std::clamp<qint64>(
            std::chrono::ceil<std::chrono::milliseconds>(*first - std::chrono::steady_clock::now()).count(), 0, most));
    ::poll(descriptors.data(), nfds_t(descriptors.size()), hot ? 0 : timeout);
}

} // namespace aiops::ssh::engine
