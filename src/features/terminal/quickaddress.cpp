#include "features/terminal/quickaddress.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &text)
{
    return Error{Errc::Invalid, text, {}, QCoreApplication::translate("terminal", "Write it as user@host:port.")};
}

bool isName(const QString &text)
{
    static const QRegularExpression name(uR"(\A[A-Za-z0-9._][A-Za-z0-9._-]{0,252}\z)"_s);
    return name.match(text).hasMatch();
}

bool isIpv6(const QString &text)
{
    static const QRegularExpression address(uR"(\A[0-9A-Fa-f:.]{2,45}\z)"_s);
    return text.count(u':') >= 2 && address.match(text).hasMatch();
}

struct HostAndPort
{
    QString host;
    QString port;
    bool bracketed = false;
};

Result<HostAndPort> splitHost(const QString &text)
{
    static const QRegularExpression bracketed(uR"(\A\[([^\]]*)\](?::(.*))?\z)"_s);
    if (const auto match = bracketed.match(text); match.hasMatch())
        return HostAndPort{match.captured(1), match.hasCaptured(2) ? match.captured(2) : u"22"_s, true};
    if (isIpv6(text))
        return HostAndPort{text, u"22"_s, true};
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0)
        return HostAndPort{text, u"22"_s};
    return HostAndPort{text.first(colon), text.sliced(colon + 1)};
}

QString localUser()
{
    const QString user = qEnvironmentVariable("USER");
    return user.isEmpty() ? qEnvironmentVariable("USERNAME") : user;
}

} // namespace

Result<ssh::Endpoint> parseQuickAddress(const QString &text)
{
    const QString address = text.trimmed();
    const qsizetype at = address.lastIndexOf(u'@');
    const QString user = at < 0 ? localUser() : address.first(at);
    if (!isName(user))
        return std::unexpected(invalid(QCoreApplication::translate("terminal", "This is not a user name.")));
    const auto host = splitHost(address.sliced(at + 1));
    if (!host)
        return std::unexpected(host.error());
    if (host->bracketed ? !isIpv6(host->host) : !isName(host->host))
        return std::unexpected(invalid(QCoreApplication::translate("terminal", "This is not a host name or address.")));
    bool ok = false;
    const quint16 port = host->port.toUShort(&ok);
    if (!ok || port == 0)
        return std::unexpected(invalid(QCoreApplication::translate("terminal", "The port must be 1 to 65535.")));
    return ssh::Endpoint{host->host, port, user, {}, {}};
}

QString writtenAddress(const ssh::Endpoint &endpoint)
{
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
    return u"%1@%2:%3"_s.arg(endpoint.user, host).arg(endpoint.port);
}

QString shownName(const ssh::Endpoint &endpoint)
{
    if (!endpoint.label.isEmpty())
        return shownPlain(endpoint.label, 100);
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
    const QString user = endpoint.user.isEmpty() ? QString() : endpoint.user + u'@';
    return shownPlain(user + host + (endpoint.port == 22 ? QString() : u':' + QString::number(endpoint.port)), 300);
}

ssh::Endpoint endpointOf(const inventory::Instance &instance)
{
    return ssh::Endpoint{instance.address, quint16(instance.port), instance.user, instance.name, instance.id, instance.reachedThrough()};
}

} // namespace aiops::terminal
