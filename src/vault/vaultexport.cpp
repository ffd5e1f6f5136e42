#include "vault/vaultexport.h"

#include "core/newfile.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/inparallel.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/random.h"
#include "vault/vaultaccess.h"
#include "vault/vaultstore.h"

#include <QFileInfo>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

/// Everything that goes into the file, opened.
struct Content
{
    QList<ExportedVault> vaults;
    std::vector<ExportedRecord> records;
    QStringList unreadable;
};

Error nothingToExport()
{
    return {.code = Errc::Invalid, .text = tr("There is nothing to export: the vault is empty."), .detail = {}, .hint = tr("Add a credential first.")};
}

/// The vaults that the records are in; all of them when there is no record.
void dropUnused(Content &content)
{
    content.vaults.removeIf([&content](const ExportedVault &vault) {
        return std::ranges::none_of(content.records, [&vault](const ExportedRecord &record) { return record.vault == vault.id; });
    });
}

Result<Content> gather(const storage::Database &database, const Keys &keys, const QList<CredentialId> &ids, Progress &progress)
{
    const auto rows = store::exportRows(database.reader(), ids);
    auto vaults = store::exportVaults(database.reader());
    if (!rows || !vaults)
        return std::unexpected(rows ? vaults.error() : rows.error());
    progress.total = 2 * rows->size();
    Content content{.vaults = std::move(*vaults), .records = {}, .unreadable = {}};
    std::vector<std::optional<Secret>> payloads(size_t(rows->size()));
    inParallel(rows->size(), [&](qsizetype i) {
        if (progress.cancelled)
            return;
        if (Result<Secret> payload = openPayload(rows->at(i).record, *keys, rows->at(i).seen))
            payloads[size_t(i)] = std::move(*payload);
        ++progress.done;
    });
    if (progress.cancelled)
        return std::unexpected(cancelledError());
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const store::ExportRow &row = rows->at(i);
        const RecordHeader &header = row.record.header;
        if (!payloads[size_t(i)]) {
            content.unreadable.append(row.name);
            continue;
        }
        content.records.push_back({.vault = header.vault, .record = header.record, .type = header.type, .schema = header.schema,
                                   .version = header.version, .metadata = row.metadata,
                                   .payload = std::make_shared<const Secret>(std::move(*payloads[size_t(i)]))});
    }
    if (content.records.empty())
        return std::unexpected(content.unreadable.isEmpty() ? nothingToExport() : integrityError(u"no record can be read"_s));
    dropUnused(content);
    return content;
}

ExportHeader headerFor(const Content &content, const VaultKeys &keys, const KdfCost &cost, const QDateTime &now)
{
    quint64 size = quint64(vaultsBlock(content.vaults).size());
    for (const ExportedRecord &record : content.records)
        size += recordBlockSize(record);
    return {.cost = cost, .salt = randomBytes(16), .keys = {}, .organization = keys.organization, .file = newUuid(),
            .localTime = quint64(now.toMSecsSinceEpoch()), .exporter = keys.user, .exporterKey = keys.identity.ed25519Public,
            .records = content.records.size(), .vaults = quint64(content.vaults.size()), .contentSize = size};
}

Status writeContent(ExportWriter &writer, const Content &content, Progress &progress)
{
    Status done = writer.begin();
    if (done)
        done = writer.write(vaultsBlock(content.vaults));
    for (const ExportedRecord &record : content.records) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        if (!done)
            return done;
        done = writeRecord(writer, record);
        ++progress.done;
    }
    return done ? writer.end() : done;
}

Result<ExportReport> writeSealed(const storage::Database &database, const Keys &keys, const ExportRequest &request, const KdfCost &cost, const QDateTime &now,
                                 Progress &progress)
{
    auto file = NewFile::create(request.path, request.overwrite ? NewFile::Existing::Replace : NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    const Result<Content> content = gather(database, keys, request.credentials, progress);
    if (!content)
        return std::unexpected(content.error());
    const ExportHeader header = headerFor(*content, *keys, cost, now);
    const Result<Secret> key = passphraseKey(header, *request.passphrase);
    if (!key)
        return std::unexpected(key.error());
    ExportWriter writer((*file)->device(), header, *key, &keys->identity);
    Status done = writeContent(writer, *content, progress);
    if (done)
        done = (*file)->commit();
    if (!done)
        return std::unexpected(done.error());
    return ExportReport{.credentials = qsizetype(content->records.size()), .bytes = QFileInfo(request.path).size(),
                        .fingerprint = header.fingerprint(), .unreadable = content->unreadable};
}

const QList<QByteArray> &csvColumns()
{
    static const QList<QByteArray> columns{"name", "kind", "user", "secret", "notes", "other"};
    return columns;
}

/// What has no column of its own stays JSON in the last one, whatever a later schema brings.
QByteArray csvLine(const Secret &payload)
{
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromRawData(payload.reveal().data(), payload.size())).object();
    QByteArrayList cells;
    for (const QByteArray &column : csvColumns().first(5))
        cells.append(csvCell(object.take(QString::fromLatin1(column)).toString().toUtf8()));
    cells.append(object.isEmpty() ? QByteArray() : csvCell(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    return cells.join(',') + "\r\n";
}

Status put(QFile &file, QByteArrayView bytes)
{
    return writeAll(file, bytes, tr("The file"));
}

Status writePlain(QFile &file, const Content &content, PlainFormat format)
{
    const bool csv = format == PlainFormat::Csv;
    Status done = put(file, csv ? QByteArray(csvColumns().join(',') + "\r\n") : QByteArray("["));
    for (size_t i = 0; i < content.records.size() && done; ++i) {
        const Secret &payload = *content.records[i].payload;
        if (csv) {
            QByteArray line = csvLine(payload);
            done = put(file, line);
            wipe(line);
            continue;
        }
        done = put(file, i == 0 ? "\n" : ",\n");
        if (done)
            done = put(file, payload.reveal());
    }
    return done && !csv ? put(file, "\n]\n") : done;
}

Result<ExportReport> writePlainFile(const storage::Database &database, const Keys &keys, const ExportRequest &request, PlainFormat format)
{
    auto file = NewFile::create(request.path, request.overwrite ? NewFile::Existing::Replace : NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    Progress progress;
    const Result<Content> content = gather(database, keys, request.credentials, progress);
    if (!content)
        return std::unexpected(content.error());
    Status done = writePlain((*file)->device(), *content, format);
    if (done)
        done = (*file)->commit();
    if (!done)
        return std::unexpected(done.error());
    return ExportReport{.credentials = qsizetype(content->records.size()), .bytes = QFileInfo(request.path).size(), .fingerprint = {},
                        .unreadable = content->unreadable};
}

void note(Permit &permit, const Result<ExportReport> &report)
{
    if (!report)
        return permit.failed(report.error());
    permit.note(u"credentials"_s, report->credentials);
    if (!report->unreadable.isEmpty())
        permit.note(u"unreadable"_s, report->unreadable.size());
    permit.succeeded();
}

} // namespace

QByteArray csvCell(QByteArray text)
{
    if (!text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front()))
        text.prepend('\'');
    return '"' + text.replace('"', "\"\"") + '"';
}

Future<ExportReport> VaultExport::exportTo(Permit permit, ExportRequest request, SharedProgress progress)
{
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys)
        co_return refuse(permit, d.lockedError());
    if (const Status strong = checkNewPassphrase(*request.passphrase); !strong)
        co_return refuse(permit, strong.error());
    if (!progress)
        progress = std::make_shared<Progress>();
    permit.note(u"file"_s, request.path);
    d.autoLock.touch();
    const Result<ExportReport> report = co_await inPool<ExportReport>(
        [database = &d.database, keys, request, cost = d.cost, now = d.clock.now(), progress] {
            return writeSealed(*database, keys, request, cost, now, *progress);
        });
    note(permit, report);
    co_return report;
}

Future<ExportReport> VaultExport::exportPlain(Permit permit, ExportRequest request, PlainFormat format)
{
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys)
        co_return refuse(permit, d.lockedError());
    permit.note(u"file"_s, request.path);
    permit.note(u"unencrypted"_s, format == PlainFormat::Csv ? u"csv"_s : u"json"_s);
    d.autoLock.touch();
    const Result<ExportReport> report =
        co_await inPool<ExportReport>([database = &d.database, keys, request, format] { return writePlainFile(*database, keys, request, format); });
    note(permit, report);
    co_return report;
}

} // namespace aiops::vault
