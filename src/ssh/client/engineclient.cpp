#include "ssh/client/engineclient.h"

#include "core/log.h"
#include "core/text.h"
#include "ssh/client/sessionclient.h"
#include "ssh/client/text.h"

#include <QThread>

#include <unistd.h>

namespace aiops::ssh {

using namespace std::chrono_literals;

namespace {

constexpr auto kSpareDelay = 300ms; ///< not while the connection that took the last one is being made
constexpr auto kGoodbye = 3s;       ///< longer than a session takes to close

} // namespace

EngineClient::Mode EngineClient::defaultMode()
{
#ifdef Q_OS_UNIX
    return Mode::Workers;
#else
    return Mode::Thread;
#endif
}

EngineClient::EngineClient(Mode mode) : m_mode(mode)
{
    if (m_mode == Mode::Thread)
        m_unlimited = Text::tr("a process of its own");
    m_spareLater.setSingleShot(true);
    m_spareLater.setInterval(kSpareDelay);
    connect(&m_spareLater, &QTimer::timeout, this, &EngineClient::makeSpare);
    m_retiredCheck.setInterval(kGoodbye);
    connect(&m_retiredCheck, &QTimer::timeout, this, &EngineClient::endRetired);
}

EngineClient::~EngineClient() = default;

quint32 EngineClient::attach(std::weak_ptr<SessionClient> session, Usage usage)
{
    EngineHost *host = hostFor(usage);
    if (host)
        host->addSession();
    m_routes[++m_lastId] = {std::move(session), host};
    return m_lastId;
}

void EngineClient::detach(quint32 session)
{
    const auto found = m_routes.find(session);
    if (found == m_routes.end())
        return;
    EngineHost *const host = found->second.host;
    m_routes.erase(found);
    if (!host)
        return;
    host->removeSession();
    if (host->sessions() == 0)
        retire(host);
}

EngineHost *EngineClient::hostFor(Usage usage)
{
    if (m_mode == Mode::Thread)
        return m_shared.empty() ? add(m_shared) : m_shared.front().get();
    EngineHost *host = usage == Usage::Interactive && m_alone.size() < size_t(kMostAlone) ? aloneHost() : sharedHost();
    if (host && !m_spare)
        m_spareLater.start();
    return host;
}

EngineHost *EngineClient::aloneHost()
{
    if (!m_spare)
        return add(m_alone);
    m_alone.push_back(std::move(m_spare));
    return m_alone.back().get();
}

EngineHost *EngineClient::sharedHost()
{
    const auto least = std::ranges::min_element(m_shared, {}, [](const auto &host) { return host->sessions(); });
    const int sessions = least == m_shared.end() ? kShared : (*least)->sessions();
    const bool mayBegin = m_shared.size() < size_t(std::max(2, QThread::idealThreadCount()));
    if (sessions >= kShared || (sessions >= kComfortable && mayBegin)) {
        if (EngineHost *host = add(m_shared))
            return host;
    }
    return least == m_shared.end() ? nullptr : least->get();
}

std::unique_ptr<EngineHost> EngineClient::started()
{
    if (m_mode == Mode::Thread)
        return EngineHost::thread();
    Result<std::unique_ptr<EngineHost>> host = EngineHost::worker(m_liveness);
    if (host)
        return *std::move(host);
    qCWarning(lcSsh) << host.error().text << host.error().detail;
    m_startError = host.error();
    return nullptr;
}

EngineHost *EngineClient::add(std::list<std::unique_ptr<EngineHost>> &list)
{
    std::unique_ptr<EngineHost> host = started();
    if (!host)
        return nullptr;
    connect(host.get(), &EngineHost::said, this, [this, which = host.get()](messages::ToClient &message) { heard(which, std::move(message)); });
    connect(host.get(), &EngineHost::lost, this, [this, which = host.get()] { lost(which); });
    list.push_back(std::move(host));
    return list.back().get();
}

void EngineClient::makeSpare()
{
    if (m_spare)
        return;
    std::list<std::unique_ptr<EngineHost>> made;
    if (add(made))
        m_spare = std::move(made.front());
}

void EngineClient::send(messages::ToEngine message, int descriptor)
{
    const quint32 id = std::visit([](const auto &m) { return m.session; }, message);
    const auto found = m_routes.find(id);
    EngineHost *const host = found == m_routes.end() ? nullptr : found->second.host;
    if (host)
        return host->send(std::move(message), descriptor);
    if (descriptor >= 0)
        ::close(descriptor);
    if (found != m_routes.end())
        QMetaObject::invokeMethod(this, [this, id] { fail(id, m_startError); }, Qt::QueuedConnection);
}

void EngineClient::greeted(const messages::Hello &hello)
{
    const QString unlimited = shownPlain(QString::fromUtf8(hello.unlimited), 200);
    if (std::exchange(m_unlimited, unlimited) != unlimited)
        emit unlimitedChanged();
}

void EngineClient::heard(EngineHost *host, messages::ToClient message)
{
    if (const auto *hello = std::get_if<messages::Hello>(&message))
        return greeted(*hello);
    const quint32 id = std::visit([](const auto &m) { return m.session; }, message);
    const auto found = m_routes.find(id);
    if (found == m_routes.end())
        return;
    if (found->second.host != host) {
        qCWarning(lcSsh) << "a worker" << host->pid() << "spoke for a session that is not its own";
        QMetaObject::invokeMethod(host, &EngineHost::lost, Qt::QueuedConnection);
        return;
    }
    if (const auto session = found->second.session.lock())
        session->handle(std::move(message));
}

void EngineClient::fail(quint32 session, const Error &error)
{
    const auto found = m_routes.find(session);
    if (const auto client = found == m_routes.end() ? nullptr : found->second.session.lock())
        client->lost(error);
}

/// Everybody is told after the books are in order: they may open the next session right away.
void EngineClient::lost(EngineHost *host)
{
    std::vector<quint32> ids;
    for (auto &[id, route] : m_routes) {
        if (route.host != host)
            continue;
        route.host = nullptr;
        ids.push_back(id);
    }
    const Error why = host->fault().value_or(sessionError({0, messages::EndStage::Ready, messages::Reason::Lost, {}}));
    forget(host);
    for (const quint32 id : ids)
        fail(id, why);
}

/// Takes it off every list; it is deleted when control is back in the event loop, since it may be the sender.
void EngineClient::forget(EngineHost *host)
{
    const auto isIt = [host](const std::unique_ptr<EngineHost> &one) { return one.get() == host; };
    const auto release = [](std::unique_ptr<EngineHost> &one) {
        one->disconnect();
        one.release()->deleteLater();
    };
    for (auto *list : {&m_alone, &m_shared}) {
        if (const auto found = std::ranges::find_if(*list, isIt); found != list->end()) {
            release(*found);
            list->erase(found);
        }
    }
    if (m_spare.get() == host)
        release(m_spare);
    if (const auto found = std::ranges::find(m_retired, host, [](const Retired &one) { return one.host.get(); }); found != m_retired.end()) {
        release(found->host);
        m_retired.erase(found);
    }
}

/// Its sessions are closing; a worker process ends by itself when they are closed.
void EngineClient::retire(EngineHost *host)
{
    if (m_mode == Mode::Thread)
        return;
    for (auto *list : {&m_alone, &m_shared}) {
        const auto found = std::ranges::find_if(*list, [host](const auto &one) { return one.get() == host; });
        if (found == list->end())
            continue;
        m_retired.push_back({std::move(*found), QDeadlineTimer(kGoodbye)});
        list->erase(found);
        host->finish();
        m_retiredCheck.start();
        return;
    }
}

void EngineClient::endRetired()
{
    while (!m_retired.empty() && m_retired.front().until.hasExpired())
        m_retired.pop_front();
    if (m_retired.empty())
        m_retiredCheck.stop();
}

} // namespace aiops::ssh
