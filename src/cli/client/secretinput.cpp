#include "cli/client/secretinput.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace aiops::cli::client {

namespace {

wire::Answer readAll(int fd, std::string &bytes)
{
    bytes.reserve(wire::kLargestSecret + 2); // never moved, so that no copy stays behind
    char buffer[4096];
    for (;;) {
        const ssize_t size = ::read(fd, buffer, sizeof buffer);
        if (size < 0)
            return errno == EINTR ? wire::Answer::Cancelled : wire::Answer::Invalid;
        if (size == 0)
            return wire::Answer::Ok;
        if (bytes.size() + std::size_t(size) > wire::kLargestSecret)
            return wire::Answer::TooLarge;
        bytes.append(buffer, std::size_t(size));
    }
}

void removeLineEnd(std::string &bytes)
{
    if (bytes.ends_with('\n'))
        bytes.pop_back();
    if (bytes.ends_with('\r'))
        bytes.pop_back();
}

} // namespace

wire::Answer readSecret(wire::SecretKind kind, const std::string &source, bool text, std::string &bytes)
{
    int fd = -1;
    if (kind == wire::SecretKind::File) {
        fd = ::open(source.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat info{};
        if (fd < 0 || ::fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) {
            if (fd >= 0)
                ::close(fd);
            return wire::Answer::NotFound;
        }
    } else {
        const auto parsed = std::from_chars(source.data(), source.data() + source.size(), fd);
        if (parsed.ec != std::errc() || fd < 0 || fd >= 100 || ::fcntl(fd, F_GETFD) < 0)
            return wire::Answer::Invalid;
    }
    const wire::Answer answer = readAll(fd, bytes);
    if (kind == wire::SecretKind::File)
        ::close(fd);
    if (answer == wire::Answer::Ok && text)
        removeLineEnd(bytes);
    return answer;
}

} // namespace aiops::cli::client
