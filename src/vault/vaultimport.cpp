#include "vault/vaultimport.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/inpool.h"
#include "vault/vaultaccess.h"

#include <QFile>
#include <QSet>
#include <QTimeZone>

namespace aiops::vault {

using namespace Qt::StringLiterals;

struct Staging
{
    std::vector<ExportedRecord> records;
};

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

constexpr qint64 kLargestContent = 256 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QString folded(const QString &name)
{
    return name.toCaseFolded();
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
Result<CredentialInfo> infoOf(const ExportedRecord &record, const Keys &keys)
{
    const SealedRecord sealed = sealRecord(headerFor(record, *keys, newUuid(), 1, 0), *record.payload, keys->vaultKey, keys->identity);
    Result<OpenedRecord> opened = openCredential(sealed, *keys, 0);
    if (!opened)
        return std::unexpected(opened.error());
    return std::move(opened->info);
}

struct Present
{
    CredentialId id;
    SealedRecord record;
    quint64 seen;
};

Result<QHash<QString, Present>> presentByName(const storage::Database &database)
{
    const auto rows = store::exportRows(database.reader(), {});
    if (!rows)
        return std::unexpected(rows.error());
    QHash<QString, Present> out;
    for (const store::ExportRow &row : *rows)
        out.insert(folded(row.name), {CredentialId(row.record.header.record), row.record, row.seen});
    return out;
}

bool isSame(const ExportedRecord &record, const Present &present, const Keys &keys)
{
    const RecordHeader &header = present.record.header;
    if (header.type != record.type || header.schema != record.schema)
        return false;
    const Result<Secret> here = openRecord(present.record, keys->vaultKey, keys->identity.ed25519Public, present.seen);
    return here && here->equals(record.payload->reveal());
}

ImportEntry entryFor(const ExportedRecord &record, const Keys &keys, const QHash<QString, Present> &present, QSet<QString> &names)
{
    const Result<CredentialInfo> info = infoOf(record, keys);
    if (!info) {
        ImportEntry entry{.info = {}, .state = ImportEntry::Unusable, .existing = {}};
        entry.info.name = tr("Credential %1").arg(record.record.toString(QUuid::WithoutBraces).left(13));
        return entry;
    }
    ImportEntry entry{.info = *info, .state = ImportEntry::New, .existing = {}};
    const QString name = folded(info->name);
    const auto here = present.constFind(name);
    if (here != present.cend()) {
        entry.existing = here->id;
        entry.state = isSame(record, *here, keys) ? ImportEntry::Same : ImportEntry::Conflict;
    } else if (names.contains(name)) {
        entry.state = ImportEntry::Conflict;
    }
    names.insert(name);
    return entry;
}

Result<ImportPreview> preview(const storage::Database &database, const Keys &keys, const ImportRequest &request, Progress &progress)
{
    Result<FileContent> content = readFile(request, progress);
    if (!content)
        return std::unexpected(content.error());
    const auto present = presentByName(database);
    if (!present)
        return std::unexpected(present.error());
    ImportPreview out{.entries = {}, .fingerprint = content->header.fingerprint(),
                      .isOwn = content->header.exporterKey == keys->identity.ed25519Public,
                      .writtenAt = QDateTime::fromMSecsSinceEpoch(qint64(content->header.localTime), QTimeZone::UTC), .vaults = {}, .staging = {}};
    for (const ExportedVault &vault : std::as_const(content->vaults))
        out.vaults.append(vault.name);
    QSet<QString> names;
    for (const ExportedRecord &record : content->staging->records) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        out.entries.append(entryFor(record, keys, *present, names));
        ++progress.done;
    }
    out.staging = std::move(content->staging);
    return out;
}

QByteArray jsonString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// Where the string that starts at `from` ends, behind its closing quote.
qsizetype endOfString(QByteArrayView json, qsizetype from)
{
    for (qsizetype i = from + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return -1;
}

/// Every schema starts with the name, so that it can be changed without reading the secrets that follow.
std::optional<Secret> renamed(const Secret &payload, const QString &name)
{
    static constexpr QByteArrayView kStart = "{\"name\":";
    const QByteArrayView json = payload.reveal();
    if (!json.startsWith(kStart) || json.size() <= kStart.size() || json[kStart.size()] != '"')
        return {};
    const qsizetype end = endOfString(json, kStart.size());
    if (end < 0)
        return {};
    const QByteArray fresh = kStart.toByteArray() + jsonString(name);
    Secret out = Secret::zeroed(fresh.size() + json.size() - end);
    std::copy(fresh.begin(), fresh.end(), out.data());
    std::copy(json.begin() + end, json.end(), out.data() + fresh.size());
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
    std::optional<Secret> payload = renamed(*record.payload, decision.name);
    if (!payload)
        return std::unexpected(damagedFile(u"payload: name"_s));
    ready.record.payload = std::make_shared<const Secret>(std::move(*payload));
    Result<CredentialInfo> info = infoOf(ready.record, keys);
    if (!info)
        return std::unexpected(info.error());
    info->id = ready.info.id;
    ready.info = std::move(*info);
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
    command.note(u"added"_s, batch.report.added);
    command.note(u"replaced"_s, batch.report.replaced);
    command.note(u"skipped"_s, batch.report.skipped);
    return {};
}

QString freeName(const QString &name, const QSet<QString> &taken)
{
    for (int i = 2;; ++i) {
        const QString suffix = u" (%1)"_s.arg(i);
        const QString candidate = name.left(200 - suffix.size()) + suffix;
        if (!taken.contains(folded(candidate)))
            return candidate;
    }
}

} // namespace

QList<ImportDecision> decide(const ImportPreview &preview, OnConflict onConflict, const QList<CredentialInfo> &present)
{
    QSet<QString> taken;
    for (const CredentialInfo &info : present)
        taken.insert(folded(info.name));
    for (const ImportEntry &entry : preview.entries)
        taken.insert(folded(entry.info.name));
    QList<ImportDecision> out;
    for (const ImportEntry &entry : preview.entries) {
        ImportDecision decision;
        const bool conflict = entry.state == ImportEntry::Conflict;
        if (entry.state == ImportEntry::New)
            decision.value = ImportDecision::Add;
        else if (conflict && onConflict == OnConflict::Replace && !entry.existing.isNull())
            decision.value = ImportDecision::Replace;
        else if (conflict && onConflict == OnConflict::Rename)
            decision = {.value = ImportDecision::Add, .name = freeName(entry.info.name, taken)};
        if (!decision.name.isEmpty())
            taken.insert(folded(decision.name));
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
