#pragma once

#include "ssh/engine/session.h"
#include "ssh/link.h"

#include <atomic>
#include <unordered_map>

namespace aiops::ssh::engine {

/// Drives many sessions with one poll(). run() returns after stop(); everything else belongs to the thread of run().
class Loop final
{
public:
    explicit Loop(std::unique_ptr<Link> link);
    ~Loop();
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void run();
    void stop(); ///< any thread

private:
    void wake();
    void drainWake();
    void takeMessages();
    void takeMessage(Frame frame);
    void turnSessions();
    void wait();

    std::unique_ptr<Link> m_link;
    int m_wake[2] = {-1, -1};
    std::atomic_bool m_stopped = false;
    std::unordered_map<quint32, std::unique_ptr<Session>> m_sessions;
};

} // namespace aiops::ssh::engine
