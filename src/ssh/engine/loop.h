#pragma once

#include "ssh/engine/session.h"
#include "ssh/link.h"

#include <atomic>
#include <thread>
#include <unordered_map>

namespace aiops::ssh::engine {

/// Once before any thread. libssh2_init is not thread-safe and is never undone.
void prepareLibrary();

/// Drives many sessions with one poll(). run() returns after stop(), or when the link is cut; everything else belongs to the thread of run().
class Loop final
{
public:
    explicit Loop(std::unique_ptr<Link> link);
    ~Loop();
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    /// Before run(): says hello to the program; `unlimited` as in messages::Hello.
    void greet(const QByteArray &unlimited);
    void run();
    void stop(); ///< any thread

private:
    void wake();
    void drainWake();
    void takeMessages();
    void takeMessage(Frame frame);
    void turnSessions();
    void wait(int most); ///< milliseconds, when a session has a deadline
    void sayGoodbye();

    std::unique_ptr<Link> m_link;
    int m_wake[2] = {-1, -1};
    std::atomic_bool m_stopped = false;
    std::atomic<std::thread::id> m_runner;
    std::unordered_map<quint32, std::unique_ptr<Session>> m_sessions;
};

} // namespace aiops::ssh::engine
