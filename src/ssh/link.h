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

/// One end of the way between the two halves: a queue inside this process, or a socketpair to a worker.
class Link
{
public:
    virtual ~Link() = default;
    virtual void send(Frame frame) = 0;         ///< any thread, never blocks
    virtual std::optional<Frame> receive() = 0; ///< the owner of this end, never blocks
    /// Called in any thread when there is something to receive after there was nothing, or to flush.
    virtual void setWake(std::function<void()> wake) = 0;

    /// To poll() beside the wake, or -1 when that is all there is.
    virtual int descriptor() const { return -1; }
    /// Passes on what was sent, as far as the other end takes it. The owner of this end calls it after sending.
    virtual void flush() {}
    virtual bool wantsWrite() const { return false; } ///< flush() again when the descriptor is writable
    virtual bool isCut() const { return false; }      ///< the other end is gone, or what it sent is no frame
};

std::pair<std::unique_ptr<Link>, std::unique_ptr<Link>> inProcessLink();

/// Over one end of a stream socketpair, which becomes the link's. Whoever is not to be sent descriptors takes one that
/// comes nevertheless for the end of the link.
enum class Descriptors { Taken, Refused };
std::unique_ptr<Link> socketLink(int socket, Descriptors descriptors);

} // namespace aiops::ssh
