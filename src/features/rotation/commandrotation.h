#pragma once

#include "features/rotation/hostdoor.h"
#include "features/rotation/hostmethod.h"

#include <QHash>

namespace aiops::rotation {

/// Passwords: a command of the person, run by sh at the host with USER, OLD and NEW as variables. They come through
/// stdin and are not exported, so no argument list and no environment holds them.
class CommandRotation final : public HostMethod
{
public:
    CommandRotation(HostDoor door, Login old, Login fresh, QString command);

    Future<void> deploy(ssh::Endpoint endpoint) override;
    Future<void> verify(ssh::Endpoint endpoint) override;
    Future<void> revoke(ssh::Endpoint endpoint) override; ///< the old password went when the new one came
    Future<void> rollBack(ssh::Endpoint endpoint) override;

    static constexpr const char *usual = "printf '%s:%s\\n' \"$USER\" \"$NEW\" | sudo chpasswd";

private:
    Future<void> apply(HostDoor::Entered entered, Login from, Login to);

    HostDoor m_door;
    Login m_old;
    Login m_fresh;
    QString m_command;
    QHash<InstanceId, HostDoor::Entered> m_withOld;
};

} // namespace aiops::rotation
