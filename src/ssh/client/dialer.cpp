#include "ssh/client/dialer.h"

#include "ssh/client/lookup.h"
#include "ssh/client/text.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstring>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

constexpr std::chrono::milliseconds kStagger{250};

void tune(int socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef TCP_USER_TIMEOUT
    const unsigned limit = 20'000;
    ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
#endif
}

/// Families in turn, IPv6 first; at most eight.
QList<Address> inOrder(const QList<Address> &addresses)
{
    constexpr qsizetype kMost = 8;
    QList<Address> six = addresses, four = addresses, order;
    six.removeIf([](const Address &address) { return !address.isV6(); });
    four.removeIf([](const Address &address) { return address.isV6(); });
    while (order.size() < kMost && (!six.isEmpty() || !four.isEmpty())) {
        for (QList<Address> *family : {&six, &four}) {
            if (!family->isEmpty())
                order += family->takeFirst();
        }
    }
    return order;
}

} // namespace

Dialer::Dialer(std::chrono::milliseconds patience) : m_patience(patience)
{
    m_deadline.setSingleShot(true);
    m_stagger.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const Error late{Errc::TimedOut, Text::tr("The host did not answer within %1 s.").arg(m_patience.count() / 1000.0), m_lastError};
        resolved(std::unexpected(late));
        finish(std::unexpected(late));
    });
    connect(&m_stagger, &QTimer::timeout, this, [this] { next(); });
}

Dialer::~Dialer()
{
    abort();
}

Future<QList<Address>> Dialer::resolve(const QString &host)
{
    if (const std::optional<Address> address = Address::fromText(host))
        return ready<QList<Address>>(QList{*address});
    m_resolving.emplace();
    m_resolving->start();
    const Future<QList<Address>> future = m_resolving->future();
    m_deadline.start(m_patience);
    m_lookup = lookUp(host);
    deliver(m_lookup, this, [this](Result<QList<Address>> addresses) { resolved(std::move(addresses)); });
    return future;
}

void Dialer::resolved(Result<QList<Address>> addresses)
{
    if (auto resolving = std::exchange(m_resolving, std::nullopt)) {
        m_deadline.stop();
        m_lookup.cancel();
        resolving->addResult(std::move(addresses));
        resolving->finish();
    }
}

Future<int> Dialer::dial(const QList<Address> &addresses, quint16 port)
{
    m_left = inOrder(addresses);
    m_port = port;
    m_dialing.emplace();
    m_dialing->start();
    const Future<int> future = m_dialing->future();
    m_deadline.start(m_patience);
    next();
    return future;
}

void Dialer::next()
{
    while (m_dialing && !m_left.isEmpty()) {
        Address address = m_left.takeFirst();
        address.setPort(m_port);
        const int socket = openStream(address.data()->sa_family);
        if (socket >= 0 && (::connect(socket, address.data(), address.size()) == 0 || errno == EINPROGRESS)) {
            m_tries.push_back({socket, std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write)});
            connect(m_tries.back().notifier.get(), &QSocketNotifier::activated, this, [this, socket] { answered(socket); });
            if (!m_left.isEmpty())
                m_stagger.start(kStagger);
            return;
        }
        m_lastError = QString::fromLocal8Bit(std::strerror(errno));
        if (socket >= 0)
            ::close(socket);
    }
    if (m_tries.empty())
        finish(fail(Errc::Unreachable, Text::tr("The host cannot be reached: %1.").arg(m_lastError)));
}

void Dialer::answered(int socket)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    release(socket);
    if (error == 0) {
        tune(socket);
        return finish(socket);
    }
    m_lastError = QString::fromLocal8Bit(std::strerror(error));
    ::close(socket);
    next();
}

void Dialer::release(int socket)
{
    const auto found = std::ranges::find(m_tries, socket, &Try::socket);
    found->notifier->setEnabled(false);
    found->notifier.release()->deleteLater(); // it may be the sender
    m_tries.erase(found);
}

void Dialer::closeAll()
{
    while (!m_tries.empty()) {
        const int socket = m_tries.back().socket;
        release(socket);
        ::close(socket);
    }
}

void Dialer::finish(Result<int> result)
{
    m_deadline.stop();
    m_stagger.stop();
    closeAll();
    if (auto dialing = std::exchange(m_dialing, std::nullopt)) {
        dialing->addResult(std::move(result));
        dialing->finish();
    } else if (result) {
        ::close(*result);
    }
}

void Dialer::abort()
{
    resolved(std::unexpected(cancelledError()));
    finish(std::unexpected(cancelledError()));
}

} // namespace aiops::ssh
