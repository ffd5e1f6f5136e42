#pragma once

#include "vault/exportcontent.h"
#include "vault/newepoch.h"
#include "vault/vaultimport.h"

namespace aiops::storage {
class Command;
class Database;
}

namespace aiops::vault {

/// One entry as it will be stored.
struct ReadyEntry
{
    ExportedRecord record;
    CredentialInfo info;
    QList<ImportUse> uses;
    bool replaces = false;
};

struct ImportBatch
{
    QList<ReadyEntry> entries;
    QList<NewEpoch> vaults;                ///< that the file brings
    std::shared_ptr<const VaultKeys> keys; ///< with those of the new vaults
    ImportReport report;
};

/// In a pool. Errors: Conflict (something was removed meanwhile), Integrity.
Result<ImportBatch> batchOf(const storage::Database &database, const std::shared_ptr<const VaultKeys> &keys, const ImportPreview &preview,
                            const QList<ImportDecision> &decisions);
/// All of it or, with an error, nothing.
Result<ImportReport> storeBatch(storage::Command &command, const ImportBatch &batch);

} // namespace aiops::vault
