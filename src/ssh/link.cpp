#include "ssh/link.h"

#include <deque>
#include <mutex>

#include <unistd.h>

namespace aiops::ssh {
namespace {

class Mailbox final
{
public:
    ~Mailbox()
    {
        for (const Frame &frame : m_frames) {
            if (frame.descriptor >= 0)
                ::close(frame.descriptor);
        }
    }
    void put(Frame frame)
    {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = m_frames.empty();
        m_frames.push_back(std::move(frame));
        if (wasEmpty && m_wake)
            m_wake();
    }
    std::optional<Frame> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_frames.empty())
            return std::nullopt;
        Frame frame = std::move(m_frames.front());
        m_frames.pop_front();
        return frame;
    }
    void setWake(std::function<void()> wake)
    {
        const std::lock_guard lock(m_mutex);
        m_wake = std::move(wake);
        if (m_wake && !m_frames.empty())
            m_wake();
    }

private:
    std::mutex m_mutex;
    std::deque<Frame> m_frames;
    std::function<void()> m_wake;
};

class QueueLink final : public Link
{
public:
    QueueLink(std::shared_ptr<Mailbox> in, std::shared_ptr<Mailbox> out) : m_in(std::move(in)), m_out(std::move(out)) {}
    ~QueueLink() override { m_in->setWake({}); }
    void send(Frame frame) override { m_out->put(std::move(frame)); }
    std::optional<Frame> receive() override { return m_in->take(); }
    void setWake(std::function<void()> wake) override { m_in->setWake(std::move(wake)); }

private:
    std::shared_ptr<Mailbox> m_in;
    std::shared_ptr<Mailbox> m_out;
};

} // namespace

std::pair<std::unique_ptr<Link>, std::unique_ptr<Link>> inProcessLink()
{
    auto there = std::make_shared<Mailbox>();
    auto back = std::make_shared<Mailbox>();
    return {std::make_unique<QueueLink>(back, there), std::make_unique<QueueLink>(there, back)};
}

} // namespace aiops::ssh
