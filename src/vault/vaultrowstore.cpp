#include "core/ids.h"
#include "storage/command.h"
#include "vault/exportstore.h"
#include "vault/rowvalues.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace aiops::vault::store {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString textOf(const KdfCost &cost)
{
    return compact({{u"m"_s, qint64(cost.memoryKiB)}, {u"t"_s, qint64(cost.passes)}, {u"p"_s, qint64(cost.lanes)}});
}

KdfCost costFrom(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const auto number = [&object](const QString &name) { return quint64(std::max<qint64>(0, object[name].toInteger())); };
    return {.memoryKiB = number(u"m"_s), .passes = number(u"t"_s), .lanes = number(u"p"_s)};
}

QString idsOf(const VaultFile &file)
{
    return compact({{u"organization"_s, key(file.organization)}, {u"vault"_s, key(file.vault)}, {u"user"_s, key(file.user)},
                    {u"device"_s, key(file.device)}, {u"epoch"_s, qint64(file.epoch)}});
}

/// The highest epoch that this computer saw: an older state of a vault that somebody puts back is noticed.
QString seenKey(const QUuid &vault)
{
    return u"vault.epoch."_s + key(vault);
}

Error changedMeanwhile()
{
    return {.code = Errc::Conflict, .text = tr("The key of the vault was changed meanwhile. Nothing was written."), .detail = {}, .hint = tr("Try again.")};
}

Status insertWrap(storage::Command &command, const VaultRow &row)
{
    return command.insert(u"vault_wrap"_s, newUuid(),
                          {{u"vault_id"_s, key(row.id)}, {u"epoch"_s, row.epoch}, {u"recipient"_s, key(row.user)}, {u"recipient_kind"_s, u"member"_s},
                           {u"public_key"_s, row.publicKey}, {u"wrapped"_s, row.wrap}, {u"created_at"_s, toRfc3339(command.now())}});
}

Status removeWraps(storage::Command &command, const VaultRow &row)
{
    Result<QSqlQuery> old = run(command.database(), u"SELECT id FROM row_vault_wrap WHERE vault_id = ? AND recipient = ? AND recipient_kind = 'member'"_s,
                                {key(row.id), key(row.user)});
    if (!old)
        return std::unexpected(old.error());
    QList<QUuid> gone;
    while (old->next())
        gone.append(idOf(old->value(0)));
    old->finish();
    for (const QUuid &id : std::as_const(gone))
        if (const Status removed = command.remove(u"vault_wrap"_s, id); !removed)
            return removed;
    return {};
}

Status nameIsFree(const QSqlDatabase &db, const QString &name, const QUuid &except)
{
    const Result<QList<VaultInfo>> all = vaultInfos(db);
    if (!all)
        return std::unexpected(all.error());
    for (const VaultInfo &one : *all)
        if (one.id.uuid() != except && one.name.compare(name, Qt::CaseInsensitive) == 0)
            return std::unexpected(Error{.code = Errc::Conflict, .text = tr("There is a vault named “%1” already.").arg(one.name), .detail = {},
                                         .hint = tr("Choose another name.")});
    return {};
}

/// Of one vault, under one of its keys.
struct HeldRecords
{
    quint64 epoch = 0;
    bool isCredential = false; ///< and no value of a rotation
    int count = 0;
};

Result<QMultiHash<QString, HeldRecords>> heldRecords(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT vault_id, epoch, record_type = 'credential', count(*) FROM row_secret GROUP BY 1, 2, 3"_s);
    if (!query)
        return std::unexpected(query.error());
    QMultiHash<QString, HeldRecords> out;
    while (query->next())
        out.insert(query->value(0).toString(), {query->value(1).toULongLong(), query->value(2).toBool(), query->value(3).toInt()});
    return out;
}

} // namespace

Result<QList<SealedVault>> sealedVaults(const QSqlDatabase &db, const QUuid &user)
{
    Result<QSqlQuery> rows = run(db, u"SELECT v.id, v.organization_id, v.epoch, n.value FROM row_vault v LEFT JOIN local_value n ON n.key = 'vault.epoch.' || v.id"_s);
    Result<QSqlQuery> wraps = run(db, u"SELECT vault_id, wrapped FROM row_vault_wrap WHERE recipient = ? AND recipient_kind = 'member'"_s, {key(user)});
    Result<QSqlQuery> links = run(db, u"SELECT vault_id, epoch, sealed FROM row_vault_link"_s);
    if (!rows || !wraps || !links)
        return std::unexpected(!rows ? rows.error() : !wraps ? wraps.error() : links.error());
    QList<SealedVault> out;
    QHash<QString, qsizetype> places;
    while (rows->next()) {
        places.insert(rows->value(0).toString(), out.size());
        out.append({.id = idOf(rows->value(0)), .organization = idOf(rows->value(1)), .epoch = rows->value(2).toULongLong(),
                    .highestSeen = rows->value(3).toString().toULongLong(), .wraps = {}, .links = {}});
    }
    while (wraps->next())
        if (const auto place = places.constFind(wraps->value(0).toString()); place != places.constEnd())
            out[*place].wraps.append(wraps->value(1).toByteArray());
    while (links->next())
        if (const auto place = places.constFind(links->value(0).toString()); place != places.constEnd())
            out[*place].links.append({.epoch = links->value(1).toULongLong(), .bytes = links->value(2).toByteArray()});
    return out;
}

Result<std::optional<VaultFile>> loadVault(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT bundle, wrapped, kdf, extra, failures, last_failure FROM local_vault"_s);
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::nullopt;
    const QJsonObject ids = QJsonDocument::fromJson(query->value(3).toByteArray()).object();
    const auto id = [&ids](const QString &name) { return QUuid::fromString(ids[name].toString()); };
    VaultFile file{.organization = id(u"organization"_s), .vault = id(u"vault"_s), .user = id(u"user"_s),
                   .device = id(u"device"_s), .epoch = quint64(ids["epoch"_L1].toInteger()),
                   .bundle = query->value(0).toByteArray(), .wrap = query->value(1).toByteArray(),
                   .lastSeen = costFrom(query->value(2).toByteArray()),
                   .throttle = {query->value(4).toInt(), timeOf(query->value(5))}};
    query->finish();
    Result<QList<SealedVault>> vaults = sealedVaults(db, file.user);
    if (!vaults)
        return std::unexpected(vaults.error());
    file.vaults = std::move(*vaults);
    return file;
}

Status insertVault(storage::Command &command, const VaultFile &file)
{
    const QString name = tr("Personal");
    const QVariantMap fields{{u"organization_id"_s, keyOrNull(file.organization)}, {u"name"_s, name},
                             {u"epoch"_s, file.epoch}, {u"created_at"_s, toRfc3339(command.now())}};
    if (const Status row = command.insert(u"vault"_s, file.vault, fields); !row)
        return row;
    command.describe(key(file.vault), name);
    return done(run(command.database(),
                    u"INSERT INTO local_vault(one, bundle, wrapped, kdf, extra, failures) VALUES (1, ?, ?, ?, ?, 0)"_s,
                    {file.bundle, file.wrap, textOf(file.lastSeen), idsOf(file)}));
}

Status saveBundle(QSqlDatabase &db, const VaultFile &file)
{
    return done(run(db, u"UPDATE local_vault SET bundle = ?, kdf = ?"_s, {file.bundle, textOf(file.lastSeen)}));
}

Status saveThrottle(QSqlDatabase &db, const Throttle &throttle)
{
    return done(run(db, u"UPDATE local_vault SET failures = ?, last_failure = ?"_s,
                    {throttle.failures, toRfc3339(throttle.lastFailure)}));
}

Result<QList<VaultInfo>> vaultInfos(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT v.id, v.name, v.organization_id, v.project_id, v.epoch, v.created_at, "
                                      "(SELECT extra FROM local_vault) FROM row_vault v ORDER BY v.name COLLATE NOCASE, v.id"_s);
    const Result<QMultiHash<QString, HeldRecords>> held = heldRecords(db);
    if (!query || !held)
        return std::unexpected(query ? held.error() : query.error());
    QList<VaultInfo> out;
    while (query->next()) {
        const QUuid personal = QUuid::fromString(QJsonDocument::fromJson(query->value(6).toByteArray()).object()[u"vault"_s].toString());
        const QUuid id = idOf(query->value(0));
        VaultInfo info{.id = VaultId(id), .name = query->value(1).toString(), .organization = OrganizationId(idOf(query->value(2))),
                       .project = ProjectId(idOf(query->value(3))), .epoch = query->value(4).toULongLong(), .createdAt = timeOf(query->value(5)),
                       .isPersonal = id == personal, .problem = {}};
        for (auto [one, end] = held->equal_range(query->value(0).toString()); one != end; ++one) {
            info.credentials += one->isCredential ? one->count : 0;
            info.underOlderKeys += one->epoch < info.epoch ? one->count : 0;
        }
        out.insert(info.isPersonal ? 0 : out.size(), info);
    }
    return out;
}

Status insertVaultRow(storage::Command &command, const VaultRow &row)
{
    if (const Status free = nameIsFree(command.database(), row.name, {}); !free)
        return free;
    const Status stored = command.insert(u"vault"_s, row.id,
                                         {{u"organization_id"_s, keyOrNull(row.organization)}, {u"project_id"_s, keyOrNull(row.project)},
                                          {u"name"_s, row.name}, {u"epoch"_s, row.epoch}, {u"created_at"_s, toRfc3339(command.now())}});
    const Status wrap = stored ? insertWrap(command, row) : stored;
    return wrap ? saveLocalValue(command.database(), seenKey(row.id), QString::number(row.epoch)) : wrap;
}

Status renameVault(storage::Command &command, const QUuid &id, const QString &name)
{
    const Status free = nameIsFree(command.database(), name, id);
    return free ? command.set(u"vault"_s, id, {{u"name"_s, name}}) : free;
}

Status removeVault(storage::Command &command, const QUuid &id, const QString &name)
{
    Result<QSqlQuery> query = run(command.database(), u"SELECT count(*) FROM row_secret WHERE vault_id = ?"_s, {key(id)});
    if (!query)
        return std::unexpected(query.error());
    const int held = query->next() ? query->value(0).toInt() : 0;
    query->finish();
    if (held > 0)
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("Only an empty vault can be removed. Credentials in “%1”: %2.").arg(name).arg(held), .detail = {},
                                     .hint = tr("Move them into another vault, or remove them: aiops credential edit NAME --vault OTHER")});
    return command.remove(u"vault"_s, id); // the highest epoch that was seen stays noted: an older state put back is no new vault
}

Result<QList<QUuid>> underOlderKeys(const QSqlDatabase &db, const QUuid &vault, const QUuid &after, int most)
{
    Result<QSqlQuery> query = run(db, u"SELECT s.id FROM row_secret s JOIN row_vault v ON v.id = s.vault_id WHERE s.vault_id = ? AND s.epoch < v.epoch AND s.id > ? "
                                      "ORDER BY s.id LIMIT ?"_s, {key(vault), after.isNull() ? u""_s : key(after), most}); // a null text would match nothing
    if (!query)
        return std::unexpected(query.error());
    QList<QUuid> ids;
    while (query->next())
        ids.append(idOf(query->value(0)));
    return ids;
}

Status saveNewEpoch(storage::Command &command, const VaultRow &row, const QByteArray &link)
{
    QSqlDatabase &db = command.database();
    Status done = requireEpoch(command, {.vault = row.id, .epoch = row.epoch - 1});
    if (done)
        done = command.set(u"vault"_s, row.id, {{u"epoch"_s, row.epoch}});
    if (done)
        done = command.insert(u"vault_link"_s, newUuid(), {{u"vault_id"_s, key(row.id)}, {u"epoch"_s, row.epoch}, {u"sealed"_s, link},
                                                            {u"created_at"_s, toRfc3339(command.now())}});
    if (done)
        done = saveLocalValue(db, seenKey(row.id), QString::number(row.epoch));
    const auto file = done ? loadVault(db) : std::unexpected(done.error());
    if (!file || !*file)
        return file ? Status(std::unexpected(changedMeanwhile())) : std::unexpected(file.error());
    if ((*file)->vault == row.id) {
        VaultFile changed = **file;
        changed.epoch = row.epoch;
        return store::done(run(db, u"UPDATE local_vault SET wrapped = ?, extra = ?"_s, {row.wrap, idsOf(changed)}));
    }
    done = removeWraps(command, row);
    return done ? insertWrap(command, row) : done;
}

Status requireEpoch(storage::Command &command, const RecordHeader &header)
{
    Result<QSqlQuery> query = run(command.database(), u"SELECT epoch FROM row_vault WHERE id = ?"_s, {key(header.vault)});
    if (!query)
        return std::unexpected(query.error());
    const bool isNow = query->next() && query->value(0).toULongLong() == header.epoch;
    return isNow ? Status() : std::unexpected(changedMeanwhile());
}

} // namespace aiops::vault::store
