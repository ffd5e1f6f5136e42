#pragma once

#include "vault/progress.h"
#include "vault/vault.h"

namespace aiops::vault {

struct ImportRequest
{
    QString path;
    std::shared_ptr<const Secret> passphrase; ///< of the file
    bool allowUnknownOrigin = false;          ///< take a file that nobody signed
};

/// What importing one entry of a file would mean.
struct ImportEntry
{
    enum State {
        New,      ///< no credential has this name
        Same,     ///< it is here already, byte for byte
        Conflict, ///< another one has this name
        Unusable, ///< of a kind that this program does not know
    };
    CredentialInfo info; ///< as in the file, with the id that it would get
    State state = New;
    CredentialId existing; ///< with Same and Conflict; null when the other one is in the same file
};

struct Staging; ///< the opened content of a file, wiped with its last owner

struct ImportPreview
{
    QList<ImportEntry> entries;
    QString fingerprint;  ///< of who signed the file; empty: unsigned
    bool isOwn = false;   ///< signed by this vault's own key
    QDateTime writtenAt;
    QStringList vaults;   ///< names of the vaults that it came from
    std::shared_ptr<const Staging> staging;

    qsizetype count(ImportEntry::State state) const { return std::ranges::count(entries, state, &ImportEntry::state); }
};

struct ImportDecision
{
    enum Value { Skip, Add, Replace } value = Skip;
    QString name = {}; ///< with Add: another name than in the file; empty: its own

    bool operator==(const ImportDecision &) const = default;
};

enum class OnConflict { Skip, Rename, Replace };

/// New: added. Same and unusable: skipped. Conflict: as asked; a new name is "NAME (2)", the first that is free.
QList<ImportDecision> decide(const ImportPreview &preview, OnConflict onConflict, const QList<CredentialInfo> &present);

struct ImportReport
{
    qsizetype added = 0;
    qsizetype renamed = 0; ///< of those added
    qsizetype replaced = 0;
    qsizetype skipped = 0;
};

/// Reads files of VaultExport. Nothing is stored before everything in the file was read and checked, then all of it in one
/// transaction. Main thread; the work runs in Qt's pool.
class VaultImport final
{
public:
    explicit VaultImport(Vault &vault) : m_vault(vault) {}

    /// Looks at the head of a file, before anybody is asked for a passphrase: a millisecond. Errors: as stage(), without
    /// those of the passphrase.
    static Status check(const QString &path);

    /// Errors: VaultLocked, VaultMissing, NotFound, WrongPassphrase, Corrupt (damaged, incomplete, something after the
    /// end), TooNew, TooLarge, Integrity (cost), Denied (unsigned), Cancelled.
    Future<ImportPreview> stage(ImportRequest request, SharedProgress progress = {});
    /// `decisions`: one for each entry. Errors: Conflict (a name was taken meanwhile), VaultLocked, Invalid; none of it is
    /// stored then.
    Future<ImportReport> import(Permit permit, ImportPreview preview, QList<ImportDecision> decisions);

private:
    Vault &m_vault;
};

} // namespace aiops::vault
