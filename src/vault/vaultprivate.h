#pragma once

#include "core/future.h"
#include "vault/autolock.h"
#include "vault/credentialrecord.h"
#include "vault/keysigner.h"
#include "vault/vault.h"
#include "vault/vaultkeys.h"
#include "vault/vaults.h"

#include <QHash>
#include <QTimer>

namespace aiops::vault {

struct StoredRecord
{
    SealedRecord record;
    quint64 seen = 0;
};

/// Ends the permit with the error and gives the error on.
std::unexpected<Error> refuse(Permit &permit, const Error &error);
template <typename T>
Future<T> refuseLater(Permit &permit, const Error &error)
{
    return failed<T>(refuse(permit, error).error());
}
/// For the record of the use: where the value comes from, when it is kept elsewhere.
void noteSource(Permit &permit, const OpenedRecord &record);
Error busyError();
Error notAttached();
Error unsuitable(Kind kind, Purpose purpose);
Error revokedError();
/// A wrong passphrase after those that `before` counts: says how many tries are left. Other errors as they are.
Error withTriesLeft(Error error, Throttle before);
/// Those that are whole; the others are named in the log. An error only when none is.
Result<QList<OpenedRecord>> openAll(const QList<StoredRecord> &records, const VaultKeys &keys);

class Vault::Private final
{
public:
    Private(Vault &owner, storage::Database &database, const Clock &clock, const KdfCost &cost);

    /// Null while locked; locks first when the idle time is over, so that nothing opens between two timer ticks.
    std::shared_ptr<const VaultKeys> keys();
    /// `entry`: of the permit that opened the vault; who opened it is written when it locks itself.
    void setKeys(std::shared_ptr<const VaultKeys> keys, AuditEntry entry);
    /// The keys have more in them now; nothing happens when the vault was locked meanwhile.
    void replaceKeys(const std::shared_ptr<const VaultKeys> &before, std::shared_ptr<const VaultKeys> now);
    void forgetKeys();
    void lockNow();
    void scheduleLock();

    Status mayCreate(const Secret &passphrase) const;
    Result<VaultFile> mayTry() const;
    /// Remembers a failure for the throttle, or the cost and a clean throttle after a success.
    Future<void> noteAttempt(VaultFile file, Status outcome);
    /// Takes the code where one is wanted, and keeps what it used up. Errors: NoInput, WrongPassphrase, Integrity.
    Future<void> takeCode(std::shared_ptr<const VaultKeys> keys, QString code);
    Future<void> rebuildIndex(std::shared_ptr<const VaultKeys> keys);

    Error lockedError() const;
    Status nameIsFree(const QString &name) const;
    Result<VaultInfo> placeOf(VaultId id) const; ///< null: the personal one. Errors: NotFound, Integrity (it does not open).
    Status mayMove(const CredentialInfo &info, VaultId to) const; ///< Error Conflict: hidden values of a rotation would stay behind.
    Result<StoredRecord> stored(CredentialId id) const; ///< Errors: NotFound, Integrity.
    /// Decrypts in the pool. Errors: VaultLocked, those of stored(), Integrity.
    Future<OpenedRecord> open(CredentialId id);
    QUuid person() const; ///< whose vault it is; null: there is none
    struct Attached
    {
        QList<StoredRecord> records;
        bool isPersonal = false; ///< something was attached for this person only
    };
    Result<Attached> attachedRecords(InstanceId instance, Purpose purpose) const;
    Result<QList<StoredRecord>> inheritedRecords(InstanceId instance, Purpose purpose) const;
    Status appendRecords(QList<StoredRecord> &out, CredentialId id, InstanceId instance) const; ///< two while it is being rotated there
    Login makeLogin(const QList<OpenedRecord> &opened);
    std::function<Future<std::shared_ptr<const Secret>>()> codesOf(const OpenedRecord &record);
    void noteUsed(const QList<OpenedRecord> &opened); ///< each a few times a minute at most

    Vault &q;
    storage::Database &database;
    const Clock &clock;
    const KdfCost cost;
    AutoLock autoLock;
    std::function<CredentialId(InstanceId)> inherited;
    Vault::AgentKeys agent;
    bool busy = false;
    QHash<CredentialId, std::weak_ptr<void>> rotating; ///< see Rotations::claim()

private:
    void recordAutoLock();

    TriesOfThisStart m_tries;
    std::shared_ptr<const VaultKeys> m_keys;
    AuditEntry m_openedBy;
    QList<std::weak_ptr<KeySigner>> m_signers;
    QHash<CredentialId, QDateTime> m_noted; ///< when each was last noted as used
    QTimer m_lockTimer;
};

} // namespace aiops::vault
