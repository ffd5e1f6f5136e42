#include "features/thiscomputer/diskprobe.h"

#include <QtSystemDetection>

#include <mutex>
#include <system_error>
#include <thread>

#ifdef Q_OS_UNIX
#include <sys/statvfs.h>
#include <unistd.h>
#endif

namespace aiops::thiscomputer {

using namespace std::chrono_literals;

namespace {

constexpr auto kEvery = 5s;
constexpr auto kPatience = 2s;

#ifdef Q_OS_UNIX
std::optional<Space> spaceOf(const char *path)
{
    struct statvfs info{};
    if (::statvfs(path, &info) != 0 || info.f_blocks == 0)
        return std::nullopt;
    return Space{double(info.f_blocks) * double(info.f_frsize), double(info.f_bavail) * double(info.f_frsize)};
}

/// An image that is only mounted to be read is always full.
bool isReadOnly(const char *path)
{
    struct statvfs info{};
    return ::statvfs(path, &info) == 0 && (info.f_flag & ST_RDONLY);
}
#endif

} // namespace

struct DiskProbe::Answer
{
    std::mutex mutex;
    Space space;
    bool asking = false;
};

DiskProbe::DiskProbe(Ask ask, Now now) : m_ask(std::move(ask)), m_now(std::move(now)), m_answer(std::make_shared<Answer>()) {}

Space DiskProbe::poll()
{
    const auto now = m_now();
    const std::lock_guard lock(m_answer->mutex);
    const bool due = !m_asked || now - *m_asked >= kEvery;
    if (due && !m_answer->asking) {
        m_asked = now;
        m_answer->asking = true;
        // A thread of its own, that nobody waits for: the pool would be short of one for as long as the disk hangs, and the
        // program could not end.
        try {
            std::thread([ask = m_ask, answer = m_answer] {
                const Space space = ask();
                const std::lock_guard locked(answer->mutex);
                answer->space = space;
                answer->asking = false;
            }).detach();
        } catch (const std::system_error &) { // no thread to be had now
            m_answer->asking = false;
        }
    }
    const bool hangs = m_answer->asking && now - *m_asked > kPatience;
    return hangs ? Space() : m_answer->space;
}

Space DiskProbe::askSystem()
{
#ifdef Q_OS_UNIX
    const char *home = ::getenv("HOME");
    if (isReadOnly("/") && home) {
        if (const auto space = spaceOf(home))
            return *space;
    }
    return spaceOf("/").value_or(Space());
#else
    return {};
#endif
}

std::chrono::milliseconds DiskProbe::monotonic()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace aiops::thiscomputer
