#pragma once

#include "core/future.h"
#include "team/gatekeeper.h"

namespace aiops::team {

/// Asks the person to prove again who they are, when `action` wants that and no confirmation holds; then
/// Gatekeeper::request() will allow it. The window asks with a dialog. Main thread.
/// Errors: Cancelled, WrongPassphrase, Denied (throttled), VaultLocked.
class Confirmer
{
public:
    virtual ~Confirmer() = default;
    virtual Future<void> confirm(Action action, QString why) = 0;
};

} // namespace aiops::team
