#pragma once

#include "core/clock.h"
#include "core/credentialsource.h"
#include "core/future.h"
#include "core/ids.h"
#include "core/permit.h"
#include "core/secret.h"
#include "vault/kdf.h"

#include <QDateTime>
#include <QObject>

#include <functional>

namespace aiops::storage {
class Database;
}

namespace aiops::vault {

enum class Kind { Password, SshKey }; ///< "password", "ssh-key"

QString kindName(Kind kind);
Result<Kind> parseKind(QStringView text);

/// What may be shown without unlocking: never the value.
struct CredentialInfo
{
    CredentialId id;
    QString name;      ///< unique, case-insensitive
    Kind kind = Kind::Password;
    QString user;
    QString keyType;     ///< "ssh-ed25519"; SSH keys only
    QString fingerprint; ///< "SHA256:…"; SSH keys only
    QString publicKey;   ///< one authorized_keys line; SSH keys only
    QDateTime createdAt;
    QDateTime changedAt;
    QDateTime lastUsedAt; ///< local only
};

struct Attachment
{
    QUuid id;
    CredentialId credential;
    InstanceId instance;
    Purpose purpose = Purpose::Login;
};

struct NewCredential
{
    QString name;
    Kind kind = Kind::Password;
    QString user;
    QString notes;
    std::shared_ptr<const Secret> value;          ///< password, or the text of a private key file
    std::shared_ptr<const Secret> keyPassphrase;  ///< when the key file is encrypted
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
    /// Errors VaultMissing, WrongPassphrase, Denied (throttled: the text says how long), Integrity.
    Future<void> unlock(Permit permit, std::shared_ptr<const Secret> passphrase);
    Future<void> changePassphrase(Permit permit, std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh);
    /// The person proves again who they are: a real unwrap, also while unlocked. Same errors as unlock().
    Future<void> confirm(Permit permit, std::shared_ptr<const Secret> passphrase);
    void lock(Permit permit);
    void touch(); ///< the person did something: auto-lock starts again
    void setAutoLock(std::chrono::seconds idle); ///< zero: never

    Result<QList<CredentialInfo>> credentials() const; ///< also while locked
    Result<CredentialInfo> find(const QString &selector) const;
    Result<QList<Attachment>> attachments() const;
    Future<CredentialInfo> add(Permit permit, NewCredential credential);
    Future<void> remove(Permit permit, CredentialId id); ///< Conflict while attached somewhere
    Future<Attachment> attach(Permit permit, CredentialId credential, InstanceId instance, Purpose purpose);
    Future<void> detach(Permit permit, CredentialId credential, InstanceId instance, std::optional<Purpose> purpose);

    /// What signs in where nothing is attached for it: asked with the instance, null for nothing. The groups of the inventory.
    void setInherited(std::function<CredentialId(InstanceId)> inherited);
    Future<Login> login(InstanceId instance, Purpose purpose, Permit permit) override;

signals:
    void stateChanged();
    void changed();

private:
    friend class VaultAccess; ///< export, recovery and backup: classes of their own in this folder
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aiops::vault
