#pragma once

#include "vault/progress.h"
#include "vault/vault.h"

namespace aiops::vault {

struct ExportRequest
{
    QString path;
    bool overwrite = false;
    QList<CredentialId> credentials; ///< empty: all
    std::shared_ptr<const Secret> passphrase; ///< of the file; not used by a plain export
};

struct ExportReport
{
    qsizetype credentials = 0;
    qint64 bytes = 0;
    QString fingerprint;     ///< of the key that signed it; empty for a plain export
    QStringList unreadable;  ///< names of those that did not verify: they are not in the file
};

enum class PlainFormat { Csv, Json };

/// Writes credentials into one file (docs/formats/export-v1.md). Main thread; the work runs in Qt's pool.
/// Errors: VaultLocked, VaultMissing, Invalid (passphrase too weak; nothing to export), Conflict (file exists), Denied,
/// DiskFull, Cancelled, Integrity (nothing can be read).
class VaultExport final
{
public:
    explicit VaultExport(Vault &vault) : m_vault(vault) {}

    Future<ExportReport> exportTo(Permit permit, ExportRequest request, SharedProgress progress = {});
    /// Everything readable by everybody who gets the file. The caller made sure that this is what the person wants.
    Future<ExportReport> exportPlain(Permit permit, ExportRequest request, PlainFormat format);

private:
    Vault &m_vault;
};

/// One cell of a CSV file: quoted where needed, and a spreadsheet does not take it for a formula.
QByteArray csvCell(QByteArray text);

} // namespace aiops::vault
