#pragma once

#include "features/rotation/hostdoor.h"
#include "features/rotation/hostmethod.h"

#include <QHash>

namespace aiops::rotation {

/// SSH keys: a line in authorized_keys beside the old one, a sign-in with the new key, the old lines away, another sign-in.
class KeyRotation final : public HostMethod
{
public:
    /// `comment`: of the new line where the old key has none. Both logins have one signer.
    KeyRotation(HostDoor door, Login old, Login fresh, QString comment);

    Future<void> deploy(ssh::Endpoint endpoint) override;
    Future<void> verify(ssh::Endpoint endpoint) override;
    Future<void> revoke(ssh::Endpoint endpoint) override;
    Future<void> rollBack(ssh::Endpoint endpoint) override;

private:
    Future<HostDoor::Entered> takeOrEnter(QHash<InstanceId, HostDoor::Entered> &kept, ssh::Endpoint endpoint, Login login);

    HostDoor m_door;
    Login m_old;
    Login m_fresh;
    QByteArray m_oldBlob;
    QByteArray m_freshBlob;
    QString m_comment;
    QHash<InstanceId, HostDoor::Entered> m_withOld; ///< for the way back
    QHash<InstanceId, HostDoor::Entered> m_withNew;
};

} // namespace aiops::rotation
