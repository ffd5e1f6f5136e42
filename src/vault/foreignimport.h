#pragma once

#include "vault/foreign/foreignfile.h"
#include "vault/vaultimport.h"

namespace aiops::vault {

struct ForeignRequest
{
    QString path; ///< a file or a folder
    ForeignFormat format = ForeignFormat::Auto;
    QString prefix = {}; ///< put before every name
    std::shared_ptr<const Secret> passphrase = {}; ///< of a KeePass database
};

/// Brings credentials along that another program kept. The preview is taken over with VaultImport::import(), all of it in one
/// transaction. Main thread; the work runs in Qt's pool.
class ForeignImport final
{
public:
    explicit ForeignImport(Vault &vault) : m_vault(vault) {}

    /// Rows that cannot be taken over are Unusable, with the reason. Errors: VaultLocked, VaultMissing, NotFound (also: the
    /// program keepassxc-cli), NoInput (a passphrase is needed), WrongPassphrase, Invalid, Denied (encrypted export), TooLarge, TimedOut, Cancelled.
    Future<ImportPreview> stage(ForeignRequest request, SharedProgress progress = {});

private:
    Vault &m_vault;
};

/// The table that keepassxc-cli makes of a KeePass database. The passphrase goes through its standard input.
/// Errors: NotFound, NoInput, WrongPassphrase, TimedOut, TooLarge.
Future<Secret> exportKdbx(QString path, std::shared_ptr<const Secret> passphrase);

} // namespace aiops::vault
