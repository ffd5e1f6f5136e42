#include "inventory/groupstore.h"

#include "inventory/inheritance.h"
#include "inventory/markstore.h"
#include "inventory/rows.h"
#include "inventory/validation.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

constexpr qsizetype kDeepest = 32;

const QString kSelect = u"SELECT id, organization, parent, name, user, port, environment, credential, jump, created_at, proxy, proxy_credential "
                        "FROM row_group "_s;

Group read(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {GroupId::parse(text(0)), OrganizationId::parse(text(1)), GroupId::parse(text(2)), text(3),
            Inheritable{text(4), query.value(5).toInt(), parseEnvironment(text(6)).value_or(Environment::None),
                        CredentialId::parse(text(7)), parseJump(text(8)), text(10), CredentialId::parse(text(11))},
            timeOf(query.value(9))};
}

Error invalid(const char *text)
{
    return Error{Errc::Invalid, QCoreApplication::translate("inventory", text)};
}

Result<QString> validGroupName(const QString &text)
{
    if (text.contains(u'/'))
        return std::unexpected(invalid(QT_TRANSLATE_NOOP("inventory", "A group's name may not hold “/”.")));
    return validName(text);
}

Result<QVariantMap> checked(const Inheritable &own)
{
    const Result<QString> user = validUser(own.user);
    if (!user)
        return std::unexpected(user.error());
    const Result<QString> proxy = validProxy(own.proxy);
    if (!proxy)
        return std::unexpected(proxy.error());
    if (own.port != 0) {
        if (auto port = validPort(own.port); !port)
            return std::unexpected(port.error());
    }
    return QVariantMap{{u"user"_s, *user}, {u"port"_s, own.port}, {u"environment"_s, environmentName(own.environment)},
                       {u"credential"_s, own.credential.isNull() ? u""_s : own.credential.toString()},
                       {u"jump"_s, jumpText(own.jump)}, {u"proxy"_s, *proxy},
                       {u"proxy_credential"_s, own.proxyCredential.isNull() ? u""_s : own.proxyCredential.toString()}};
}

/// The parent, when it may hold `group`: of the same organization, not below it, not too deep.
Status mayHold(QSqlDatabase &db, OrganizationId organization, GroupId group, GroupId parent)
{
    if (parent.isNull())
        return {};
    const auto all = GroupStore::list(db, organization);
    if (!all)
        return std::unexpected(all.error());
    const Inheritance tree(*all);
    if (!tree.group(parent))
        return std::unexpected(missing());
    if (!group.isNull() && tree.isBelow(parent, group))
        return std::unexpected(invalid(QT_TRANSLATE_NOOP("inventory", "A group cannot move into itself.")));
    if (tree.pathOf(parent).size() >= kDeepest)
        return std::unexpected(invalid(QT_TRANSLATE_NOOP("inventory", "Groups can be 32 levels deep.")));
    return {};
}

QVariant parentValue(GroupId parent)
{
    return parent.isNull() ? QVariant(QMetaType::fromType<QString>()) : QVariant(parent.toString());
}

Status moveAll(storage::Command &command, const QString &table, const QString &column, GroupId from, GroupId to)
{
    auto rows = run(command.database(), u"SELECT id FROM row_%1 WHERE %2 = ?"_s.arg(table, column), {from.toString()});
    if (!rows)
        return std::unexpected(rows.error());
    QList<QUuid> ids;
    while (rows->next())
        ids.append(QUuid::fromString(rows->value(0).toString()));
    rows->finish();
    for (const QUuid &id : std::as_const(ids)) {
        if (auto done = command.set(table, id, {{column, parentValue(to)}}); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QList<Group>> GroupStore::list(QSqlDatabase db, OrganizationId organization)
{
    if (organization.isNull())
        return readAll(run(db, kSelect), read);
    return readAll(run(db, kSelect + u"WHERE organization = ? ORDER BY name COLLATE NOCASE, id"_s, {organization.toString()}), read);
}

Result<Group> GroupStore::find(QSqlDatabase db, GroupId id)
{
    return readOne(run(db, kSelect + u"WHERE id = ?"_s, {id.toString()}), read);
}

Result<Group> GroupStore::add(storage::Command &command, Group group)
{
    if (group.id.isNull())
        group.id = GroupId::create();
    const Result<QString> name = validGroupName(group.name);
    Result<QVariantMap> fields = checked(group.own);
    if (!name || !fields)
        return std::unexpected(name ? fields.error() : name.error());
    if (auto held = mayHold(command.database(), group.organization, {}, group.parent); !held)
        return std::unexpected(held.error());
    fields->insert(u"organization"_s, group.organization.toString());
    fields->insert(u"parent"_s, parentValue(group.parent));
    fields->insert(u"name"_s, *name);
    fields->insert(u"created_at"_s, toRfc3339(command.now()));
    if (auto done = command.insert(u"group"_s, group.id.uuid(), *fields).and_then([&] {
            return MarkStore::noteCommand(command.database(), group.own.proxy.trimmed());
        }); !done)
        return std::unexpected(done.error());
    command.describe(group.id.toString(), *name);
    return find(command.database(), group.id);
}

Result<Group> GroupStore::edit(storage::Command &command, GroupId id, const GroupEdit &values)
{
    const Result<Group> before = find(command.database(), id);
    if (!before)
        return before;
    const Result<QString> name = validGroupName(values.name.value_or(before->name));
    Result<QVariantMap> fields = checked(values.own.value_or(before->own));
    if (!name || !fields)
        return std::unexpected(name ? fields.error() : name.error());
    fields->insert(u"name"_s, *name);
    if (auto done = command.set(u"group"_s, id.uuid(), *fields).and_then([&] {
            return MarkStore::noteCommand(command.database(), fields->value(u"proxy"_s).toString());
        }); !done)
        return std::unexpected(done.error());
    command.describe(id.toString(), *name);
    return find(command.database(), id);
}

Status GroupStore::move(storage::Command &command, GroupId id, GroupId parent)
{
    const Result<Group> group = find(command.database(), id);
    if (!group)
        return std::unexpected(group.error());
    if (auto held = mayHold(command.database(), group->organization, id, parent); !held)
        return held;
    command.describe(id.toString(), group->name);
    return command.set(u"group"_s, id.uuid(), {{u"parent"_s, parentValue(parent)}});
}

Status GroupStore::remove(storage::Command &command, GroupId id)
{
    const Result<Group> group = find(command.database(), id);
    if (!group)
        return std::unexpected(group.error());
    command.describe(id.toString(), group->name);
    return moveAll(command, u"group"_s, u"parent"_s, id, group->parent)
        .and_then([&] { return moveAll(command, u"instance"_s, u"group_id"_s, id, group->parent); })
        .and_then([&] { return command.remove(u"group"_s, id.uuid()); });
}

} // namespace aiops::inventory
