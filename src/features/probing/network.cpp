#include "features/probing/network.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

namespace aiops::probing {

bool hasNetwork()
{
    ifaddrs *list = nullptr;
    if (::getifaddrs(&list) != 0)
        return true;
    bool found = false;
    for (const ifaddrs *each = list; each && !found; each = each->ifa_next) {
        const bool usable = each->ifa_addr && (each->ifa_addr->sa_family == AF_INET || each->ifa_addr->sa_family == AF_INET6);
        found = usable && (each->ifa_flags & IFF_UP) && (each->ifa_flags & IFF_RUNNING) && !(each->ifa_flags & IFF_LOOPBACK);
    }
    ::freeifaddrs(list);
    return found;
}

} // namespace aiops::probing
