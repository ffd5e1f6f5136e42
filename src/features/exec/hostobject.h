#pragma once

#include "ssh/client/types.h"
#include "team/gatekeeper.h"

namespace aiops::exec {

/// A host as permits and the audit know it.
inline team::Object objectOf(const ssh::Endpoint &endpoint)
{
    return {QStringLiteral("instance"), endpoint.instance.isNull() ? QString() : endpoint.instance.toString(), endpoint.label};
}

} // namespace aiops::exec
