#include "support/lossyline.h"

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <queue>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::test {

using namespace Qt::StringLiterals;
using Time = std::chrono::steady_clock::time_point;

namespace {

constexpr int kMtu = 9000;       ///< jumbo frames: a lossy line is slow by its packets, not by its bytes
constexpr int kMostWaiting = 2000;
constexpr int kProtocol = 9;     ///< where they stand in an IPv4 header
constexpr int kSource = 12;
constexpr int kDestination = 16;
constexpr int kSmallest = 20;

QString reasonOf(const char *what)
{
    return QString::fromLatin1(what) + u": "_s + QString::fromLocal8Bit(std::strerror(errno));
}

bool writeLine(const char *path, const QByteArray &line)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(line) == line.size();
}

/// An ordinary user may do so inside of a user namespace, where that is allowed; root in a chroot may not, and need not.
QString enterNamespace()
{
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNET) == 0)
        return {};
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return reasonOf("a network namespace of its own (unshare)")
               + u". Run as root with CAP_SYS_ADMIN, or allow user namespaces: sysctl user.max_user_namespaces, "
                 "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns"_s;
    const bool mapped = writeLine("/proc/self/setgroups", "deny") && writeLine("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1\n")
                        && writeLine("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1\n");
    return mapped ? QString() : reasonOf("the user of the namespace (uid_map)");
}

ifreq interfaceOf(const char *name)
{
    ifreq request{};
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return request;
}

bool setAddress(int socket, const char *name, unsigned long what, const char *text)
{
    ifreq request = interfaceOf(name);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, text, &address.sin_addr);
    std::memcpy(&request.ifr_addr, &address, sizeof address);
    return ::ioctl(socket, what, &request) == 0;
}

bool bringUp(int socket, const char *name)
{
    ifreq request = interfaceOf(name);
    if (::ioctl(socket, SIOCGIFFLAGS, &request) != 0)
        return false;
    request.ifr_flags = short(request.ifr_flags | IFF_UP | IFF_RUNNING);
    return ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
}

/// The device, or -1 and `error`.
int openDevice(QString &error)
{
    const int device = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (device < 0) {
        error = reasonOf("/dev/net/tun") + u". Load the module tun (modprobe tun); in a container add --device /dev/net/tun and --cap-add NET_ADMIN"_s;
        return -1;
    }
    ifreq request = interfaceOf("lossy0");
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq size = interfaceOf("lossy0");
    size.ifr_mtu = kMtu;
    if (::ioctl(device, TUNSETIFF, &request) != 0)
        error = reasonOf("the TUN device (TUNSETIFF, needs CAP_NET_ADMIN)");
    else if (::ioctl(socket, SIOCSIFMTU, &size) != 0 || !setAddress(socket, "lossy0", SIOCSIFADDR, LossyLine::here)
             || !setAddress(socket, "lossy0", SIOCSIFNETMASK, "255.255.255.0") || !bringUp(socket, "lossy0"))
        error = reasonOf("the address of the TUN device");
    ::close(socket);
    if (error.isEmpty())
        return device;
    ::close(device);
    return -1;
}

bool isToServer(const QByteArray &packet, quint16 server)
{
    const qsizetype header = (packet[0] & 0x0f) * 4;
    return packet[kProtocol] == IPPROTO_TCP && packet.size() >= header + 4
           && qFromBigEndian<quint16>(packet.constData() + header + 2) == server;
}

void exchangeAddresses(QByteArray &packet)
{
    std::array<char, 4> source;
    std::memcpy(source.data(), packet.constData() + kSource, source.size());
    std::memcpy(packet.data() + kSource, packet.constData() + kDestination, source.size());
    std::memcpy(packet.data() + kDestination, source.data(), source.size());
}

struct Waiting
{
    Time due;
    qint64 order; ///< of those that are due together the first goes first
    QByteArray packet;
    bool operator>(const Waiting &other) const { return std::pair(due, order) > std::pair(other.due, other.order); }
};

} // namespace

class LossyLine::Private final
{
public:
    explicit Private(quint32 seed) : random(seed) {}
    void run();
    void readAll();
    void take(QByteArray packet);
    void send(const QByteArray &packet, Time due);
    void deliverDue();
    int patience() const;
    bool happens(double share) { return share > 0 && std::uniform_real_distribution<>(0, 1)(random) < share; }
    bool isCut(bool toServer) const
    {
        return rules.cut == Cut::Both || rules.cut == (toServer ? Cut::ToServer : Cut::ToClient) || rules.packets == 0;
    }
    Time nextFree(bool toServer, qsizetype size);

    mutable std::mutex mutex; ///< for rules and counts
    Rules rules;
    Counts counts;

    std::mt19937 random;
    int device = -1, stop = -1;
    quint16 server = 0;
    qint64 order = 0;
    std::array<Time, 2> freeAt{};
    std::array<Time, 2> newest{}; ///< the latest time that a packet of a direction is due
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
    std::thread thread;
};

void LossyLine::Private::run()
{
    while (true) {
        std::array<pollfd, 2> both{{{stop, POLLIN, 0}, {device, POLLIN, 0}}};
        ::poll(both.data(), both.size(), patience());
        if (both[0].revents)
            return;
        readAll();
        deliverDue();
    }
}

int LossyLine::Private::patience() const
{
    if (waiting.empty())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(waiting.top().due - std::chrono::steady_clock::now());
    return int(std::max<qint64>(0, left.count()));
}

void LossyLine::Private::readAll()
{
    std::array<char, kMtu> buffer;
    while (true) {
        const ssize_t size = ::read(device, buffer.data(), buffer.size());
        if (size <= 0)
            return;
        if (size >= kSmallest && (buffer[0] & 0xf0) == 0x40)
            take(QByteArray(buffer.data(), size));
    }
}

void LossyLine::Private::take(QByteArray packet)
{
    const bool toServer = isToServer(packet, server);
    exchangeAddresses(packet);
    const std::scoped_lock lock(mutex);
    if (isCut(toServer) || happens(rules.loss) || waiting.size() >= kMostWaiting) {
        ++counts.lost;
        return;
    }
    if (!toServer) {
        ++counts.ofServer;
        rules.packets -= rules.packets > 0 ? 1 : 0;
    }
    ++counts.passed;
    Time due = nextFree(toServer, packet.size()) + rules.delay;
    if (happens(rules.late))
        due += rules.lateness;
    counts.overtaking += due < newest[toServer] ? 1 : 0;
    newest[toServer] = std::max(newest[toServer], due);
    send(packet, due);
    if (happens(rules.repeat)) {
        ++counts.repeated;
        send(packet, due);
    }
}

Time LossyLine::Private::nextFree(bool toServer, qsizetype size)
{
    const Time now = std::chrono::steady_clock::now();
    if (rules.bytesPerSecond <= 0)
        return now;
    Time &free = freeAt[toServer];
    free = std::max(free, now) + std::chrono::microseconds(size * 1'000'000 / rules.bytesPerSecond);
    return free;
}

void LossyLine::Private::send(const QByteArray &packet, Time due)
{
    waiting.push({due, order++, packet});
}

void LossyLine::Private::deliverDue()
{
    while (!waiting.empty() && waiting.top().due <= std::chrono::steady_clock::now()) {
        const QByteArray &packet = waiting.top().packet;
        [[maybe_unused]] const ssize_t written = ::write(device, packet.constData(), size_t(packet.size())); // else it is lost, as packets are
        waiting.pop();
    }
}

QString LossyLine::enter()
{
    const QString refused = enterNamespace();
    if (!refused.isEmpty())
        return refused;
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool isUp = bringUp(socket, "lo");
    ::close(socket);
    return isUp ? QString() : reasonOf("the loopback interface of the namespace (needs CAP_NET_ADMIN)");
}

LossyLine::LossyLine(quint32 seed) : d(std::make_unique<Private>(seed)) {}

LossyLine::~LossyLine()
{
    if (d->thread.joinable()) {
        const quint64 one = 1;
        [[maybe_unused]] const ssize_t told = ::write(d->stop, &one, sizeof one);
        d->thread.join();
    }
    for (const int descriptor : {d->device, d->stop}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

QString LossyLine::start(quint16 server)
{
    QString error;
    d->server = server;
    d->device = openDevice(error);
    d->stop = ::eventfd(0, EFD_CLOEXEC);
    if (error.isEmpty())
        d->thread = std::thread([this] { d->run(); });
    return error;
}

void LossyLine::setRules(const Rules &rules)
{
    const std::scoped_lock lock(d->mutex);
    d->rules = rules;
}

LossyLine::Counts LossyLine::counts() const
{
    const std::scoped_lock lock(d->mutex);
    return d->counts;
}

} // namespace aiops::test
