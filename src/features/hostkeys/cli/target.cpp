#include "features/hostkeys/cli/target.h"

#include "cli/selection.h"
#include "core/text.h"
#include "features/hostkeys/hostaddress.h"

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

QJsonValue timeOf(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

} // namespace

Result<ssh::Endpoint> targetOf(const cli::Context &context, const QString &selector)
{
    const auto instance = cli::selectedInstance(context, selector);
    if (instance)
        return ssh::Endpoint{instance->address, quint16(instance->port), instance->user, instance->name, instance->id, instance->reachedThrough()};
    const bool isHost = selector.contains(u'.') || selector.contains(u':') || selector.startsWith("|1|"_L1);
    if (instance.error().code != Errc::NotFound || !isHost)
        return std::unexpected(instance.error());
    const HostAddress address = hostAddressOf(selector);
    return ssh::Endpoint{address.host, address.port, {}, selector, {}};
}

QString knownHostsName(const ssh::Endpoint &endpoint)
{
    return endpoint.port == 22 ? endpoint.host : u"[%1]:%2"_s.arg(endpoint.host).arg(endpoint.port);
}

QList<cli::Column> keyColumns()
{
    return {{u"host"_s, tr("Host")}, {u"type"_s, tr("Type")}, {u"fingerprint"_s, tr("Fingerprint")},
            {u"origin"_s, tr("From")}, {u"last_seen"_s, tr("Last used")}, {u"uses"_s, tr("Uses")}, {u"revoked"_s, tr("Revoked")}};
}

QJsonObject toJson(const ssh::KnownHosts::Entry &entry)
{
    return {{u"host"_s, entry.host},
            {u"type"_s, QString::fromLatin1(entry.key.key.type)},
            {u"fingerprint"_s, entry.key.key.fingerprint()},
            {u"origin"_s, entry.key.origin},
            {u"first_seen"_s, timeOf(entry.key.firstSeen)},
            {u"last_seen"_s, timeOf(entry.key.lastSeen)},
            {u"uses"_s, entry.key.uses},
            {u"revoked"_s, entry.key.revoked}};
}

} // namespace aiops::hostkeys
