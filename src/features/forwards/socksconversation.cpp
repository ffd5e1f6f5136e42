#include "features/forwards/socksconversation.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace aiops::forwards {

SocksConversation::SocksConversation(int socket, QObject *parent)
    : QObject(parent), m_socket(socket), m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read))
{
    connect(m_readable.get(), &QSocketNotifier::activated, this, &SocksConversation::read);
    connect(&m_patience, &QTimer::timeout, this, &SocksConversation::fail);
    m_patience.setSingleShot(true);
    m_patience.start(std::chrono::seconds(10));
}

SocksConversation::~SocksConversation()
{
    m_readable->setEnabled(false);
    m_readable.release()->deleteLater();
    if (m_socket >= 0)
        ::close(m_socket);
}

void SocksConversation::read()
{
    std::array<char, 512> bytes;
    const auto got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        return fail();
    QByteArray answer;
    const SocksRequest::Step step = m_request.feed(QByteArray(bytes.data(), got), answer);
    if (!say(answer) || step == SocksRequest::Step::Broken)
        return fail();
    if (step != SocksRequest::Step::Asked)
        return;
    m_readable->setEnabled(false);
    m_patience.stop();
    emit asked();
}

/// A few bytes; a program that leaves no room for them is not worth waiting for.
bool SocksConversation::say(const QByteArray &bytes)
{
    return bytes.isEmpty() || ::send(m_socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
}

void SocksConversation::refuse()
{
    say(m_request.refused());
    fail();
}

int SocksConversation::accept()
{
    say(m_request.accepted());
    return std::exchange(m_socket, -1);
}

void SocksConversation::fail()
{
    m_readable->setEnabled(false);
    m_patience.stop();
    emit failed();
}

} // namespace aiops::forwards
