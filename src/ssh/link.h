#pragma once

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace aiops::ssh {

/// A frame of messages.h; OpenSession has the connected socket beside it, which then belongs to the receiver.
struct Frame
{
    QByteArray bytes;
    int descriptor = -1;
};

/// One end of the way between the two halves: a queue inside this process, a socketpair to a worker later.
class Link
{
public:
    virtual ~Link() = default;
    virtual void send(Frame frame) = 0;         ///< any thread, never blocks
    virtual std::optional<Frame> receive() = 0; ///< the owner of this end, never blocks
    /// Called in any thread when there is something to receive after there was nothing.
    virtual void setWake(std::function<void()> wake) = 0;
};

std::pair<std::unique_ptr<Link>, std::unique_ptr<Link>> inProcessLink();

} // namespace aiops::ssh
