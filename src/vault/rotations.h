#pragma once

#include "vault/rotationage.h"

#include <QJsonObject>

#include <memory>

namespace aiops::vault {

/// How far a rotation, or one of its targets, has come (security.md 3.7). What is stored goes before what is done: a
/// target that is Deploying may have the new value already. Every step may be repeated.
enum class RotationStep { Current, NewMade, Deploying, Deployed, Verified, Revoking, OldRevoked, RollingBack, Failed };
QString stepName(RotationStep step); ///< "current", "new_made", …, "verified_with_new", "old_revoked", …
std::optional<RotationStep> parseStep(QStringView name);

struct RotationTarget
{
    QUuid id;
    InstanceId instance;
    RotationStep step = RotationStep::Current;
    QString message; ///< why it failed, and what holds there now
    QDateTime changedAt;

    bool isOver() const { return step == RotationStep::OldRevoked || step == RotationStep::Failed; }
};

/// One change of the value of a credential, everywhere it is used. While it runs, and as long as a target failed, both
/// values are kept: `fresh` is the hidden record of the new one until it is adopted, `old` that of the old one after.
struct Rotation
{
    QUuid id;
    CredentialId credential;
    QString method; ///< "ssh", "password-command", "aws"
    RotationStep step = RotationStep::NewMade;
    CredentialId fresh;
    CredentialId old;
    QJsonObject plan; ///< of the method
    QString message;
    QDateTime startedAt;
    QDateTime endedAt;
    QList<RotationTarget> targets; ///< in the order in which they are done

    bool isRunning() const { return !endedAt.isValid(); }
    bool isAdopted() const { return step == RotationStep::Verified || step == RotationStep::OldRevoked || !old.isNull(); }
    int count(RotationStep step) const;
    RotationProgress progress() const;
};

struct RotationPlan
{
    QString method;
    QList<InstanceId> targets;
    QJsonObject details;
    CredentialEdit fresh = {}; ///< value and fields; without a value one is made: a key of the same strength, a password
};

/// What the vault does of a rotation: makes, seals, hides, adopts and forgets the values. What happens at the hosts is
/// the business of the feature "rotation". Main thread; the vault outlives it.
class Rotations final : public QObject
{
public:
    /// The permit of the whole, held open by who rotates; the steps are no audit entries of their own.
    using Held = std::shared_ptr<const Permit>;
    enum class Which { Old, New };

    explicit Rotations(Vault &vault);

    /// Only one at a time works on a rotation, whoever it is: null while somebody holds it.
    std::shared_ptr<void> claim(CredentialId credential);
    bool isClaimed(CredentialId credential) const; ///< somebody works on it just now

    Result<QList<Rotation>> all() const; ///< the newest first
    Result<std::optional<Rotation>> latest(CredentialId credential) const;

    /// Seals the new value as a hidden record. Errors: VaultLocked, NotFound, Denied (revoked), Conflict (another one is
    /// not over, or failed somewhere), Invalid (nothing to make for this kind).
    Future<Rotation> begin(Held held, CredentialId credential, RotationPlan plan);
    Future<void> note(Held held, QUuid target, RotationStep step, QString message = {});
    /// The last step of a target with its audit entry, in one transaction.
    Future<void> finish(Permit permit, QUuid target, RotationStep step, QString message = {});
    Future<void> addTargets(Held held, QUuid rotation, QList<InstanceId> instances);
    /// Another new value than the one that begin() sealed: of what only a server can make.
    Future<Rotation> setFresh(Held held, QUuid rotation, CredentialEdit fresh);
    Future<void> saveDetails(Held held, QUuid rotation, QJsonObject details);
    Future<void> reopen(Held held, QUuid rotation); ///< it was over, with failed targets
    /// The new value becomes the credential's, the old one a hidden record: one transaction.
    Future<CredentialInfo> adopt(Held held, QUuid rotation);
    /// Ends it with its audit entry: the hidden values that nobody needs any more are gone with the same transaction.
    Future<Rotation> end(Permit permit, QUuid rotation, QString message = {});
    /// What signs in with the old value only, or with the new one only.
    Future<Login> login(QUuid rotation, Which which);
    Future<CredentialValue> value(QUuid rotation, Which which);

private:
    Result<Rotation> find(const QUuid &id) const;
    CredentialId recordOf(const Rotation &rotation, Which which) const;

    Vault &m_vault;
};

} // namespace aiops::vault
