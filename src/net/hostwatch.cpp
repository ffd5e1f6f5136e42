#include "net/hostwatch.h"

#include <QSocketNotifier>

#include <cstring>

#include <unistd.h>
#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#endif

namespace aiops::net {

using namespace std::chrono_literals;

namespace {

constexpr auto kLook = 30s;
constexpr auto kSlept = 2s;   // less is the granularity of clocks
constexpr auto kGap = 15s;    // by which a look may be late on a busy computer
constexpr auto kSettle = 1s;

std::chrono::milliseconds steadyTime()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

#ifdef Q_OS_LINUX
/// Every address of an interface that is up, without loopback, as one text to compare.
QByteArray usableAddresses()
{
    ifaddrs *list = nullptr;
    if (::getifaddrs(&list) != 0)
        return {};
    QList<QByteArray> found;
    for (const ifaddrs *each = list; each; each = each->ifa_next) {
        const int family = each->ifa_addr ? each->ifa_addr->sa_family : AF_UNSPEC;
        if ((family != AF_INET && family != AF_INET6) || !(each->ifa_flags & IFF_UP) || (each->ifa_flags & IFF_LOOPBACK))
            continue;
        char text[INET6_ADDRSTRLEN] = {};
        const void *address = family == AF_INET ? static_cast<const void *>(&reinterpret_cast<const sockaddr_in *>(each->ifa_addr)->sin_addr)
                                                : &reinterpret_cast<const sockaddr_in6 *>(each->ifa_addr)->sin6_addr;
        ::inet_ntop(family, address, text, sizeof text);
        found.append(QByteArray(each->ifa_name) + ' ' + text);
    }
    ::freeifaddrs(list);
    std::ranges::sort(found);
    return found.join('\n');
}

int openRoutes()
{
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    const int socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (socket >= 0 && ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(socket);
        return -1;
    }
    return socket;
}

/// The kernel ends the wait when the clock is set, which it does at every resume (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET).
bool arm(int timer)
{
    itimerspec never{};
    never.it_value.tv_sec = ::time(nullptr) + 10LL * 365 * 24 * 3600;
    return ::timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) == 0;
}
#endif

} // namespace

HostWatch::HostWatch(const Clock &clock, Awake awake, QObject *parent)
    : QObject(parent), m_clock(clock), m_awake(awake ? std::move(awake) : Awake(&steadyTime)), m_asleep(clock.sinceBoot() - m_awake()),
      m_lastLook(clock.now())
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_settle, &QTimer::timeout, this, &HostWatch::networkChanged);
    connect(&m_look, &QTimer::timeout, this, &HostWatch::check);
}

HostWatch::~HostWatch()
{
    for (auto *notifier : {&m_clockNotifier, &m_routeNotifier}) {
        if (*notifier)
            (*notifier)->setEnabled(false);
    }
    for (const int fd : {m_clockFd, m_routeFd}) {
        if (fd >= 0)
            ::close(fd);
    }
}

void HostWatch::start()
{
    m_look.start(kLook);
    watchClock();
    watchRoutes();
}

/// Two signs: the time since boot went on while this process could not, or this look comes much later than it should.
void HostWatch::check()
{
    const auto asleep = m_clock.sinceBoot() - m_awake();
    const bool isLate = m_look.isActive() && m_lastLook.msecsTo(m_clock.now()) > (kLook + kGap).count() * 1000;
    const bool slept = asleep - m_asleep >= kSlept || isLate;
    m_asleep = asleep;
    m_lastLook = m_clock.now();
    if (slept)
        emit woke();
}

#ifdef Q_OS_LINUX
void HostWatch::watchClock()
{
    m_clockFd = ::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (m_clockFd < 0 || !arm(m_clockFd))
        return;
    m_clockNotifier = std::make_unique<QSocketNotifier>(m_clockFd, QSocketNotifier::Read);
    connect(m_clockNotifier.get(), &QSocketNotifier::activated, this, &HostWatch::readClock);
}

void HostWatch::readClock()
{
    quint64 expirations = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_clockFd, &expirations, sizeof expirations); // ECANCELED: that is the news
    if (!arm(m_clockFd))
        m_clockNotifier->setEnabled(false);
    check();
}

void HostWatch::watchRoutes()
{
    m_routeFd = openRoutes();
    if (m_routeFd < 0)
        return;
    m_addresses = usableAddresses();
    m_routeNotifier = std::make_unique<QSocketNotifier>(m_routeFd, QSocketNotifier::Read);
    connect(m_routeNotifier.get(), &QSocketNotifier::activated, this, &HostWatch::readRoutes);
}

void HostWatch::readRoutes()
{
    std::array<char, 16 * 1024> bytes;
    for (ssize_t got = 0; (got = ::recv(m_routeFd, bytes.data(), bytes.size(), 0)) > 0;)
        noteRoutes(QByteArrayView(bytes.data(), got));
    const QByteArray now = usableAddresses(); // an address that only gets a longer life is no news
    if (std::exchange(m_addresses, now) != now)
        m_settle.start();
}

void HostWatch::noteRoutes(QByteArrayView messages)
{
    while (size_t(messages.size()) >= sizeof(nlmsghdr)) {
        nlmsghdr header;
        std::memcpy(&header, messages.data(), sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > size_t(messages.size()))
            return;
        const bool isRoute = header.nlmsg_type == RTM_NEWROUTE || header.nlmsg_type == RTM_DELROUTE;
        rtmsg route{};
        if (isRoute && header.nlmsg_len >= NLMSG_LENGTH(sizeof route)) {
            std::memcpy(&route, messages.data() + NLMSG_HDRLEN, sizeof route);
            if (route.rtm_dst_len == 0 && route.rtm_type == RTN_UNICAST && route.rtm_table == RT_TABLE_MAIN)
                m_settle.start();
        }
        messages = messages.sliced(qMin<qsizetype>(NLMSG_ALIGN(header.nlmsg_len), messages.size()));
    }
}
#else
void HostWatch::watchClock() {}
void HostWatch::readClock() {}
void HostWatch::watchRoutes() {}
void HostWatch::readRoutes() {}
void HostWatch::noteRoutes(QByteArrayView) {}
#endif

} // namespace aiops::net
