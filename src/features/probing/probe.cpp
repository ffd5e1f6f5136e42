#include "features/probing/probe.h"

#include "core/text.h"

#include <QSocketNotifier>

#include <cerrno>

#include <unistd.h>

namespace aiops::probing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestGreeting = 255; ///< RFC 4253 §4.2
constexpr std::chrono::seconds kGreetingPatience{2};

/// Our own side has no way out: the host may be well.
bool isOurs(int error)
{
    return error == ENETUNREACH || error == ENETDOWN || error == EADDRNOTAVAIL || error == EMFILE || error == ENFILE || error == ENOBUFS;
}

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::probing", text);
}

QString textFor(int error)
{
    switch (error) {
    case ECONNREFUSED: return say("The port is closed.");
    case EHOSTUNREACH: return say("No way to the host.");
    case ETIMEDOUT: return say("No answer.");
    case EACCES:
    case EPERM: return say("A firewall of this computer forbids it.");
    default: break;
    }
    return isOurs(error) ? say("This computer has no network.") : say("The connection failed.");
}

} // namespace

Probe::Probe(Addresses addresses, quint16 port, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_left(std::move(addresses)), m_port(port), m_patience(patience)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Probe::timedOut);
}

Probe::~Probe()
{
    hangUp();
}

void Probe::start()
{
    m_patience /= std::max<qsizetype>(1, m_left.size());
    tryNext();
}

void Probe::tryNext()
{
    hangUp();
    if (m_left.isEmpty())
        return finish({Outcome::Unreachable, -1, {}, textFor(ETIMEDOUT)});
    SocketAddress address = m_left.takeFirst();
    address.setPort(m_port);
    m_socket = ::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_socket < 0)
        return failed(errno);
    m_dialing.start();
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address.storage), address.size) != 0 && errno != EINPROGRESS)
        return failed(errno);
    watch(true);
    m_timer.start(m_patience);
}

void Probe::watch(bool writing)
{
    if (m_notifier) { // it may be the sender
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, writing ? QSocketNotifier::Write : QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, writing ? &Probe::connected : &Probe::readGreeting);
}

void Probe::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return failed(error);
    m_latency = std::max(1, int((m_dialing.nsecsElapsed() + 500'000) / 1'000'000));
    watch(false);
    m_timer.start(std::min<std::chrono::milliseconds>(m_patience, kGreetingPatience));
}

void Probe::readGreeting()
{
    char bytes[kLongestGreeting];
    const auto got = ::recv(m_socket, bytes, std::size_t(kLongestGreeting - m_greeting.size()), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0)
        m_greeting.append(bytes, got);
    if (got <= 0 || m_greeting.contains('\n') || m_greeting.size() >= kLongestGreeting)
        greeted();
}

void Probe::greeted()
{
    const qsizetype end = m_greeting.indexOf('\n');
    const QByteArray line = m_greeting.left(end < 0 ? m_greeting.size() : end).trimmed();
    finish({Outcome::Reachable, m_latency, line.startsWith("SSH-") ? shownPlain(QString::fromUtf8(line), kLongestGreeting) : QString(),
            line.startsWith("SSH-") ? QString() : say("The port answers, but not as an SSH server.")});
}

void Probe::timedOut()
{
    if (m_latency >= 0)
        greeted();
    else
        tryNext();
}

void Probe::failed(int error)
{
    if (!m_left.isEmpty())
        return tryNext();
    hangUp();
    finish({isOurs(error) ? Outcome::NoNetwork : Outcome::Unreachable, -1, {}, textFor(error)});
}

void Probe::hangUp()
{
    m_timer.stop();
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
    }
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

void Probe::finish(Outcome outcome)
{
    hangUp();
    if (!std::exchange(m_done, true))
        emit finished(outcome);
}

} // namespace aiops::probing
