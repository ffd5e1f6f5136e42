#include "features/audit/forwardtarget.h"

#include <QCoreApplication>
#include <QUrl>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kNames{"off", "local", "udp", "tcp", "webhook", "webhook-https"};

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint = {})
{
    return std::unexpected(Error{Errc::Invalid, text, {}, hint});
}

Result<QUrl> parsed(const QString &text, const QStringList &schemes, const QString &example)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool right = url.isValid() && schemes.contains(url.scheme()) && !url.host().isEmpty() && url.port() != 0 && text.size() < 2000;
    if (!right || !url.userInfo().isEmpty() || url.hasFragment())
        return invalid(tr("This is no address to send to."), tr("Write it like %1.").arg(example));
    return url;
}

bool isLoopback(const QString &host)
{
    if (host == "localhost"_L1 || host == "::1"_L1)
        return true;
    const QStringList parts = host.split(u'.');
    const auto isByte = [](const QString &part) {
        bool ok = false;
        return part.toUShort(&ok) < 256 && ok;
    };
    return parts.size() == 4 && parts[0] == "127"_L1 && std::ranges::all_of(parts, isByte);
}

} // namespace

Result<ForwardTarget> ForwardTarget::fromSyslog(const QString &text)
{
    if (text == "local"_L1)
        return ForwardTarget{Local, u"/dev/log"_s, 0, {}};
    const auto url = parsed(text, {u"udp"_s, u"tcp"_s}, u"udp://log.example.com:514"_s);
    if (!url)
        return std::unexpected(url.error());
    if (!url->path().isEmpty() && url->path() != "/"_L1)
        return invalid(tr("A syslog server has no path."));
    const bool udp = url->scheme() == "udp"_L1;
    return ForwardTarget{udp ? Udp : Tcp, url->host(), quint16(url->port(udp ? 514 : 601)), {}};
}

Result<ForwardTarget> ForwardTarget::fromWebhook(const QString &text)
{
    const auto url = parsed(text, {u"http"_s, u"https"_s}, u"https://hooks.example.com/audit"_s);
    if (!url)
        return std::unexpected(url.error());
    const bool secure = url->scheme() == "https"_L1;
    if (!secure && !isLoopback(url->host()))
        return invalid(tr("Audit entries are not sent to another computer in clear text by http."),
                       tr("Use https, or a relay on this computer with http://127.0.0.1."));
    QString path = url->path(QUrl::FullyEncoded);
    if (path.isEmpty())
        path = u"/"_s;
    if (url->hasQuery())
        path += u'?' + url->query(QUrl::FullyEncoded);
    return ForwardTarget{secure ? SecureWebhook : Webhook, url->host(), quint16(url->port(secure ? 443 : 80)), path};
}

ForwardTarget ForwardTarget::fromJson(const QJsonObject &object)
{
    const QByteArray name = object.value(u"kind"_s).toString().toLatin1();
    const auto found = std::ranges::find_if(kNames, [&name](const char *known) { return name == known; });
    if (found == kNames.end())
        return {};
    const QString path = object.value(u"path"_s).toString();
    const bool clean = std::ranges::all_of(path, [](QChar c) { return c > u' ' && c.unicode() < 127; });
    return clean ? ForwardTarget{Kind(found - kNames.begin()), object.value(u"host"_s).toString(), quint16(object.value(u"port"_s).toInt()), path}
                 : ForwardTarget();
}

QJsonObject ForwardTarget::toJson() const
{
    return {{u"kind"_s, QString::fromLatin1(kNames[std::size_t(kind)])}, {u"host"_s, host}, {u"port"_s, port}, {u"path"_s, path}};
}

QString ForwardTarget::shown() const
{
    if (kind == Off || kind == Local)
        return QString::fromLatin1(kNames[std::size_t(kind)]);
    const QString name = host.contains(u':') ? u'[' + host + u']' : host;
    const QString scheme = kind == Udp ? u"udp"_s : kind == Tcp ? u"tcp"_s : kind == SecureWebhook ? u"https"_s : u"http"_s;
    return u"%1://%2:%3"_s.arg(scheme, name).arg(port);
}

} // namespace aiops::audit
