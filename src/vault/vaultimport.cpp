#include "vault/vaultimport.h"

#include "storage/command.h"
#include "storage/database.h"
#include "vault/importbatch.h"
#include "vault/importpreview.h"
#include "vault/inpool.h"
#include "vault/vaultaccess.h"

#include <QFile>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

} // namespace

Status VaultImport::check(const QString &path)
{
    QFile file(path);
    const Result<ExportReader> reader = openExport(file);
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
        return previewOf(*database, keys, request, *progress);
    });
}

Future<ImportReport> VaultImport::import(Permit permit, ImportPreview preview, QList<ImportDecision> decisions)
{
    const QPointer<Vault> vault(&m_vault);
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys || d.busy)
        co_return refuse(permit, keys ? busyError() : d.lockedError());
    if (decisions.size() != preview.entries.size() || !preview.staging)
        co_return refuse(permit, Error{.code = Errc::Invalid, .text = tr("Not every entry of the file was decided.")});
    d.autoLock.touch();
    d.busy = !preview.newVaults.isEmpty(); // new keys join those in memory afterwards
    const Result<ImportBatch> batch = co_await inPool<ImportBatch>(
        [database = &d.database, keys, preview, decisions] { return batchOf(*database, keys, preview, decisions); });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!batch || batch->entries.isEmpty())
        d.busy = false;
    if (!batch)
        co_return refuse(permit, batch.error());
    if (batch->entries.isEmpty()) {
        permit.note(u"skipped"_s, batch->report.skipped);
        permit.succeeded();
        co_return batch->report;
    }
    const auto stored = co_await d.database.command<ImportReport>(std::move(permit), [batch = *batch](storage::Command &command) { return storeBatch(command, batch); });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!preview.newVaults.isEmpty())
        d.busy = false;
    if (stored)
        d.replaceKeys(keys, batch->keys);
    co_return stored;
}

} // namespace aiops::vault
