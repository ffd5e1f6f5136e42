#include "ssh/client/proxydialog.h"

#include "ssh/client/text.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;
#endif

std::unexpected<Error> lost(int error)
{
    return fail(Errc::Unreachable, Text::tr("The proxy closed the connection."), error ? QString::fromLocal8Bit(std::strerror(error)) : QString());
}

} // namespace

ProxyDialog::ProxyDialog(int socket, std::unique_ptr<ProxyTalk> talk, std::chrono::milliseconds patience)
    : m_socket(socket), m_talk(std::move(talk)), m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write))
{
    connect(m_readable.get(), &QSocketNotifier::activated, this, &ProxyDialog::read);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &ProxyDialog::write);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(patience);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(fail(Errc::TimedOut, Text::tr("The proxy did not answer in time."))); });
}

ProxyDialog::~ProxyDialog()
{
    abort();
    if (m_socket >= 0)
        ::close(m_socket);
}

Future<int> ProxyDialog::run()
{
    m_promise.emplace();
    m_promise->start();
    const Future<int> future = m_promise->future();
    m_deadline.start();
    follow(m_talk->begin());
    return future;
}

void ProxyDialog::abort()
{
    finish(std::unexpected(cancelledError()));
}

void ProxyDialog::follow(ProxyTalk::Step step)
{
    m_out = std::move(step.send);
    m_sent = 0;
    m_in.clear();
    m_wants = step.wants;
    m_writable->setEnabled(!m_out.isEmpty());
    if (m_wants == 0)
        finish(std::exchange(m_socket, -1));
}

void ProxyDialog::write()
{
    if (!m_promise)
        return;
    const QByteArrayView rest = m_out.reveal().sliced(m_sent);
    const ssize_t put = ::send(m_socket, rest.data(), size_t(rest.size()), kNoSignal);
    if (put < 0 && errno != EAGAIN && errno != EINTR)
        return finish(lost(errno));
    m_sent += std::max<ssize_t>(put, 0);
    if (m_sent < m_out.size())
        return;
    m_out = Secret();
    m_sent = 0;
    m_writable->setEnabled(false);
}

void ProxyDialog::read()
{
    std::array<char, 512> buffer;
    while (m_promise) {
        const size_t size = size_t(std::min<qsizetype>(m_wants - m_in.size(), buffer.size()));
        const ssize_t got = ::recv(m_socket, buffer.data(), size, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0)
            return finish(lost(got < 0 ? errno : 0));
        m_in.append(buffer.data(), got);
        if (m_in.size() < m_wants)
            continue;
        Result<ProxyTalk::Step> step = m_talk->take(m_in);
        if (!step)
            return finish(std::unexpected(step.error()));
        follow(std::move(*step));
    }
}

void ProxyDialog::finish(Result<int> result)
{
    auto promise = std::exchange(m_promise, std::nullopt);
    if (!promise)
        return;
    m_deadline.stop();
    for (auto *notifier : {&m_readable, &m_writable}) {
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater(); // it may be the sender
    }
    promise->addResult(std::move(result));
    promise->finish();
}

} // namespace aiops::ssh
