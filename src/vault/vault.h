#pragma once

#include "core/clock.h"
#include "core/credentialsource.h"
#include "core/future.h"
#include "core/ids.h"
#include "core/permit.h"
#include "core/secret.h"
#include "vault/kdf.h"
#include "vault/kinds.h"
#include "vault/secondfactor.h"
#include "vault/totp.h"

#include <QDateTime>
#include <QObject>

#include <functional>

namespace aiops::storage {
class Database;
}

namespace aiops::vault {

/// What may be shown without unlocking: never the value.
struct CredentialInfo
{
    CredentialId id;
    QString name;      ///< unique, case-insensitive
    Kind kind = Kind::Password;
    QString user;
    QString keyType;     ///< "ssh-ed25519"; SSH keys only
    QString fingerprint; ///< "SHA256:…"; SSH keys, Oracle Cloud keys, certificates
    QString publicKey;   ///< one authorized_keys line; SSH keys only
    QString detail;      ///< tells one from another: an access key ID, a host; see KindSpec
    QDateTime createdAt;
    QDateTime changedAt;
    QDateTime lastUsedAt;  ///< local only
    QDateTime expiresAt;   ///< invalid: never
    QDateTime rotatedAt;   ///< when the value last changed
    int rotationDays = 0;  ///< 0: by hand
    QDateTime snoozedUntil;
    QString snoozeReason;
    QDateTime revokedAt;   ///< valid: nothing signs in with it any more
    quint64 version = 1;
    VaultId vault;         ///< where it is sealed
    QString vaultName;

    QDateTime dueAt() const; ///< when the value is to be changed: invalid where that is left to people
};

constexpr int longestRotation = 3650; ///< days
int defaultRotationDays(Kind kind);

struct Attachment
{
    QUuid id;
    CredentialId credential;
    InstanceId instance;
    Purpose purpose = Purpose::Login;
    QUuid person; ///< null: for everybody; else it goes before what is attached for everybody, for this person only
};

struct NewCredential
{
    QString name;
    Kind kind = Kind::Password;
    QString user;
    QString notes;
    std::shared_ptr<const Secret> value;          ///< password, or the text of a private key file
    std::shared_ptr<const Secret> keyPassphrase;  ///< when the key file is encrypted
    QMap<QString, QString> fields = {};           ///< of the kind, see KindSpec
    QDateTime expiresAt = {};                     ///< invalid: as the value says, else never
    std::optional<int> rotationDays = {};         ///< nothing: as usual for the kind
    VaultId vault = {};                           ///< null: the personal one; see Vaults
};

/// What is given changes.
struct CredentialEdit
{
    std::optional<QString> name = {};
    std::optional<QString> user = {};
    std::optional<QString> notes = {};
    std::shared_ptr<const Secret> value = {}; ///< another one: the age starts again
    std::shared_ptr<const Secret> keyPassphrase = {};
    QMap<QString, QString> fields = {}; ///< an empty text takes a field away
    std::optional<QDateTime> expiresAt = {}; ///< invalid: never
    std::optional<int> rotationDays = {};
    std::optional<VaultId> vault = {}; ///< moves it there: sealed again, and never again with the key of the old one
};

/// What is sealed with the value and is shown when a person opens it.
struct CredentialDetails
{
    QString notes;
    QMap<QString, QString> fields;
};

struct LockState
{
    enum Value { Missing, Locked, Unlocked } value = Missing;
    QDateTime locksAt; ///< while unlocked with auto-lock on
};

/// The sealed store of credentials (security.md 3.2 to 3.4, solo case). Main thread of the owner; key derivation and
/// decryption run in Qt's pool.
class Vault final : public QObject, public CredentialSource
{
    Q_OBJECT

public:
    Vault(storage::Database &database, const Clock &clock, QObject *parent = nullptr);
    /// With another cost of the passphrase for what is written from now on: tests take KdfCost::floor().
    Vault(storage::Database &database, const Clock &clock, const KdfCost &cost, QObject *parent = nullptr);
    ~Vault() override;

    LockState state() const;
    /// Errors Conflict (exists), Invalid (passphrase too weak: the text says what to do).
    Future<void> create(Permit permit, std::shared_ptr<const Secret> passphrase);
    /// Errors VaultMissing, WrongPassphrase, Denied (throttled: the text says how long), Integrity, NoInput (the passphrase is
    /// right, and a one-time code is wanted too: call again with it). A wrong code counts as a wrong passphrase.
    Future<void> unlock(Permit permit, std::shared_ptr<const Secret> passphrase, QString code = {});
    Future<void> changePassphrase(Permit permit, std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh);
    /// The person proves again who they are: a real unwrap, also while unlocked. Same errors as unlock().
    Future<void> confirm(Permit permit, std::shared_ptr<const Secret> passphrase);
    /// From now on `key` (32 random bytes, which the keychain of this computer keeps) opens the vault as well. VaultLocked.
    Future<void> allowKeychain(Permit permit, std::shared_ptr<const Secret> key);
    Future<void> forgetKeychain(Permit permit);
    bool hasKeychain() const;
    /// Errors: VaultMissing, NotFound (never allowed), WrongPassphrase (another key), Integrity.
    Future<void> unlockWithKeychain(Permit permit, std::shared_ptr<const Secret> key, QString code = {});
    /// Codes of an authenticator from now on, after one of them was shown to work. VaultLocked, WrongPassphrase (the code).
    Future<void> setSecondFactor(Permit permit, std::shared_ptr<const NewSecondFactor> made, QString code);
    Future<void> removeSecondFactor(Permit permit);
    bool hasSecondFactor() const;
    void lock(Permit permit);
    void lock(Permit permit, const QString &reason); ///< "sleep", "session": written to the audit chain
    void touch(); ///< the person did something: auto-lock starts again
    void setAutoLock(std::chrono::seconds idle); ///< zero: never

    Result<QList<CredentialInfo>> credentials() const; ///< also while locked
    Result<CredentialInfo> find(const QString &selector) const;
    Result<QList<Attachment>> attachments() const;
    Result<QList<Attachment>> attachmentsAt(InstanceId instance) const;
    Future<CredentialInfo> add(Permit permit, NewCredential credential);
    /// The record gets a new version; errors as of add(), NotFound, Integrity, Conflict (to be moved while it is rotated).
    Future<CredentialInfo> edit(Permit permit, CredentialId id, CredentialEdit edit);
    Future<void> remove(Permit permit, CredentialId id); ///< Conflict while attached somewhere
    /// Nothing signs in with it any more, wherever it is attached; a new value makes it usable again.
    Future<void> revoke(Permit permit, CredentialId id);
    /// The rotation is not asked for until then. Invalid without a reason, or for more than 90 days.
    Future<void> snooze(Permit permit, CredentialId id, QDateTime until, QString reason);
    Future<CredentialDetails> details(Permit permit, CredentialId id);
    /// The value for a person's eyes. Denied for private keys, which are only exported, and for the secret of one-time codes.
    Future<std::shared_ptr<const Secret>> reveal(Permit permit, CredentialId id);
    Future<TotpCode> code(Permit permit, CredentialId id); ///< one-time codes only
    /// One-time codes only: their secret as an otpauth address, to take over into an authenticator.
    Future<std::shared_ptr<const Secret>> seedAddress(Permit permit, CredentialId id);
    /// The file of a private key: PEM, or JSON as the cloud made it. A passphrase (may be null) protects PEM only.
    Future<std::shared_ptr<const Secret>> exportKey(Permit permit, CredentialId id, std::shared_ptr<const Secret> passphrase);
    /// `personal`: for the person of this vault only, before what others attached.
    Future<Attachment> attach(Permit permit, CredentialId credential, InstanceId instance, Purpose purpose, bool personal = false);
    Future<void> detach(Permit permit, CredentialId credential, InstanceId instance, std::optional<Purpose> purpose);

    /// What signs in where nothing is attached for it: asked with the instance, null for nothing. The groups of the inventory.
    void setInherited(std::function<CredentialId(InstanceId)> inherited);
    /// Gives the key of the SSH agent that has this fingerprint ("SHA256:…"). Errors: NotFound, Unreachable, …
    using AgentKeys = std::function<Future<std::shared_ptr<Signer>>(QString fingerprint)>;
    void setAgent(AgentKeys agent);
    /// What cannot be had now (a password manager that is locked, a key that is not in the agent) is in Login::missing.
    Future<Login> login(InstanceId instance, Purpose purpose, Permit permit) override;
    Future<CredentialValue> value(CredentialId credential, Purpose purpose, Permit permit) override;

signals:
    void stateChanged();
    void changed();

private:
    friend class Rotations;
    friend class Vaults;
    friend class VaultAccess; ///< export, recovery and backup: classes of their own in this folder
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aiops::vault
