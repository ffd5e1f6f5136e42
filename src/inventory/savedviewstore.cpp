#include "inventory/savedviewstore.h"

#include "inventory/rows.h"
#include "inventory/saving.h"
#include "inventory/validation.h"

#include "storage/sqlerror.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kSelectView = u"SELECT id, organization, name, query FROM row_saved_view "_s;
constexpr qsizetype kLongestQuery = 20'000;

SavedView readView(const QSqlQuery &query)
{
    return {SavedViewId::parse(query.value(0).toString()), OrganizationId::parse(query.value(1).toString()),
            query.value(2).toString(), query.value(3).toString()};
}

Result<QVariantMap> checked(const SavedView &view)
{
    const Result<QString> name = validName(view.name);
    if (!name)
        return std::unexpected(name.error());
    if (view.query.size() > kLongestQuery || !QJsonDocument::fromJson(view.query.toUtf8()).isObject())
        return std::unexpected(Error{Errc::Invalid, QCoreApplication::translate("inventory", "This view cannot be saved.")});
    return QVariantMap{{u"name"_s, *name}, {u"query"_s, view.query}};
}

} // namespace

Result<QList<SavedView>> SavedViewStore::list(QSqlDatabase db, OrganizationId organization)
{
    return readAll(run(db, kSelectView + u"WHERE organization = ? ORDER BY name COLLATE NOCASE"_s, {organization.toString()}), readView);
}

Result<SavedView> SavedViewStore::find(QSqlDatabase db, SavedViewId id)
{
    return readOne(run(db, kSelectView + u"WHERE id = ?"_s, {id.toString()}), readView);
}

Result<SavedView> SavedViewStore::save(storage::Command &command, const SavedView &view)
{
    return write(command, u"saved_view"_s, view.id, checked(view), {{u"organization"_s, view.organization.toString()}})
        .and_then([&](SavedViewId id) { return find(command.database(), id); });
}

Status SavedViewStore::remove(storage::Command &command, SavedViewId id)
{
    return command.remove(u"saved_view"_s, id.uuid());
}

} // namespace aiops::inventory
