#include "vault/foreignimport.h"

#include "core/errortext.h"
#include "core/text.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/importstaging.h"
#include "vault/inpool.h"
#include "vault/runprogram.h"
#include "vault/vaultaccess.h"

#include <QFileInfo>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestTable = 16 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

ImportEntry unusable(const ForeignDraft &draft, const QString &problem)
{
    ImportEntry entry{.info = {}, .state = ImportEntry::Unusable, .existing = {}, .origin = draft.origin, .problem = problem};
    entry.info.name = shownPlain(draft.credential.name.isEmpty() ? draft.origin : draft.credential.name, longestName);
    entry.info.kind = draft.credential.kind;
    entry.info.user = shownPlain(draft.credential.user, longestName);
    return entry;
}

/// The entry and its record; what the draft held is wiped.
ImportEntry staged(ForeignDraft &draft, const QString &prefix, const QDateTime &now, ImportComparison &comparison, ExportedRecord &record)
{
    if (!draft.problem.isEmpty())
        return unusable(draft, draft.problem);
    NewCredential &credential = draft.credential;
    credential.name = prefix + credential.name;
    if (const Status usable = checkNew(credential); !usable)
        return unusable(draft, wholeText(usable.error()));
    const Result<Draft> sealed = draftRecord(credential, now);
    credential.value.reset();
    if (!sealed)
        return unusable(draft, wholeText(sealed.error()));
    record = {.vault = {}, .record = sealed->info.id.uuid(), .type = u"credential"_s, .schema = sealed->schema, .version = 1, .metadata = {},
              .payload = sealed->payload};
    ImportEntry entry = comparison.entryFor(sealed->info, record);
    entry.origin = draft.origin;
    return entry;
}

struct StagingJob
{
    const storage::Database *database;
    std::shared_ptr<const VaultKeys> keys;
    QString prefix;
    QDateTime now;
    SharedProgress progress;
};

Result<ImportPreview> previewOf(ForeignDrafts &drafts, const StagingJob &job)
{
    Result<ImportComparison> comparison = ImportComparison::with(*job.database, job.keys, true);
    const Result<VaultNames> names = VaultNames::read(*job.database);
    if (!comparison || !names)
        return std::unexpected(comparison ? names.error() : comparison.error());
    if (drafts.empty())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("There is nothing in it that could be taken over.")});
    ImportPreview out{.entries = {}, .fingerprint = {}, .writtenAt = {}, .vaults = {}, .staging = {}};
    auto staging = std::make_shared<Staging>();
    job.progress->total = qint64(drafts.size());
    for (ForeignDraft &draft : drafts) {
        if (job.progress->cancelled)
            return std::unexpected(cancelledError());
        out.entries.append(staged(draft, job.prefix, job.now, *comparison, staging->records.emplace_back()));
        names->note(out.entries.last(), *staging, {});
        ++job.progress->done;
    }
    out.staging = std::move(staging);
    return out;
}

Result<ImportPreview> readAndPreview(const ForeignRequest &request, ForeignFormat format, const StagingJob &job)
{
    Result<ForeignDrafts> drafts = readForeign(request.path, format);
    return drafts ? previewOf(*drafts, job) : std::unexpected(drafts.error());
}

bool fits(ForeignFormat asked, ForeignFormat found)
{
    const bool isTable = found != ForeignFormat::Ssh && found != ForeignFormat::Kdbx;
    return asked == ForeignFormat::Auto || asked == found || (asked == ForeignFormat::KeePass && found == ForeignFormat::Kdbx)
           || (asked == ForeignFormat::Csv && isTable);
}

Error otherFormat(ForeignFormat found)
{
    return {.code = Errc::Invalid, .text = tr("This is another format: %1.").arg(formatLabel(found)), .detail = {},
            .hint = tr("Leave --format away, or give --format %1.").arg(formatName(found))};
}

Error kdbxError(Error error)
{
    if (error.code == Errc::NotFound)
        return {.code = Errc::NotFound, .text = tr("KeePass databases are read with keepassxc-cli, which is not on this computer."), .detail = {},
                .hint = tr("Install KeePassXC, or export the database as CSV and import that file.")};
    if (error.code == Errc::Failed)
        return {.code = Errc::WrongPassphrase, .text = tr("KeePassXC could not open the database: the passphrase is wrong, or the file is damaged."), .detail = error.text,
                .hint = tr("A database with a key file is exported as CSV in KeePassXC.")};
    return error;
}

} // namespace

Future<Secret> exportKdbx(QString path, std::shared_ptr<const Secret> passphrase)
{
    if (!passphrase)
        co_return std::unexpected(Error{.code = Errc::NoInput, .text = tr("The database needs its passphrase.")});
    Secret line = Secret::zeroed(passphrase->size() + 1);
    std::copy(passphrase->reveal().begin(), passphrase->reveal().end(), line.data());
    line.data()[passphrase->size()] = '\n';
    ProgramCall call{.program = u"keepassxc-cli"_s, .arguments = {u"export"_s, u"--quiet"_s, u"--format"_s, u"csv"_s, QFileInfo(path).absoluteFilePath()},
                     .input = std::make_shared<const Secret>(std::move(line)), .environment = reducedEnvironment(),
                     .mostOutput = kLargestTable, .timeout = std::chrono::seconds(60)};
    call.environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    Result<Secret> table = co_await runProgram(std::move(call));
    if (!table)
        co_return std::unexpected(kdbxError(table.error()));
    co_return table;
}

Future<ImportPreview> ForeignImport::stage(ForeignRequest request, SharedProgress progress)
{
    const QPointer<Vault> vault(&m_vault);
    auto &d = VaultAccess::of(m_vault);
    const StagingJob job{.database = &d.database, .keys = d.keys(), .prefix = request.prefix, .now = d.clock.now(),
                         .progress = progress ? progress : std::make_shared<Progress>()};
    if (!job.keys)
        co_return std::unexpected(d.lockedError());
    d.autoLock.touch();
    const Result<ForeignFormat> found = detectFormat(request.path);
    if (!found)
        co_return std::unexpected(found.error());
    if (!fits(request.format, *found))
        co_return std::unexpected(otherFormat(*found));
    if (*found != ForeignFormat::Kdbx)
        co_return co_await inPool<ImportPreview>([request, format = *found, job] { return readAndPreview(request, format, job); });
    Result<Secret> table = co_await exportKdbx(request.path, request.passphrase);
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!table)
        co_return std::unexpected(table.error());
    auto text = std::make_shared<Secret>(std::move(*table));
    co_return co_await inPool<ImportPreview>([text, job]() -> Result<ImportPreview> {
        Result<ForeignDrafts> drafts = readForeignTable(std::move(*text));
        return drafts ? previewOf(*drafts, job) : std::unexpected(drafts.error());
    });
}

} // namespace aiops::vault
