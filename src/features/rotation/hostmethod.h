#pragma once

#include "core/future.h"
#include "ssh/client/types.h"

namespace aiops::rotation {

/// How one kind of credential gets its new value at one host. Every step may be repeated after a crash. Main thread.
class HostMethod
{
public:
    virtual ~HostMethod() = default;
    /// The host takes the new value from here on, signed in with the old one.
    virtual Future<void> deploy(ssh::Endpoint endpoint) = 0;
    /// A new sign-in with the new value alone.
    virtual Future<void> verify(ssh::Endpoint endpoint) = 0;
    /// The host no longer takes the old value, and still takes the new one.
    virtual Future<void> revoke(ssh::Endpoint endpoint) = 0;
    /// As it was, signed in with the old value.
    virtual Future<void> rollBack(ssh::Endpoint endpoint) = 0;
};

} // namespace aiops::rotation
