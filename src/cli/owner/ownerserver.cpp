#include "cli/owner/ownerserver.h"

#include "cli/owner/localsocket.h"
#include "cli/owner/session.h"
#include "core/ownersocket.h"

#include <QFile>
#include <QSocketNotifier>

#include <cerrno>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostClients = 256;
constexpr auto kOutOfDescriptors = std::chrono::milliseconds(100);

QString pointerFile(const Home &home)
{
    return QFile::decodeName(ownersocket::pointerFile(QFile::encodeName(home.path()).toStdString()).c_str());
}

/// `aiops` finds a socket outside of the home folder through this file.
void leavePointer(const Home &home)
{
    QFile::remove(pointerFile(home));
    if (home.socket().startsWith(home.path() + u'/'))
        return;
    QFile file(pointerFile(home));
    if (file.open(QFile::WriteOnly))
        file.write(QFile::encodeName(home.socket()) + '\n');
}

} // namespace

OwnerServer::OwnerServer(const Home &home, const Registry &registry, Services *services, QObject *parent)
    : QObject(parent), m_home(home), m_registry(registry), m_services(services)
{
}

OwnerServer::~OwnerServer()
{
    stopListening();
}

Status OwnerServer::listen()
{
    const auto fd = listenLocally(m_home.socket());
    if (!fd)
        return std::unexpected(fd.error());
    m_fd = *fd;
    leavePointer(m_home);
    m_notifier = new QSocketNotifier(m_fd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &OwnerServer::accept);
    return {};
}

void OwnerServer::stopListening()
{
    if (m_fd < 0)
        return;
    QFile::remove(m_home.socket());
    QFile::remove(pointerFile(m_home));
    delete std::exchange(m_notifier, nullptr);
    ::close(std::exchange(m_fd, -1));
}

void OwnerServer::accept()
{
    const int fd = ::accept(m_fd, nullptr, nullptr);
    if (fd >= 0)
        return take(fd);
    if (errno != EMFILE && errno != ENFILE && errno != ENOMEM)
        return;
    m_notifier->setEnabled(false); // else this would spin until a descriptor is free
    QTimer::singleShot(kOutOfDescriptors, this, [this] {
        if (m_notifier)
            m_notifier->setEnabled(true);
    });
}

void OwnerServer::take(int fd)
{
    if (!ownersocket::isSameUser(fd) || !makeRoom()) {
        ::close(fd);
        return;
    }
    adopt(new Session(fd, m_registry, [this](const QString &client) { return admit(client); }, this));
}

/// The oldest client that has not said what it wants yet makes room for a new one.
bool OwnerServer::makeRoom()
{
    if (m_sessions.size() < kMostClients)
        return true;
    const auto silent = std::ranges::find_if(m_sessions, [](const Session *session) { return !session->isRunning(); });
    if (silent == m_sessions.end())
        return false;
    (*silent)->close();
    return m_sessions.size() < kMostClients;
}

void OwnerServer::adopt(Session *session)
{
    session->setParent(this);
    m_sessions.append(session);
    connect(session, &Session::ended, this, [this, session] {
        m_sessions.removeOne(session);
        if (!session->isAbandoned())
            session->deleteLater();
        if (m_sessions.isEmpty())
            emit idle();
    });
}

void OwnerServer::interruptAll()
{
    for (Session *session : QList(m_sessions))
        session->interrupt();
}

Future<Services *> OwnerServer::admit(QString client)
{
    if (!m_policy)
        co_return m_services;
    const QPointer<OwnerServer> self(this);
    const auto allowed = co_await m_policy(client);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (allowed && *allowed)
        co_return m_services;
    co_return std::unexpected(Error{Errc::Denied, tr("The running AIOps Command Center does not answer “%1”.").arg(client), {},
                                    tr("Its settings say whether it answers aiops: always, after asking, or never.")});
}

} // namespace aiops::cli
