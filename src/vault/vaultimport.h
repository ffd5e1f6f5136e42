#pragma once

#include "vault/progress.h"
#include "vault/vault.h"

namespace aiops::vault {

struct ImportRequest
{
    QString path;
    std::shared_ptr<const Secret> passphrase; ///< of the file
    bool allowUnknownOrigin = false;          ///< take a file that nobody signed
    VaultId into = {};                        ///< everything new goes there; null: into vaults of the same names as in the file
};

/// Where the file says that a credential is used.
struct ImportUse
{
    QString name;        ///< of the instance, in the file
    InstanceId instance; ///< here: with the same id, else with the same address, port and user. Null: there is none
    Purpose purpose = Purpose::Login;
};

/// What importing one entry of a file would mean.
struct ImportEntry
{
    enum State {
        New,      ///< no credential has this name
        Same,     ///< it is here already
        Conflict, ///< another one has this name
        Unusable, ///< of a kind that this program does not know
    };
    CredentialInfo info; ///< as in the file, with the id that it would get
    State state = New;
    CredentialId existing; ///< with Same and Conflict; null when the other one is in the same file
    QString origin = {};   ///< where it stands in a file of another program: "line 12"
    QString problem = {};  ///< with Unusable: why; empty: its kind is not known
    QString vault = {};    ///< name of the vault that it comes from
    QString into = {};     ///< name of the one here that it would be added to
    bool isIntoNew = false;   ///< which is made for it
    QString existingVault = {}; ///< name of the one where `existing` is
    QList<ImportUse> uses = {};
};

/// Whose a vault is that an import makes.
struct VaultHolder
{
    OrganizationId organization; ///< null: nobody's
    ProjectId project;           ///< null: the whole organization's
};

struct Staging; ///< the opened content of a file, wiped with its last owner

struct ImportPreview
{
    QList<ImportEntry> entries;
    QString fingerprint;  ///< of who signed the file; empty: unsigned
    bool isOwn = false;   ///< signed by this vault's own key
    QDateTime writtenAt;
    QStringList vaults;   ///< names of the vaults that it came from
    QStringList newVaults = {}; ///< those of them that would be made here
    VaultHolder owner = {};     ///< whose they will be; may be changed before import()
    std::shared_ptr<const Staging> staging;

    qsizetype count(ImportEntry::State state) const { return std::ranges::count(entries, state, &ImportEntry::state); }
};

struct ImportDecision
{
    enum Value { Skip, Add, Replace } value = Skip;
    QString name = {}; ///< with Add: another name than in the file; empty: its own
    bool attach = true; ///< also to the instances of the entry's uses

    bool operator==(const ImportDecision &) const = default;
};

/// What becomes of a conflict. KeepBoth: theirs gets a new name, "NAME (2)", the first that is free.
enum class ImportChoice { KeepMine, TakeTheirs, KeepBoth };

/// The vault in which it is afterwards; empty: in none.
QString vaultAfter(const ImportEntry &entry, const ImportDecision &decision);

/// What a person can choose for this entry: nothing where it is no conflict; TakeTheirs only where there is one of mine.
QList<ImportChoice> choicesFor(const ImportEntry &entry);

/// New: added. Same and unusable: skipped. Conflict: as `choices` says for the place of its entry, else as `otherwise`.
QList<ImportDecision> decide(const ImportPreview &preview, const QHash<qsizetype, ImportChoice> &choices, ImportChoice otherwise,
                             const QList<CredentialInfo> &present);
inline QList<ImportDecision> decide(const ImportPreview &preview, ImportChoice ofEvery, const QList<CredentialInfo> &present)
{
    return decide(preview, {}, ofEvery, present);
}

struct ImportReport
{
    qsizetype added = 0;
    qsizetype renamed = 0; ///< of those added
    qsizetype replaced = 0;
    qsizetype skipped = 0;
    qsizetype attached = 0; ///< to instances
    qsizetype vaults = 0;   ///< made
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
    /// `decisions`: one for each entry. Errors: Conflict (a name was taken meanwhile), VaultLocked, Busy, Invalid; none of it
    /// is stored then.
    Future<ImportReport> import(Permit permit, ImportPreview preview, QList<ImportDecision> decisions);

private:
    Vault &m_vault;
};

} // namespace aiops::vault
