#include "ssh/client/jumping.h"

#include "ssh/client/socketstream.h"
#include "ssh/client/text.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const Endpoint &endpoint)
{
    return endpoint.label.isEmpty() ? endpoint.host : endpoint.label;
}

Error wrongRoute(const QString &text)
{
    return {Errc::Invalid, text, {}, Text::tr("Change the jump host of the instance or of its group.")};
}

/// Two ends of one stream, non-blocking, closed in children.
bool makePair(int (&ends)[2])
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, ::fcntl(end, F_GETFL) | O_NONBLOCK);
    }
    return true;
}

struct Carrier
{
    std::shared_ptr<Transport> hop; ///< stays open as long as something goes through it
    std::unique_ptr<SocketStream> stream;
};

} // namespace

Result<QList<Endpoint>> hopsBefore(const Endpoint &endpoint, const Routes &routes)
{
    QList<Endpoint> hops;
    QList<InstanceId> seen{endpoint.instance};
    for (InstanceId via = endpoint.via; !via.isNull(); via = hops.last().via) {
        if (seen.contains(via))
            return std::unexpected(wrongRoute(Text::tr("The jump hosts of %1 lead back to themselves.").arg(nameOf(endpoint))));
        if (hops.size() == mostHops)
            return std::unexpected(wrongRoute(Text::tr("%1 is behind more than %2 jump hosts.").arg(nameOf(endpoint)).arg(mostHops)));
        const Result<Endpoint> hop = routes.endpoint ? routes.endpoint(via) : std::unexpected(wrongRoute({}));
        if (!hop)
            return std::unexpected(wrongRoute(Text::tr("The jump host of %1 does not exist any more.").arg(nameOf(endpoint))));
        seen.append(via);
        hops.append(*hop);
    }
    return hops;
}

Future<Carried> dialThrough(std::shared_ptr<Transport> hop, QString host, quint16 port)
{
    const auto channel = co_await hop->dial(host, port);
    if (!channel) {
        Error error = channel.error();
        error.text = Text::tr("The jump host %1 cannot reach it: %2").arg(nameOf(hop->endpoint()), error.text);
        if (error.code == Errc::Denied) // the jump host answers so when nothing listens there
            error.code = Errc::Unreachable;
        co_return std::unexpected(error);
    }
    int ends[2];
    if (!makePair(ends)) {
        (*channel)->close();
        co_return std::unexpected(Error{Errc::Failed, Text::tr("No more connections can be opened."), QString::fromLocal8Bit(std::strerror(errno))});
    }
    auto carrier = std::make_shared<Carrier>(Carrier{hop, std::make_unique<SocketStream>(ends[0], *channel)});
    co_return Carried{ends[1], std::move(carrier)};
}

} // namespace aiops::ssh
