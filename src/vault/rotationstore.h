#pragma once

#include "vault/record.h"
#include "vault/rotations.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

/// The SQL of rotations; see vaultstore.h.
namespace aiops::vault::store {

Result<QList<Rotation>> rotations(const QSqlDatabase &db, CredentialId only = {}); ///< the newest first
/// What signs in at one instance instead of the credential alone, while the two values are both in use; empty: nothing else.
Result<QList<CredentialId>> recordsDuringRotation(const QSqlDatabase &db, CredentialId credential, InstanceId instance);
Status insertRotation(storage::Command &command, const Rotation &rotation);
Status setRotation(storage::Command &command, const QUuid &id, const QVariantMap &columns);
Status insertTarget(storage::Command &command, const QUuid &rotation, const RotationTarget &target);
Status setTarget(storage::Command &command, const QUuid &id, RotationStep step, const QString &message);
/// A record that no list shows.
Status insertHidden(storage::Command &command, const SealedRecord &record);
Status removeHidden(storage::Command &command, CredentialId id); ///< no error when it is gone
/// With the credential goes what its rotations hid.
Status removeHiddenOf(storage::Command &command, CredentialId credential);

} // namespace aiops::vault::store
