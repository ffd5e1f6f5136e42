#include "features/services/presets.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace aiops::services {

const QList<Preset> &presets()
{
    static const QList<Preset> list{
        {u"ssh"_s, u"SSH"_s, 22, false},         {u"netdata"_s, u"Netdata"_s, 19999, true},       {u"http"_s, u"HTTP"_s, 80, true},
        {u"https"_s, u"HTTPS"_s, 443, true},     {u"postgres"_s, u"PostgreSQL"_s, 5432, false},
        {u"custom"_s, QCoreApplication::translate("aiops::services", "Custom"), 0, false},
    };
    return list;
}

const Preset &presetOf(const QString &kind)
{
    const auto found = std::ranges::find(presets(), kind, &Preset::kind);
    return found == presets().end() ? presets().constLast() : *found;
}

QUrl localUrl(const inventory::Service &service, quint16 localPort)
{
    if (!presetOf(service.kind).isWeb)
        return {};
    QUrl url;
    url.setScheme(service.kind == u"https" ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(localPort);
    const QString path = u'/' + service.path.section(u'?', 0, 0).section(u'#', 0, 0);
    url.setPath(QString(path).replace(QRegularExpression(u"^/+"_s), u"/"_s), QUrl::DecodedMode);
    if (service.path.contains(u'?'))
        url.setQuery(service.path.section(u'#', 0, 0).section(u'?', 1), QUrl::TolerantMode);
    if (service.path.contains(u'#'))
        url.setFragment(service.path.section(u'#', 1), QUrl::TolerantMode);
    return url;
}

} // namespace aiops::services
