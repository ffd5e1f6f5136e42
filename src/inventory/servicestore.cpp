#include "inventory/servicestore.h"

#include "inventory/rows.h"
#include "inventory/saving.h"
#include "inventory/validation.h"

#include "storage/sqlerror.h"

#include <QCoreApplication>

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelectService = u"SELECT id, instance, kind, name, port, path, credential FROM row_service "_s;

Service readService(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {ServiceId::parse(text(0)), InstanceId::parse(text(1)), text(2), text(3), query.value(4).toInt(), text(5),
            CredentialId::parse(text(6))};
}

Result<QVariantMap> checked(const Service &service)
{
    static const QStringList kinds{u"ssh"_s, u"netdata"_s, u"http"_s, u"https"_s, u"postgres"_s, u"custom"_s};
    if (!kinds.contains(service.kind))
        return std::unexpected(Error{Errc::Invalid,
            QCoreApplication::translate("inventory", "The kind must be one of %1.").arg(kinds.join(u", "_s))});
    const Result<QString> name = validName(service.name.trimmed().isEmpty() ? service.kind : service.name);
    const Result<int> port = validPort(service.port);
    const Result<QString> path = validText(service.path.trimmed(), 1000, false);
    if (!name || !port || !path)
        return std::unexpected(!name ? name.error() : !port ? port.error() : path.error());
    return QVariantMap{{u"kind"_s, service.kind}, {u"name"_s, *name}, {u"port"_s, *port},
                       {u"path"_s, path->isEmpty() || path->startsWith(u'/') ? *path : u'/' + *path},
                       {u"credential"_s, service.credential.isNull() ? u""_s : service.credential.toString()}};
}

} // namespace

Result<QList<Service>> ServiceStore::list(QSqlDatabase db, InstanceId instance)
{
    return readAll(run(db, kSelectService + u"WHERE instance = ? ORDER BY port, name"_s, {instance.toString()}), readService);
}

Result<Service> ServiceStore::find(QSqlDatabase db, ServiceId id)
{
    return readOne(run(db, kSelectService + u"WHERE id = ?"_s, {id.toString()}), readService);
}

Result<Service> ServiceStore::save(storage::Command &command, const Service &service)
{
    return write(command, u"service"_s, service.id, checked(service), {{u"instance"_s, service.instance.toString()}})
        .and_then([&](ServiceId id) { return find(command.database(), id); });
}

Status ServiceStore::remove(storage::Command &command, ServiceId id)
{
    return command.remove(u"service"_s, id.uuid());
}

} // namespace aiops::inventory
