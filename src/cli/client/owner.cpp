#include "cli/client/owner.h"

#include "core/ownersocket.h"

#include <climits>
#include <cstdlib>
#include <fcntl.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

namespace aiops::cli::client {

namespace {

constexpr int kOwnDescriptors = 100;

std::string environment(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

std::string requestedHome(const std::vector<std::string> &words)
{
    std::string home;
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (words[i] == "--home" && i + 1 < words.size())
            home = words[++i];
        else if (words[i].starts_with("--home="))
            home = words[i].substr(7);
    }
    return home;
}

std::string dataFolder()
{
    const std::string home = environment("HOME").empty() ? "/" : environment("HOME");
#ifdef __APPLE__
    return home + "/Library/Application Support/aiops-command-center";
#else
    const std::string data = environment("XDG_DATA_HOME");
    return (data.starts_with('/') ? data : home + "/.local/share") + "/aiops-command-center";
#endif
}

std::string firstLine(const std::string &path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    char line[PATH_MAX] = {};
    const ssize_t size = fd < 0 ? 0 : ::read(fd, line, sizeof line - 1);
    if (fd >= 0)
        ::close(fd);
    const std::string text(line, size > 0 ? std::size_t(size) : 0);
    return text.substr(0, text.find('\n'));
}

std::string socketPath(const std::string &home)
{
    char resolved[PATH_MAX];
    if (!::realpath(home.c_str(), resolved))
        return {};
    const std::string inside = ownersocket::inside(resolved);
    return inside.empty() ? firstLine(ownersocket::pointerFile(resolved)) : inside;
}

std::string ownFolder()
{
    char path[PATH_MAX] = {};
#ifdef __APPLE__
    uint32_t size = sizeof path;
    if (_NSGetExecutablePath(path, &size) != 0)
        return {};
#else
    if (::readlink("/proc/self/exe", path, sizeof path - 1) < 0)
        return {};
#endif
    const std::string text(path);
    return text.substr(0, text.rfind('/'));
}

std::string ownerProgram()
{
    const std::string folder = ownFolder();
    for (const char *place : {"/aiops-owner", "/../libexec/aiops-owner"}) {
        if (::access((folder + place).c_str(), X_OK) == 0)
            return folder + place;
    }
    return {};
}

/// The owner may outlive this command for others: it keeps nothing of this terminal and no foreign descriptor.
[[noreturn]] void becomeOwner(const std::string &program, const std::string &home, int socket)
{
    ::setsid();
    const int null = ::open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; ++fd)
        ::dup2(null, fd);
    ::dup2(socket, 3);
#ifdef __linux__
    ::close_range(4, ~0U, 0);
#else
    for (int fd = 4; fd < ::getdtablesize(); ++fd)
        ::close(fd);
#endif
    std::string path(program);
    std::string folder(home);
    char name[] = "aiops-owner", serve[] = "--serve-fd", three[] = "3", homeOption[] = "--home";
    char *arguments[] = {name, serve, three, homeOption, folder.data(), nullptr};
    ::execv(path.c_str(), arguments);
    ::_exit(127);
}

} // namespace

std::string chosenHome(const std::vector<std::string> &words)
{
    std::string home = requestedHome(words);
    if (home.empty())
        home = environment("AIOPS_HOME");
    if (home.empty())
        home = dataFolder();
    if (home.starts_with('/'))
        return home;
    char directory[PATH_MAX];
    return std::string(::getcwd(directory, sizeof directory) ? directory : "") + '/' + home;
}

int movedAway(int fd)
{
    if (fd < 0)
        return fd;
    const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, kOwnDescriptors);
    if (moved < 0)
        return fd;
    ::close(fd);
    return moved;
}

int connectOwner(const std::string &home)
{
    const auto address = ownersocket::address(socketPath(home));
    const int fd = address ? movedAway(::socket(AF_UNIX, SOCK_STREAM, 0)) : -1;
    if (fd < 0)
        return -1;
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) == 0 && ownersocket::isSameUser(fd))
        return fd;
    ::close(fd);
    return -1;
}

int spawnOwner(const std::string &home, std::string &missing)
{
    const std::string program = ownerProgram();
    int pair[2];
    if (program.empty() || ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) {
        missing = program.empty() ? ownFolder() + "/aiops-owner" : program;
        return -1;
    }
    const int ours = movedAway(pair[0]);
    const int theirs = movedAway(pair[1]);
    const pid_t child = ::fork();
    if (child == 0)
        becomeOwner(program, home, theirs);
    ::close(theirs);
    if (child > 0)
        return ours;
    missing = program;
    ::close(ours);
    return -1;
}

} // namespace aiops::cli::client
