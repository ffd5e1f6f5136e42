#include "vault/importbatch.h"

#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/importstaging.h"
#include "vault/vaultstore.h"

#include <QJsonArray>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

constexpr qsizetype kMostNames = 50; ///< of an audit entry

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

/// What is here of each credential that is replaced.
struct Mine
{
    quint64 version = 0;
    QUuid vault;
};

Result<QHash<CredentialId, Mine>> mineOf(const storage::Database &database, const ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    QList<CredentialId> replaced;
    for (qsizetype i = 0; i < decisions.size(); ++i)
        if (decisions[i].value == ImportDecision::Replace)
            replaced.append(preview.entries[i].existing);
    QHash<CredentialId, Mine> out;
    if (replaced.isEmpty())
        return out;
    const auto rows = store::exportRows(database.reader(), replaced);
    if (!rows)
        return std::unexpected(rows.error());
    for (const store::ExportRow &row : *rows)
        out.insert(CredentialId(row.record.header.record), {.version = qMax(row.record.header.version, row.seen), .vault = row.record.header.vault});
    return out;
}

/// Under the name that was chosen, with the dates that the payload does not have.
Status rename(ReadyEntry &ready, const QString &name)
{
    std::optional<Secret> payload = renamedPayload(*ready.record.payload, name);
    if (!payload)
        return std::unexpected(damagedFile(u"payload: name"_s));
    ready.record.payload = std::make_shared<const Secret>(std::move(*payload));
    const Result<OpenedRecord> opened = readPayload({.record = ready.info.id.uuid(), .type = ready.record.type, .schema = ready.record.schema}, *ready.record.payload);
    if (!opened)
        return std::unexpected(opened.error());
    ready.info.name = opened->info.name;
    ready.info.publicKey = opened->info.publicKey; // ends with the name
    return {};
}

/// The vault of an entry, which is made when it is the first of it.
Result<VaultId> vaultFor(ImportBatch &batch, const ImportPreview &preview, const QUuid &vaultOfFile)
{
    const Staging &staging = *preview.staging;
    const auto place = staging.places.constFind(vaultOfFile);
    if (place == staging.places.constEnd() || place->newName.isEmpty())
        return place == staging.places.constEnd() ? staging.otherwise : place->vault;
    for (const NewEpoch &made : std::as_const(batch.vaults))
        if (foldedName(made.row.name) == foldedName(place->newName))
            return VaultId(made.row.id);
    const Result<NewEpoch> made = makeVaultOf(*batch.keys, preview.owner.organization.uuid(), preview.owner.project.uuid(), place->newName);
    if (!made)
        return std::unexpected(made.error());
    batch.vaults.append(*made);
    batch.keys = withEpoch(*batch.keys, *made);
    return VaultId(made->row.id);
}

Result<ReadyEntry> readyToAdd(ImportBatch &batch, const ImportEntry &entry, const ImportDecision &decision, const ExportedRecord &record, const ImportPreview &preview)
{
    ReadyEntry ready{.record = record, .info = entry.info, .uses = {}};
    ready.info.id = CredentialId::create();
    ready.info.version = 1;
    const Result<VaultId> vault = vaultFor(batch, preview, record.vault);
    if (!vault)
        return std::unexpected(vault.error());
    ready.info.vault = *vault;
    if (!decision.name.isEmpty() && decision.name != entry.info.name)
        if (const Status renamed = rename(ready, decision.name); !renamed)
            return std::unexpected(renamed.error());
    return ready;
}

Result<ReadyEntry> readyToReplace(const ImportEntry &entry, const ExportedRecord &record, const QHash<CredentialId, Mine> &mine)
{
    const auto here = mine.constFind(entry.existing);
    if (here == mine.constEnd())
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("%1 was removed meanwhile. Nothing was imported.").arg(entry.info.name)});
    ReadyEntry ready{.record = record, .info = entry.info, .uses = {}, .replaces = true};
    ready.info.id = entry.existing;
    ready.info.version = here->version + 1;
    ready.info.vault = VaultId(here->vault);
    return ready;
}

QJsonArray namesOf(const ImportBatch &batch)
{
    QJsonArray names;
    for (const ReadyEntry &one : batch.entries.first(qMin(batch.entries.size(), kMostNames)))
        names.append(one.info.name);
    return names;
}

/// How many were not there before.
Result<int> storeUses(storage::Command &command, const ReadyEntry &entry)
{
    if (entry.uses.isEmpty())
        return 0;
    const auto before = entry.replaces ? store::attachmentsOf(command.database(), entry.info.id) : QList<Attachment>();
    if (!before)
        return std::unexpected(before.error());
    int stored = 0;
    for (const ImportUse &use : entry.uses) {
        const bool isThere = std::ranges::any_of(*before, [&use](const Attachment &one) { return one.instance == use.instance && one.purpose == use.purpose; });
        if (use.instance.isNull() || isThere)
            continue;
        const Status done = store::insertAttachment(command, {.id = newUuid(), .credential = entry.info.id, .instance = use.instance, .purpose = use.purpose, .person = {}});
        if (!done)
            return std::unexpected(done.error());
        ++stored;
    }
    return stored;
}

Status storeEntry(storage::Command &command, const ReadyEntry &one, const VaultKeys &keys)
{
    const Draft draft{.info = one.info, .payload = one.record.payload, .schema = one.record.schema};
    const Result<SealedRecord> sealed = sealDraft(draft, keys, command.tick());
    if (!sealed)
        return std::unexpected(sealed.error());
    return one.replaces ? store::replaceRecord(command, *sealed, one.info) : store::insertImported(command, *sealed, one.info, one.record.metadata);
}

} // namespace

Result<ImportBatch> batchOf(const storage::Database &database, const Keys &keys, const ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    ImportBatch batch{.entries = {}, .vaults = {}, .keys = keys, .report = {}};
    const auto mine = mineOf(database, preview, decisions);
    if (!mine)
        return std::unexpected(mine.error());
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        const ImportDecision &decision = decisions[i];
        const bool replaces = decision.value == ImportDecision::Replace;
        if (decision.value == ImportDecision::Skip || entry.state == ImportEntry::Unusable || (replaces && entry.existing.isNull())) {
            ++batch.report.skipped;
            continue;
        }
        const ExportedRecord &record = preview.staging->records[size_t(i)];
        Result<ReadyEntry> ready = replaces ? readyToReplace(entry, record, *mine) : readyToAdd(batch, entry, decision, record, preview);
        if (!ready)
            return std::unexpected(ready.error());
        if (decision.attach)
            ready->uses = entry.uses;
        batch.report.replaced += replaces;
        batch.report.added += !replaces;
        batch.report.renamed += !replaces && ready->info.name != entry.info.name;
        batch.entries.append(std::move(*ready));
    }
    batch.report.vaults = batch.vaults.size();
    return batch;
}

Result<ImportReport> storeBatch(storage::Command &command, const ImportBatch &batch)
{
    ImportReport report = batch.report;
    for (const NewEpoch &made : batch.vaults)
        if (const Status stored = store::insertVaultRow(command, made.row); !stored)
            return std::unexpected(stored.error());
    for (const ReadyEntry &one : batch.entries) {
        const Status stored = storeEntry(command, one, *batch.keys);
        const Result<int> attached = stored ? storeUses(command, one) : std::unexpected(stored.error());
        if (!attached)
            return std::unexpected(attached.error());
        report.attached += *attached;
    }
    command.describe({}, tr("%n credentials").replace(u"%n"_s, QString::number(batch.entries.size())));
    command.note(u"names"_s, namesOf(batch));
    command.note(u"added"_s, report.added);
    command.note(u"replaced"_s, report.replaced);
    command.note(u"skipped"_s, report.skipped);
    command.note(u"attached"_s, report.attached);
    return report;
}

} // namespace aiops::vault
