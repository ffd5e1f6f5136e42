#include "vault/hygiene.h"

#include "core/secret.h"

#include <QtGlobal>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <malloc.h>
#include <sys/prctl.h>
#endif
#ifdef Q_OS_MACOS
#include <sys/ptrace.h>
#include <sys/types.h>
#endif

namespace aiops::vault {

namespace {

#ifdef Q_OS_LINUX
// OpenSSL's coders free their buffers with the plain private key in them; here everything that it frees is wiped.
void *allocate(size_t size, const char *, int)
{
    return std::malloc(size);
}

void wipeAndFree(void *block, const char *, int)
{
    if (block)
        wipe(block, malloc_usable_size(block));
    std::free(block);
}

void *reallocate(void *block, size_t size, const char *file, int line)
{
    if (size == 0) {
        wipeAndFree(block, file, line);
        return nullptr;
    }
    void *moved = std::malloc(size);
    if (!moved || !block)
        return moved;
    std::memcpy(moved, block, std::min(size, malloc_usable_size(block)));
    wipeAndFree(block, file, line);
    return moved;
}
#endif

} // namespace

void hardenProcess()
{
#ifdef Q_OS_LINUX
    CRYPTO_set_mem_functions(allocate, reallocate, wipeAndFree); // refused once OpenSSL has allocated: call this first
#endif
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

void releaseThread()
{
    OPENSSL_thread_stop();
}

} // namespace aiops::vault
