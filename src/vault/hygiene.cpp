#include "vault/hygiene.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_MACOS
#include <sys/ptrace.h>
#include <sys/types.h>
#endif

namespace aiops::vault {

void hardenProcess()
{
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); // also closes /proc/PID/mem and ptrace to the same user
#endif
#ifdef Q_OS_MACOS
    ptrace(PT_DENY_ATTACH, 0, nullptr, 0);
#endif
}

} // namespace aiops::vault
