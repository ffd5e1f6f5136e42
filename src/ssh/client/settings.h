#pragma once

#include "core/setting.h"
#include "ssh/client/pool.h"

namespace aiops::ssh {

/// Whether the keys of the agent at SSH_AUTH_SOCK are offered to every host, after those of its credential.
inline const Setting<bool> useAgentSetting{QStringLiteral("ssh/useAgent"), false};

/// `options` with what the settings of this computer say.
inline PoolOptions withSettings(PoolOptions options, const QSettings &settings)
{
    options.useAgent = useAgentSetting.read(settings);
    return options;
}

} // namespace aiops::ssh
