#include "features/sessions/sessiontext.h"

#include "core/text.h"

#include <QLocale>

namespace aiops::sessions {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("aiops::sessions", text, nullptr, n);
}

/// "cipher" of "kex …, host key …, cipher …".
QString partOf(const QString &algorithms, QLatin1StringView name)
{
    for (const QString &part : algorithms.split(u", "_s)) {
        if (part.startsWith(name))
            return part.sliced(name.size()).trimmed().section(u'@', 0, 0);
    }
    return {};
}

} // namespace

QString shownHost(const ssh::SessionInfo &session)
{
    return shownPlain(session.endpoint.label.isEmpty() ? session.endpoint.host : session.endpoint.label, 200);
}

QString shownUsers(const ssh::SessionInfo &session)
{
    QStringList users;
    if (session.shells > 0)
        users += tr("%n terminals", session.shells);
    if (session.commands > 0)
        users += tr("%n commands", session.commands);
    if (session.dials > 0)
        users += tr("%n connections through it", session.dials);
    return users.isEmpty() ? tr("Nobody now; kept for the next one") : users.join(u", "_s);
}

QString shownWay(const ssh::SessionInfo &session)
{
    return session.through.isEmpty() ? tr("Directly") : tr("Through %1").arg(shownPlain(session.through.join(u", "_s), 300));
}

QString shownProtection(const ssh::SessionInfo &session)
{
    const QStringList old = ssh::oldAlgorithmsIn(session.algorithms);
    if (!old.isEmpty())
        return tr("Old: %1").arg(old.join(u", "_s));
    return session.postQuantum ? tr("%1, post-quantum").arg(partOf(session.algorithms, "cipher"_L1)) : partOf(session.algorithms, "cipher"_L1);
}

QString described(const ssh::SessionInfo &session)
{
    const ssh::Endpoint &host = session.endpoint;
    QStringList lines{tr("%1, %2@%3 port %4").arg(shownHost(session), shownPlain(host.user, 100), shownPlain(host.host, 260), QString::number(host.port)),
                      tr("%1, open since %2").arg(shownWay(session), QLocale().toString(session.since.toLocalTime(), QLocale::ShortFormat)),
                      tr("Host key: %1 %2").arg(shownPlain(QString::fromLatin1(session.hostKey.type), 60), session.hostKey.fingerprint()),
                      tr("Algorithms: %1").arg(session.algorithms),
                      session.postQuantum ? tr("The key exchange is safe from quantum computers.")
                                          : tr("The key exchange is not safe from quantum computers: the SSH library has none that is.")};
    lines += session.notices;
    if (session.replaced)
        lines += tr("It is old or has carried much; who comes next gets a new one.");
    return lines.join(u'\n');
}

QString unlimitedText(const QString &unlimited)
{
    return tr("This computer does not shut in the processes that speak with servers as it should. Missing: %1").arg(unlimited);
}

QString unlimitedHint()
{
    return tr("Connections work, but a hostile server would meet one wall less. Use a Linux kernel with seccomp, and let no container take it away.");
}

} // namespace aiops::sessions
