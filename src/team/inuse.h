#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace aiops::team {

/// Lets an object wait at its end for what still reads through it in the pool. Any thread.
class InUse final
{
public:
    /// Held by each job while it runs.
    class Hold final
    {
    public:
        explicit Hold(InUse &use) : m_use(&use) { use.change(1); }
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        ~Hold() { m_use->change(-1); }
        bool isEnding() const
        {
            const std::lock_guard lock(m_use->m_mutex);
            return m_use->m_ending;
        }

    private:
        InUse *m_use;
    };

    std::shared_ptr<const Hold> hold() { return std::make_shared<Hold>(*this); }
    /// Asks all holders to end and waits for them.
    void end()
    {
        std::unique_lock lock(m_mutex);
        m_ending = true;
        m_changed.wait(lock, [this] { return m_holders == 0; });
    }

private:
    void change(int by)
    {
        // The last one tells while it has the lock: afterwards this object may be gone.
        const std::lock_guard lock(m_mutex);
        m_holders += by;
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_holders = 0;
    bool m_ending = false;
};

} // namespace aiops::team
