#include "ssh/worker/limits.h"

#include "ssh/worker/systemcalls.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#endif

namespace aiops::ssh::worker {
namespace {

constexpr rlim_t kMemory = rlim_t(512) << 20;
constexpr rlim_t kDescriptors = 192; ///< 100 sessions, and those on their way

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kHasShadowMemory = true; ///< terabytes of address space
#else
constexpr bool kHasShadowMemory = false;
#endif

bool limit(int resource, rlim_t value)
{
    const rlimit both{value, value};
    return ::setrlimit(resource, &both) == 0;
}

} // namespace

std::string limitThisProcess()
{
    std::string missing;
    const auto want = [&missing](bool had, const char *what) {
        if (!had)
            missing += missing.empty() ? what : std::string(", ") + what;
    };
    want(limit(RLIMIT_CORE, 0), "core files");
    want(limit(RLIMIT_NOFILE, kDescriptors), "descriptors");
#ifdef RLIMIT_AS
    want(kHasShadowMemory || limit(RLIMIT_AS, kMemory), "memory");
#endif
#ifdef __linux__
    ::mallopt(M_ARENA_MAX, 1); // each arena of a thread would take 64 MiB of the address space
    want(::prctl(PR_SET_DUMPABLE, 0) == 0, "being looked into");
    want(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "new privileges");
    want(limitSystemCalls(), "system calls");
#endif
    return missing;
}

std::string tryForbidden()
{
    std::string report;
    const auto note = [&report](const char *what, bool worked) { report += std::string(what) + (worked ? " allowed\n" : " denied\n"); };
    note("open", ::open("/etc/hostname", O_RDONLY) >= 0);
    note("socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    char *const words[] = {nullptr};
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    note("fork", child > 0);
    note("kill", ::kill(::getppid(), 0) == 0);
#ifdef __linux__
    note("ptrace", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
#endif
    rlimit core{1, 1}, memory{}, descriptors{};
    ::getrlimit(RLIMIT_CORE, &core);
    note("core file", core.rlim_cur != 0);
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    note("many descriptors", descriptors.rlim_cur > kDescriptors);
    ::getrlimit(RLIMIT_AS, &memory);
    note("much memory", !kHasShadowMemory && memory.rlim_cur > kMemory);
    note("exec", ::execv("/bin/true", words) == 0); // last: it would not come back
    return report;
}

} // namespace aiops::ssh::worker
