#include "vault/vaultimport.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/importstaging.h"
#include "vault/inpool.h"
#include "vault/vaultaccess.h"

#include <QFile>
#include <QTimeZone>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

constexpr qint64 kLargestContent = 256 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error unsignedFile()
{
    return {.code = Errc::Denied, .text = tr("Nobody signed this file: who wrote it cannot be told. Nothing was taken from it."), .detail = {},
            .hint = tr("Import it only when you know where it comes from: --unknown-origin.")};
}

Error cannotOpen(const QFile &file)
{
    return {.code = file.exists() ? Errc::Denied : Errc::NotFound, .text = tr("%1 cannot be read.").arg(shownPlain(file.fileName(), 200)),
            .detail = file.errorString()};
}

/// What the file holds, read to its last byte.
struct FileContent
{
    ExportHeader header;
    QList<ExportedVault> vaults;
    std::shared_ptr<Staging> staging = std::make_shared<Staging>();
};

Status readRecords(ExportReader &reader, FileContent &content, Progress &progress)
{
    BlockReader blocks(reader);
    const Result<Secret> first = blocks.block();
    if (!first)
        return std::unexpected(first.error());
    Result<QList<ExportedVault>> vaults = parseVaults(*first);
    if (!vaults)
        return std::unexpected(vaults.error());
    content.vaults = std::move(*vaults);
    while (!blocks.atEnd()) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        const Result<Secret> block = blocks.block();
        if (!block)
            return std::unexpected(block.error());
        Result<ExportedRecord> record = parseRecord(*block);
        if (!record)
            return std::unexpected(record.error());
        content.staging->records.push_back(std::move(*record));
        ++progress.done;
    }
    const bool counts = content.staging->records.size() == content.header.records && quint64(content.vaults.size()) == content.header.vaults;
    return counts ? Status() : std::unexpected(damagedFile(u"content: counts"_s));
}

Result<ExportReader> openFile(QFile &file)
{
    if (!file.open(QIODevice::ReadOnly) || file.isSequential())
        return std::unexpected(cannotOpen(file));
    Result<ExportReader> reader = ExportReader::open(file, kLargestContent);
    if (reader && (reader->header().content != u"vault" || reader->header().sealedBy != SealedBy::Passphrase))
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This is a backup of everything, not an export of credentials."), .detail = {},
                                     .hint = tr("Restore it: aiops backup restore FILE --into DIR")});
    return reader;
}

Result<FileContent> readFile(const ImportRequest &request, Progress &progress)
{
    QFile file(request.path);
    Result<ExportReader> reader = openFile(file);
    if (!reader)
        return std::unexpected(reader.error());
    FileContent content{.header = reader->header()};
    progress.total = qint64(2 * content.header.records);
    const Result<Secret> key = passphraseKey(content.header, *request.passphrase);
    if (!key)
        return std::unexpected(key.error());
    if (const Status opened = reader->unlock(*key); !opened)
        return std::unexpected(opened.error());
    if (!content.header.isSigned() && !request.allowUnknownOrigin)
        return std::unexpected(unsignedFile());
    if (const Status read = readRecords(*reader, content, progress); !read)
        return std::unexpected(read.error());
    return content;
}

RecordHeader headerFor(const ExportedRecord &record, const VaultKeys &keys, const QUuid &id, quint64 version, quint64 hlc)
{
    return {.organization = keys.organization, .vault = keys.vault, .epoch = keys.epoch, .record = id, .type = record.type,
            .schema = record.schema, .version = version, .author = keys.user, .device = keys.device, .hlc = hlc};
}

/// As it would be read after the import: the one place that knows every kind and schema is openCredential().
Result<OpenedRecord> openedOf(const ExportedRecord &record, const Keys &keys)
{
    const SealedRecord sealed = sealRecord(headerFor(record, *keys, newUuid(), 1, 0), *record.payload, keys->vaultKey, keys->identity);
    return openCredential(sealed, *keys, 0);
}

ImportEntry entryFor(const ExportedRecord &record, const Keys &keys, ImportComparison &comparison, bool isOwn)
{
    const Result<OpenedRecord> opened = openedOf(record, keys);
    ImportEntry entry{.info = {}, .state = ImportEntry::Unusable, .existing = {}};
    if (opened && (isOwn || opened->payload->fields.value(u"source"_s) != "command"_L1))
        return comparison.entryFor(opened->info, record);
    if (opened) { // a file of somebody else must not decide what is run here
        entry.info = opened->info;
        entry.problem = tr("Its value comes from a command that would run on this computer. Add it by hand when you trust it.");
        return entry;
    }
    entry.info.name = tr("Credential %1").arg(record.record.toString(QUuid::WithoutBraces).left(13));
    return entry;
}

Result<ImportPreview> preview(const storage::Database &database, const Keys &keys, const ImportRequest &request, Progress &progress)
{
    Result<FileContent> content = readFile(request, progress);
    if (!content)
        return std::unexpected(content.error());
    Result<ImportComparison> comparison = ImportComparison::with(database, keys, false);
    if (!comparison)
        return std::unexpected(comparison.error());
    ImportPreview out{.entries = {}, .fingerprint = content->header.fingerprint(),
                      .isOwn = content->header.exporterKey == keys->identity.ed25519Public,
                      .writtenAt = QDateTime::fromMSecsSinceEpoch(qint64(content->header.localTime), QTimeZone::UTC), .vaults = {}, .staging = {}};
    for (const ExportedVault &vault : std::as_const(content->vaults))
        out.vaults.append(vault.name);
    for (const ExportedRecord &record : content->staging->records) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        out.entries.append(entryFor(record, keys, *comparison, out.isOwn));
        ++progress.done;
    }
    out.staging = std::move(content->staging);
    return out;
}

/// One entry as it will be stored.
struct Ready
{
    ExportedRecord record;
    CredentialInfo info;
    quint64 version = 1;
    bool replaces = false;
};

Result<Ready> readyToStore(const storage::Database &database, const Keys &keys, const ImportEntry &entry, const ImportDecision &decision,
                           const ExportedRecord &record)
{
    Ready ready{.record = record, .info = entry.info};
    if (decision.value == ImportDecision::Replace) {
        const auto rows = store::exportRows(database.reader(), {entry.existing});
        if (!rows || rows->isEmpty())
            return std::unexpected(rows ? Error{.code = Errc::Conflict, .text = tr("%1 was removed meanwhile. Nothing was imported.").arg(entry.info.name)} : rows.error());
        ready.info.id = entry.existing;
        ready.version = qMax(rows->constFirst().record.header.version, rows->constFirst().seen) + 1;
        ready.replaces = true;
        return ready;
    }
    ready.info.id = CredentialId::create();
    if (decision.name.isEmpty() || decision.name == entry.info.name)
        return ready;
    std::optional<Secret> payload = renamedPayload(*record.payload, decision.name);
    if (!payload)
        return std::unexpected(damagedFile(u"payload: name"_s));
    ready.record.payload = std::make_shared<const Secret>(std::move(*payload));
    const Result<OpenedRecord> opened = openedOf(ready.record, keys);
    if (!opened)
        return std::unexpected(opened.error());
    CredentialInfo renamed = entry.info; // with its dates, which the payload does not have
    renamed.id = ready.info.id;
    renamed.name = opened->info.name;
    renamed.publicKey = opened->info.publicKey; // ends with the name
    ready.info = std::move(renamed);
    return ready;
}

struct Batch
{
    QList<Ready> entries;
    ImportReport report;
};

Result<Batch> batchOf(const storage::Database &database, const Keys &keys, const ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    Batch batch;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        const ImportDecision &decision = decisions[i];
        const bool possible = entry.state != ImportEntry::Unusable && (decision.value != ImportDecision::Replace || !entry.existing.isNull());
        if (decision.value == ImportDecision::Skip || !possible) {
            ++batch.report.skipped;
            continue;
        }
        Result<Ready> ready = readyToStore(database, keys, entry, decision, preview.staging->records[size_t(i)]);
        if (!ready)
            return std::unexpected(ready.error());
        batch.report.replaced += ready->replaces;
        batch.report.added += !ready->replaces;
        batch.report.renamed += !ready->replaces && ready->info.name != entry.info.name;
        batch.entries.append(std::move(*ready));
    }
    return batch;
}

constexpr qsizetype kMostNames = 50; ///< of an audit entry

QJsonArray namesOf(const Batch &batch)
{
    QJsonArray names;
    for (const Ready &one : batch.entries.first(qMin(batch.entries.size(), kMostNames)))
        names.append(one.info.name);
    return names;
}

Status storeBatch(storage::Command &command, const Batch &batch, const VaultKeys &keys)
{
    for (const Ready &one : batch.entries) {
        const SealedRecord sealed = sealRecord(headerFor(one.record, keys, one.info.id.uuid(), one.version, command.tick()), *one.record.payload,
                                               keys.vaultKey, keys.identity);
        const Status stored = one.replaces ? store::replaceRecord(command, sealed, one.info)
                                           : store::insertImported(command, sealed, one.info, one.record.metadata);
        if (!stored)
            return stored;
    }
    command.describe({}, tr("%n credentials").replace(u"%n"_s, QString::number(batch.entries.size())));
    command.note(u"names"_s, namesOf(batch));
    command.note(u"added"_s, batch.report.added);
    command.note(u"replaced"_s, batch.report.replaced);
    command.note(u"skipped"_s, batch.report.skipped);
    return {};
}

/// `next`: the number to try first, by name, so that a thousand of one name do not try a thousand numbers each.
QString freeName(const QString &name, const QSet<QString> &taken, QHash<QString, int> &next)
{
    for (int &i = next[foldedName(name)];;) {
        i = qMax(2, i + 1);
        const QString candidate = numberedName(name, i);
        if (!taken.contains(foldedName(candidate)))
            return candidate;
    }
}

} // namespace

QList<ImportChoice> choicesFor(const ImportEntry &entry)
{
    if (entry.state != ImportEntry::Conflict)
        return {};
    if (entry.existing.isNull())
        return {ImportChoice::KeepMine, ImportChoice::KeepBoth};
    return {ImportChoice::KeepMine, ImportChoice::TakeTheirs, ImportChoice::KeepBoth};
}

QList<ImportDecision> decide(const ImportPreview &preview, const QHash<qsizetype, ImportChoice> &choices, ImportChoice otherwise,
                             const QList<CredentialInfo> &present)
{
    QSet<QString> taken;
    for (const CredentialInfo &info : present)
        taken.insert(foldedName(info.name));
    for (const ImportEntry &entry : preview.entries)
        taken.insert(foldedName(entry.info.name));
    QHash<QString, int> next;
    QList<ImportDecision> out;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        ImportDecision decision;
        const bool conflict = entry.state == ImportEntry::Conflict;
        const ImportChoice choice = choices.value(i, otherwise);
        if (entry.state == ImportEntry::New)
            decision.value = ImportDecision::Add;
        else if (conflict && choice == ImportChoice::TakeTheirs && !entry.existing.isNull())
            decision.value = ImportDecision::Replace;
        else if (conflict && choice == ImportChoice::KeepBoth)
            decision = {.value = ImportDecision::Add, .name = freeName(entry.info.name, taken, next)};
        if (!decision.name.isEmpty())
            taken.insert(foldedName(decision.name));
        out.append(decision);
    }
    return out;
}

Status VaultImport::check(const QString &path)
{
    QFile file(path);
    const Result<ExportReader> reader = openFile(file);
    return reader ? Status() : std::unexpected(reader.error());
}

Future<ImportPreview> VaultImport::stage(ImportRequest request, SharedProgress progress)
{
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys)
        return failed<ImportPreview>(d.lockedError());
    d.autoLock.touch();
    if (!progress)
        progress = std::make_shared<Progress>();
    return inPool<ImportPreview>([database = &d.database, keys, request = std::move(request), progress] {
        return preview(*database, keys, request, *progress);
    });
}

Future<ImportReport> VaultImport::import(Permit permit, ImportPreview preview, QList<ImportDecision> decisions)
{
    const QPointer<Vault> vault(&m_vault);
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys)
        co_return refuse(permit, d.lockedError());
    if (decisions.size() != preview.entries.size() || !preview.staging)
        co_return refuse(permit, Error{.code = Errc::Invalid, .text = tr("Not every entry of the file was decided.")});
    d.autoLock.touch();
    const Result<Batch> batch = co_await inPool<Batch>(
        [database = &d.database, keys, preview, decisions] { return batchOf(*database, keys, preview, decisions); });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!batch)
        co_return refuse(permit, batch.error());
    if (batch->entries.isEmpty()) {
        permit.note(u"skipped"_s, batch->report.skipped);
        permit.succeeded();
        co_return batch->report;
    }
    co_return co_await d.database.command<ImportReport>(std::move(permit), [batch = *batch, keys](storage::Command &command) -> Result<ImportReport> {
        if (const Status stored = storeBatch(command, batch, *keys); !stored)
            return std::unexpected(stored.error());
        return batch.report;
    });
}

} // namespace aiops::vault
