#include "features/forwards/forwardstore.h"

#include "features/forwards/forwardspec.h"
#include "inventory/saving.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

using storage::run;

const QString kSelect = u"SELECT f.id, f.instance, f.kind, f.name, f.listen_host, f.listen_port, f.listen_path, f.target_host, f.target_port, f.target_path, "
                        "l.spec FROM row_forward f LEFT JOIN local_forward l ON l.forward = f.id "_s;

QString agreedText(const Forward &forward)
{
    return forward.instance.toString() + u' ' + kindName(forward.kind) + u' ' + specOf(forward);
}

Forward readForward(const auto &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    Forward forward{ForwardId::parse(text(0)), InstanceId::parse(text(1)), parseKind(text(2)).value_or(Kind::Local), text(3),
                    {text(4), query.value(5).toInt(), text(6)}, {text(7), query.value(8).toInt(), text(9)}};
    forward.autostart = text(10) == agreedText(forward);
    return forward;
}

QVariantMap columnsOf(const Forward &forward)
{
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    return {{u"kind"_s, kindName(forward.kind)}, {u"name"_s, text(forward.name)},
            {u"listen_host"_s, text(forward.listen.host)}, {u"listen_port"_s, forward.listen.port}, {u"listen_path"_s, text(forward.listen.path)},
            {u"target_host"_s, text(forward.target.host)}, {u"target_port"_s, forward.target.port}, {u"target_path"_s, text(forward.target.path)}};
}

/// Two remote ones of one instance, or two of this computer, cannot listen on one end.
Status checkTwins(QSqlDatabase db, const Forward &forward)
{
    const auto all = ForwardStore::list(db);
    if (!all)
        return std::unexpected(all.error());
    const bool isThere = std::ranges::any_of(*all, [&forward](const Forward &other) {
        return other.id != forward.id && other.instance == forward.instance && (other.kind == Kind::Remote) == (forward.kind == Kind::Remote)
               && other.listen == forward.listen;
    });
    if (isThere)
        return std::unexpected(Error{Errc::Conflict,
            QCoreApplication::translate("aiops::forwards", "A forward of this instance listens on %1 already.").arg(forward.listen.toText()), {},
            QCoreApplication::translate("aiops::forwards", "Choose another port, or change that one.")});
    return {};
}

} // namespace

Result<QList<Forward>> ForwardStore::list(QSqlDatabase db)
{
    auto query = run(db, kSelect + u"ORDER BY f.listen_port, f.listen_path, f.created_at"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<Forward> forwards;
    while (query->next())
        forwards.append(readForward(*query));
    return forwards;
}

Result<Forward> ForwardStore::find(QSqlDatabase db, ForwardId id)
{
    auto query = run(db, kSelect + u"WHERE f.id = ?"_s, {id.toString()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::unexpected(Error{Errc::NotFound, QCoreApplication::translate("aiops::forwards", "This forward does not exist any more.")});
    return readForward(*query);
}

Result<Forward> ForwardStore::save(storage::Command &command, const Forward &given)
{
    const Result<Forward> forward = checked(given);
    if (!forward)
        return forward;
    if (const Status alone = checkTwins(command.database(), *forward); !alone)
        return std::unexpected(alone.error());
    return inventory::write(command, u"forward"_s, forward->id, columnsOf(*forward), {{u"instance"_s, forward->instance.toString()}})
        .and_then([&](ForwardId id) {
            command.describe(id.toString(), forward->name.isEmpty() ? specOf(*forward) : forward->name);
            command.note(u"forward"_s, kindName(forward->kind) + u' ' + specOf(*forward));
            return find(command.database(), id);
        });
}

Status ForwardStore::remove(storage::Command &command, ForwardId id)
{
    if (const auto known = find(command.database(), id))
        command.describe(id.toString(), known->name.isEmpty() ? specOf(*known) : known->name);
    return command.remove(u"forward"_s, id.uuid());
}

Status ForwardStore::setAutostart(QSqlDatabase &db, const Forward &forward, bool starts)
{
    auto gone = run(db, u"DELETE FROM local_forward WHERE forward = ?"_s, {forward.id.toString()});
    if (gone && starts)
        gone = run(db, u"INSERT INTO local_forward (forward, spec) VALUES (?, ?)"_s, {forward.id.toString(), agreedText(forward)});
    return gone ? Status() : std::unexpected(gone.error());
}

} // namespace aiops::forwards
