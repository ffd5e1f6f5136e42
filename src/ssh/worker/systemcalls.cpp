#include "ssh/worker/systemcalls.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace aiops::ssh::worker {
namespace {

#ifdef __x86_64__
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr unsigned kAllow = SECCOMP_RET_ALLOW;
constexpr unsigned kDeny = SECCOMP_RET_ERRNO | EPERM;
constexpr unsigned kMissing = SECCOMP_RET_ERRNO | ENOSYS;

/// Reading, writing, waiting, memory, threads, time: no call here takes a path, an address or another process.
constexpr auto kAllowed = std::to_array<unsigned>({
    __NR_read, __NR_write, __NR_readv, __NR_writev, __NR_recvmsg, __NR_sendmsg, __NR_recvfrom, __NR_sendto, __NR_shutdown,
    __NR_close, __NR_ppoll, __NR_fcntl, __NR_getsockopt, __NR_setsockopt, __NR_getpeername, __NR_getsockname, __NR_fstat,
    __NR_munmap, __NR_mremap, __NR_brk, __NR_madvise, __NR_mlock, __NR_munlock, __NR_futex, __NR_set_robust_list,
    __NR_rseq, __NR_sched_yield, __NR_gettid, __NR_getpid, __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn,
    __NR_sigaltstack, __NR_clock_gettime, __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday, __NR_restart_syscall,
    __NR_getrandom, __NR_getrusage, __NR_sched_getaffinity, __NR_exit, __NR_exit_group,
#ifdef __NR_poll
    __NR_poll,
#endif
#ifdef __NR_time
    __NR_time,
#endif
#ifdef __SANITIZE_ADDRESS__
    __NR_pipe2, // how the sanitizers find out whether memory may be read
#ifdef __NR_pipe
    __NR_pipe,
#endif
#endif
});

class Program final
{
public:
    Program()
    {
        load(offsetof(seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
        finish(SECCOMP_RET_KILL_PROCESS);
        load(offsetof(seccomp_data, nr));
#ifdef __x86_64__
        add(BPF_JMP | BPF_JGE | BPF_K, 0x4000'0000, 0, 1); // the x32 numbers
        finish(SECCOMP_RET_KILL_PROCESS);
#endif
    }
    void allow(unsigned call) { answer(call, kAllow); }
    void answer(unsigned call, unsigned action)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
        finish(action);
    }
    /// Allows it when the low half of an argument, masked, is `wanted`.
    void allowWhen(unsigned call, int argument, unsigned mask, unsigned wanted)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
        load(offsetof(seccomp_data, args) + 8 * unsigned(argument)); // both architectures are little-endian
        add(BPF_ALU | BPF_AND | BPF_K, mask, 0, 0);
        add(BPF_JMP | BPF_JEQ | BPF_K, wanted, 0, 1);
        finish(kAllow);
        finish(kDeny);
    }
    void finish(unsigned action) { add(BPF_RET | BPF_K, action, 0, 0); }
    bool install()
    {
        sock_fprog program{static_cast<unsigned short>(m_code.size()), m_code.data()};
        return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
    }

private:
    void load(unsigned offset) { add(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0); }
    void add(unsigned code, unsigned value, unsigned char yes, unsigned char no)
    {
        m_code.push_back({static_cast<unsigned short>(code), yes, no, value});
    }
    std::vector<sock_filter> m_code;
};

} // namespace

bool limitSystemCalls()
{
    Program program;
    for (const unsigned call : kAllowed)
        program.allow(call);
    program.answer(__NR_clone3, kMissing); // its flags lie in memory; libc takes clone instead
    program.allowWhen(__NR_clone, 0, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM);
    program.allowWhen(__NR_mmap, 3, MAP_ANONYMOUS, MAP_ANONYMOUS);
    program.allowWhen(__NR_mprotect, 2, PROT_EXEC, 0);
    program.allowWhen(__NR_prlimit64, 0, ~0u, 0); // its own
    program.finish(kDeny);
    return program.install();
}

} // namespace aiops::ssh::worker

#else

namespace aiops::ssh::worker {

bool limitSystemCalls()
{
    return false;
}

} // namespace aiops::ssh::worker

#endif
