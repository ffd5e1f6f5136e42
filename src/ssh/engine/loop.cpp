#include "ssh/engine/loop.h"

#include <algorithm>
#include <mutex>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace aiops::ssh::engine {
namespace {

/// libssh2_init is not thread-safe and is never undone: other loops may be using it.
void startLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] { libssh2_init(0); });
}

} // namespace

Loop::Loop(std::unique_ptr<Link> link) : m_link(std::move(link))
{
    startLibrary();
    if (::pipe2(m_wake, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe: the system is out of file descriptors");
    m_link->setWake([this] { wake(); });
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

void Loop::run()
{
    while (!m_stopped) {
        takeMessages();
        turnSessions();
        wait();
        drainWake(); // before looking at what it was for, or a wake-up would be lost
    }
    m_sessions.clear();
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

void Loop::wait()
{
    std::vector<pollfd> descriptors{{m_wake[0], POLLIN, 0}};
    std::optional<Ticks> first;
    bool hot = false;
    for (const auto &[id, session] : m_sessions) {
        hot = hot || session->isHot();
        if (const short events = session->events())
            descriptors.push_back({session->descriptor(), events, 0});
        if (const std::optional<Ticks> deadline = session->deadline())
            first = first ? std::min(*first, *deadline) : *deadline;
    }
    int timeout = -1;
    if (first)
        timeout = int(std::clamp<qint64>(
            std::chrono::ceil<std::chrono::milliseconds>(*first - std::chrono::steady_clock::now()).count(), 0, 60'000));
    ::poll(descriptors.data(), nfds_t(descriptors.size()), hot ? 0 : timeout);
}

} // namespace aiops::ssh::engine
