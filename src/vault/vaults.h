#pragma once

#include "vault/progress.h"
#include "vault/vault.h"

namespace aiops::vault {

struct VaultInfo
{
    VaultId id;
    QString name; ///< unique, case-insensitive
    OrganizationId organization; ///< null: of none
    ProjectId project;           ///< null: of none, or of the whole organization
    quint64 epoch = 1;           ///< of its key: how often it was changed, and once
    QDateTime createdAt;
    int credentials = 0;
    int underOlderKeys = 0; ///< records in it, also values of rotations, that its newest key does not seal yet
    bool isPersonal = false;
    QString problem; ///< of its integrity, while unlocked; empty: none is known
};

struct VaultDraft
{
    QString name;
    OrganizationId organization = {};
    ProjectId project = {};
};

struct ResealReport
{
    int resealed = 0;
    int unreadable = 0; ///< tampered with: left as they are
};

/// The vaults of a person: the personal one, which unlocks with the passphrase, and those whose keys it opens (security.md
/// 3.2). A key for each, so that whoever gets one reads no other. Main thread; derivations run in Qt's pool.
class Vaults final
{
public:
    explicit Vaults(Vault &vault) : m_vault(vault) {}

    Result<QList<VaultInfo>> all() const; ///< also while locked; the personal one first, the others by name
    /// Name, id, or the start of an id. Errors: NotFound, Ambiguous.
    Result<VaultInfo> find(const QString &selector) const;
    /// Errors: VaultLocked, VaultMissing, Conflict (name), Invalid, Busy.
    Future<VaultInfo> add(Permit permit, VaultDraft draft);
    Future<VaultInfo> rename(Permit permit, VaultId id, QString name); ///< Errors: NotFound, Conflict, Invalid.
    /// A new key for what is written from now on. What is there stays readable by the back link and gets the new key with its next
    /// change: sealing it again would hide nothing from who had the old one. Errors: VaultLocked, NotFound, Integrity, Busy, Conflict.
    Future<VaultInfo> rotateKey(Permit permit, VaultId id);
    /// Everything in the vault gets its newest key now, as a new version with the same value and dates. In transactions of 100
    /// records: one that was stopped goes on where it was when it is called again. The links to older keys stay, for what was
    /// kept of older versions. Errors: NotFound, VaultLocked, Cancelled, Conflict (its key was changed meanwhile).
    Future<ResealReport> reseal(Permit permit, VaultId id, SharedProgress progress = {});
    /// Errors: NotFound, Denied (the personal one), Conflict (something is in it), Busy.
    Future<void> remove(Permit permit, VaultId id);

private:
    Vault &m_vault;
};

} // namespace aiops::vault
