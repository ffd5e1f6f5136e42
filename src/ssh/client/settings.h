#pragma once

#include "core/setting.h"
#include "ssh/client/pool.h"

#include <QDir>
#include <QFile>

namespace aiops::ssh {

/// Whether the keys of the agent at SSH_AUTH_SOCK are offered to every host, after those of its credential.
inline const Setting<bool> useAgentSetting{QStringLiteral("ssh/useAgent"), false};

/// Which agent: empty for the one of SSH_AUTH_SOCK, "gpg-agent", or the path of a socket.
inline const Setting<QString> agentPlaceSetting{QStringLiteral("ssh/agentPlace"), {}};

/// The socket of that agent; empty: there is none.
inline QString agentSocketOf(const QString &place)
{
    if (place.isEmpty())
        return qEnvironmentVariable("SSH_AUTH_SOCK");
    if (place != QLatin1StringView("gpg-agent"))
        return place;
    const QString name = QStringLiteral("gnupg/S.gpg-agent.ssh");
    const QString run = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString home = QDir::home().filePath(QStringLiteral(".gnupg/S.gpg-agent.ssh"));
    return !run.isEmpty() && QFile::exists(QDir(run).filePath(name)) ? QDir(run).filePath(name) : home;
}

/// `options` with what the settings of this computer say.
inline PoolOptions withSettings(PoolOptions options, const QSettings &settings)
{
    options.useAgent = useAgentSetting.read(settings);
    options.agentSocket = agentSocketOf(agentPlaceSetting.read(settings));
    return options;
}

} // namespace aiops::ssh
