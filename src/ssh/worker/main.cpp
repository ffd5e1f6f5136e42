// aiops-ssh-worker: drives SSH sessions for the program that started it, over the socket that it finds as descriptor 3.
// What a hostile server can do to this process stays in it (security.md 5.1).
#include "ssh/engine/loop.h"
#include "ssh/worker/limits.h"

#include <QByteArray>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>

#include <sys/stat.h>
#include <unistd.h>

using namespace aiops;

namespace {

constexpr int kSocket = 3;

[[noreturn]] void checkLimits()
{
    std::fputs(ssh::worker::tryForbidden().c_str(), stdout);
    std::fflush(stdout);
    ::_exit(0);
}

bool isSocket(int descriptor)
{
    struct stat status{};
    return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

} // namespace

int main(int count, char **words)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGINT, SIG_IGN); // Ctrl+C in the terminal of the program is for the program
    const bool checks = count == 2 && std::strcmp(words[1], "--check-limits") == 0;
    if (!checks && !isSocket(kSocket)) {
        std::fputs("aiops-ssh-worker is started by AIOps Command Center; there is nothing to run here.\n", stderr);
        return 2;
    }
    ssh::engine::prepareLibrary(); // reads its configuration while files may still be opened
    std::optional<ssh::engine::Loop> loop;
    if (!checks)
        loop.emplace(ssh::socketLink(kSocket, ssh::Descriptors::Taken)); // its pipe cannot be made later
    const std::string missing = ssh::worker::limitThisProcess();
    if (!missing.empty())
        std::fprintf(stderr, "aiops-ssh-worker: not limited: %s\n", missing.c_str());
    if (checks)
        checkLimits();
    loop->greet(QByteArray::fromStdString(missing));
    loop->run();
    ::_exit(0); // nothing to tidy up: the sockets close with the process
}
