#pragma once

#include "vault/exportfile.h"
#include "vault/vaultimport.h"
#include "vault/vaultkeys.h"

class QFile;

namespace aiops::storage {
class Database;
}

namespace aiops::vault {

/// The head of an export of credentials, checked. Errors: those of VaultImport::check().
Result<ExportReader> openExport(QFile &file);
/// All of VaultImport::stage(). In a pool.
Result<ImportPreview> previewOf(const storage::Database &database, const std::shared_ptr<const VaultKeys> &keys, const ImportRequest &request,
                                Progress &progress);

} // namespace aiops::vault
