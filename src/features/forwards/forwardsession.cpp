#include "features/forwards/forwardsession.h"

#include "features/forwards/localdial.h"
#include "features/forwards/socksconversation.h"
#include "ssh/client/locallistener.h"
#include "ssh/client/remotelistener.h"

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace aiops::forwards {

ForwardSession::ForwardSession(Forward forward, Parts parts, QObject *parent)
    : QObject(parent), m_forward(std::move(forward)), m_parts(std::move(parts))
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(250ms);
    m_waiting.setInterval(500ms);
    connect(&m_telling, &QTimer::timeout, this, &ForwardSession::changed);
    connect(&m_waiting, &QTimer::timeout, this, &ForwardSession::tick);
}

ForwardSession::~ForwardSession()
{
    m_telling.stop();
}

Condition ForwardSession::condition() const
{
    const auto left = m_state == State::Waiting ? m_due - m_parts.clock.sinceBoot() : 0ms;
    const int port = m_here ? m_here->port() : m_forward.listen.port;
    return {m_state, port, m_connections, m_traffic.sent, m_traffic.received, m_error, m_since, int(qMax<qint64>(0, left.count() + 999) / 1000)};
}

Future<void> ForwardSession::start(bool keepsTrying)
{
    if (isRunning())
        return ready<void>(Status());
    m_keepsTrying = keepsTrying;
    m_hasWorked = false;
    m_pauses.reset();
    m_traffic = {};
    m_error.reset();
    ++m_epoch;
    if (const Status listening = listenHere(); !listening)
        return ready<void>(fail(listening.error()));
    return connectToHost(this, false);
}

Status ForwardSession::listenHere()
{
    if (m_forward.kind == Kind::Remote || m_here)
        return {};
    auto listener = m_forward.listen.isSocket() ? ssh::LocalListener::onPath(m_forward.listen.path)
                                                : ssh::LocalListener::onPort(m_forward.listen.host, quint16(m_forward.listen.port));
    if (!listener)
        return std::unexpected(listener.error());
    m_here = std::move(*listener);
    connect(m_here.get(), &ssh::LocalListener::accepted, this, &ForwardSession::take);
    return {};
}

Future<void> ForwardSession::connectToHost(Self self, bool again)
{
    const int epoch = self->m_epoch;
    const auto isOver = [&] { return !self || self->m_epoch != epoch; };
    self->m_waiting.stop();
    self->setState(State::Connecting);
    const auto transport = co_await self->m_parts.connect(again);
    if (isOver())
        co_return std::unexpected(cancelledError());
    if (!transport)
        co_return self->fail(transport.error());
    if (self->m_forward.kind == Kind::Remote) {
        const End listen = self->m_forward.listen;
        const auto there = co_await (*transport)->listen(listen.host == u"*" ? QString() : listen.host, quint16(listen.port));
        if (isOver())
            co_return std::unexpected(cancelledError());
        if (!there)
            co_return self->fail(there.error());
        self->m_there = *there;
        connect(there->get(), &ssh::RemoteListener::accepted, self, [session = self.data()](const std::shared_ptr<ssh::Channel> &channel) {
            carryFromHost(session, channel);
        });
    }
    if (!(*transport)->isOpen())
        co_return self->fail({Errc::Closed, tr("The connection was lost."), {}});
    self->use(*transport);
    co_return Status();
}

void ForwardSession::use(std::shared_ptr<ssh::Transport> transport)
{
    m_transport = std::move(transport);
    connect(m_transport.get(), &ssh::Transport::closed, this, &ForwardSession::lost, Qt::QueuedConnection);
    m_hasWorked = true;
    m_pauses.reset();
    m_error.reset();
    setState(State::Listening);
}

/// What may heal is waited out where somebody wants that; what only a person can mend stays as it is. The port that the
/// old connection had on the host is free a little later.
Status ForwardSession::fail(const Error &error)
{
    m_error = error;
    const bool isTaken = m_forward.kind == Kind::Remote && m_hasWorked && error.code == Errc::Denied;
    if ((m_keepsTrying || m_hasWorked) && (ssh::mayHeal(error) || isTaken)) {
        wait();
    } else {
        m_here.reset();
        setState(State::Failed);
    }
    return std::unexpected(error);
}

void ForwardSession::lost(const Error &error)
{
    if (m_state != State::Listening || (m_transport && m_transport->isOpen())) // of one that was replaced
        return;
    m_transport.reset();
    m_there.reset();
    fail(error);
}

void ForwardSession::wait()
{
    m_due = m_parts.clock.sinceBoot() + m_pauses.next();
    m_waiting.start();
    setState(State::Waiting);
}

void ForwardSession::tick()
{
    if (m_due <= m_parts.clock.sinceBoot())
        connectToHost(this, true);
    else
        tell();
}

void ForwardSession::hurry()
{
    if (m_state == State::Waiting)
        connectToHost(this, true);
}

void ForwardSession::stop()
{
    ++m_epoch;
    m_waiting.stop();
    m_here.reset();
    m_there.reset();
    if (m_transport)
        m_transport->disconnect(this);
    m_transport.reset();
    for (const auto *stream : findChildren<ssh::SocketStream *>(Qt::FindDirectChildrenOnly))
        delete stream;
    for (const auto *program : findChildren<SocksConversation *>(Qt::FindDirectChildrenOnly))
        delete program;
    m_connections = 0;
    m_error.reset();
    setState(State::Stopped);
}

/// A transport that is old or carried much is for its present users; new ones go through another.
void ForwardSession::renew()
{
    if (m_isRenewing || m_forward.kind == Kind::Remote || m_parts.clock.sinceBoot() < m_renewDue || m_parts.isFresh(*m_transport))
        return;
    m_isRenewing = true;
    deliver(m_parts.connect(true), this, [this, epoch = m_epoch](const Result<std::shared_ptr<ssh::Transport>> &fresh) {
        m_isRenewing = false;
        if (!fresh)
            m_renewDue = m_parts.clock.sinceBoot() + ssh::Pauses::longest;
        if (!fresh || epoch != m_epoch || m_state != State::Listening)
            return;
        m_transport->disconnect(this);
        use(*fresh);
    });
}

void ForwardSession::take(int socket)
{
    if (m_state != State::Listening || isFull()) {
        ::close(socket);
        if (m_state == State::Waiting && m_due - m_parts.clock.sinceBoot() > 1s)
            hurry(); // somebody needs it now
        return;
    }
    renew();
    if (m_forward.kind == Kind::Dynamic)
        converse(socket);
    else
        carryToHost(this, socket, m_forward.target.host, m_forward.target.port);
}

Future<std::shared_ptr<ssh::Channel>> ForwardSession::dial(const QString &host, int port)
{
    if (m_forward.target.isSocket())
        return m_transport->dialSocket(m_forward.target.path);
    return m_transport->dial(host, quint16(port));
}

Future<void> ForwardSession::carryToHost(Self self, int socket, QString host, int port)
{
    const int epoch = self->m_epoch;
    ++self->m_connections;
    self->tell();
    const auto channel = co_await self->dial(host, port);
    const bool isOver = !self || self->m_epoch != epoch;
    if (isOver || !channel) {
        ::close(socket);
        if (!isOver)
            self->failedOnce(channel.error());
        co_return Status();
    }
    self->carry(socket, *channel);
    co_return Status();
}

Future<void> ForwardSession::carryFromHost(Self self, std::shared_ptr<ssh::Channel> channel)
{
    if (self->isFull())
        co_return Status();
    const int epoch = self->m_epoch;
    ++self->m_connections;
    self->tell();
    const auto socket = co_await dialHere(self->m_forward.target);
    if (!self || self->m_epoch != epoch) {
        if (socket)
            ::close(*socket);
        co_return Status();
    }
    if (socket)
        self->carry(*socket, channel);
    else
        self->failedOnce(socket.error());
    co_return Status();
}

void ForwardSession::converse(int socket)
{
    auto *program = new SocksConversation(socket, this);
    ++m_connections;
    tell();
    connect(program, &SocksConversation::failed, this, [this, program] {
        program->deleteLater();
        program->setParent(nullptr);
        ended();
    });
    connect(program, &SocksConversation::asked, this, [this, program] { answerSocks(this, program); });
}

Future<void> ForwardSession::answerSocks(Self self, QPointer<SocksConversation> program)
{
    const int epoch = self->m_epoch;
    if (!self->m_transport) {
        program->refuse();
        co_return Status();
    }
    const auto channel = co_await self->dial(program->request().host(), program->request().port());
    if (!self || self->m_epoch != epoch || !program)
        co_return Status();
    if (!channel) {
        if (channel.error().code != Errc::Invalid)
            self->m_error = channel.error();
        program->refuse();
        co_return Status();
    }
    if (const QByteArray early = program->request().rest(); !early.isEmpty()) {
        (*channel)->write(early);
        self->m_traffic.sent += early.size();
    }
    self->carry(program->accept(), *channel);
    delete program;
    co_return Status();
}

void ForwardSession::carry(int socket, std::shared_ptr<ssh::Channel> channel)
{
    if (m_error)
        m_error.reset();
    auto *stream = new ssh::SocketStream(socket, std::move(channel), this);
    stream->countInto(m_traffic, this, [this] { tell(); });
    connect(stream, &ssh::SocketStream::finished, this, [this, stream] {
        stream->deleteLater();
        stream->setParent(nullptr);
        ended();
    });
    tell();
}

void ForwardSession::ended()
{
    --m_connections;
    tell();
}

void ForwardSession::failedOnce(const Error &error)
{
    m_error = error;
    ended();
}

void ForwardSession::setState(State state)
{
    m_state = state;
    m_since = m_parts.clock.now();
    emit changed();
}

void ForwardSession::tell()
{
    if (!m_telling.isActive())
        m_telling.start();
}

} // namespace aiops::forwards
