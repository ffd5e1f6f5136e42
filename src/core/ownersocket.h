#pragma once

#include <cstddef>
#include <cstring>
#include <optional>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/// Where the owner of a home folder listens, and who may talk to it. Without Qt: `aiops` itself uses this too.
namespace aiops::ownersocket {

constexpr std::size_t kLongestPath = 100; ///< bytes; sockaddr_un has 104 (macOS) or 108 (Linux)

/// The place in the home folder; empty when its path is too long for a socket address. The owner then listens elsewhere
/// and leaves that address in the pointer file.
inline std::string inside(const std::string &home)
{
    const std::string path = home + "/owner.sock";
    return path.size() <= kLongestPath ? path : std::string();
}

inline std::string pointerFile(const std::string &home)
{
    return home + "/owner.path";
}

/// Nothing for a path that is empty or too long.
inline std::optional<sockaddr_un> address(const std::string &path)
{
    sockaddr_un result{};
    if (path.empty() || path.size() >= sizeof result.sun_path)
        return std::nullopt;
    result.sun_family = AF_UNIX;
    std::memcpy(result.sun_path, path.c_str(), path.size() + 1);
    return result;
}

/// Whether the process at the other end runs as this user.
inline bool isSameUser(int socket)
{
#ifdef SO_PEERCRED
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
#else
    uid_t uid = 0;
    gid_t gid = 0;
    return ::getpeereid(socket, &uid, &gid) == 0 && uid == ::getuid();
#endif
}

} // namespace aiops::ownersocket
