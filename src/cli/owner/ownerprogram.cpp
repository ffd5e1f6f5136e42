#include "cli/owner/ownerprogram.h"

#include "cli/owner/endsignals.h"
#include "cli/owner/session.h"
#include "core/text.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kAnswerFirst = std::chrono::milliseconds(100);
constexpr auto kLastPatience = std::chrono::seconds(3);
constexpr auto kLongestLeave = std::chrono::seconds(8);

int complain(const QString &text, int code)
{
    std::fputs((u"aiops-owner: "_s + text + u'\n').toLocal8Bit().constData(), stderr);
    return code;
}

QString valueOf(const QStringList &arguments, const QString &name)
{
    const qsizetype at = arguments.indexOf(name);
    return at >= 0 ? arguments.value(at + 1) : QString();
}

} // namespace

OwnerProgram::OwnerProgram(const Registry &registry, Composition composition)
    : m_registry(registry), m_composition(std::move(composition)), m_since(QDateTime::currentDateTimeUtc())
{
}

std::optional<int> OwnerProgram::begin(const QStringList &arguments)
{
    m_requestedHome = valueOf(arguments, u"--home"_s);
    bool isNumber = false;
    const int fd = valueOf(arguments, u"--serve-fd"_s).toInt(&isNumber);
    if (!isNumber && !arguments.contains(u"--daemon"_s))
        return complain(tr("Use “aiops”, or “aiops-owner --daemon [--home DIR]” for a service manager."), 2);
    watchSignals();
    if (isNumber) {
        serve(fd);
    } else if (auto services = own(); !services) {
        return complain(services.error().text, exitCode(services.error().code));
    } else {
        remain();
    }
    [[maybe_unused]] const int left = ::chdir("/");
    return {};
}

void OwnerProgram::serve(int fd)
{
    m_first = new Session(fd, m_registry, [this](const QString &) { return ready<Services *>(own()); }, this);
    connect(m_first, &Session::ended, this, [this] {
        if (!m_server)
            leave();
    });
}

Result<Services *> OwnerProgram::own()
{
    if (m_server)
        return m_services;
    const auto home = Home::open(m_requestedHome);
    if (!home)
        return std::unexpected(home.error());
    const auto services = m_composition.open(*home);
    if (!services)
        return services;
    m_services = *services;
    auto server = std::make_unique<OwnerServer>(*home, m_registry, m_services);
    if (auto listening = server->listen(); !listening)
        return std::unexpected(listening.error());
    m_server = std::move(server);
    if (m_first)
        m_server->adopt(m_first);
    connect(m_server.get(), &OwnerServer::idle, this, &OwnerProgram::leaveWhenIdle);
    return services;
}

void OwnerProgram::leaveWhenIdle()
{
    if (!m_stays)
        leave();
}

void OwnerProgram::leave()
{
    if (m_server)
        m_server->stopListening();
    if (std::exchange(m_isLeaving, true))
        return;
    const auto quit = [] { QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection); };
    if (!m_services || !m_composition.leaving)
        return quit();
    deliver(m_composition.leaving(), this, [quit](const Status &) { quit(); });
    QTimer::singleShot(kLongestLeave, this, quit);
}

QJsonObject OwnerProgram::status() const
{
    if (!m_stays)
        return {{u"running"_s, false}};
    QJsonObject status = m_composition.status ? m_composition.status() : QJsonObject();
    status.insert(u"running"_s, true);
    status.insert(u"kind"_s, u"daemon"_s);
    status.insert(u"pid"_s, QCoreApplication::applicationPid());
    status.insert(u"since"_s, toRfc3339(m_since));
    status.insert(u"clients"_s, m_server->clients());
    return status;
}

Status OwnerProgram::stay()
{
    remain();
    return {};
}

void OwnerProgram::remain()
{
    if (!std::exchange(m_stays, true) && m_composition.stayed)
        m_composition.stayed();
}

Status OwnerProgram::stop()
{
    if (!m_stays)
        return std::unexpected(Error{Errc::NotFound, tr("No daemon runs for this home folder."), {}});
    m_stays = false;
    m_server->stopListening();
    QTimer::singleShot(kAnswerFirst, this, [this] {
        m_server->interruptAll();
        if (m_server->clients() == 0)
            leave();
    });
    QTimer::singleShot(kLastPatience, this, &OwnerProgram::leave);
    return {};
}

/// Commands may clean up.
void OwnerProgram::watchSignals()
{
    connect(new EndSignals(this), &EndSignals::asked, this, [this] {
        if (!m_server)
            return leave();
        m_stays = true;
        [[maybe_unused]] const Status stopped = stop();
    });
    ::signal(SIGPIPE, SIG_IGN);
}

} // namespace aiops::cli
