#pragma once

#include "ssh/client/configfile.h"

#include <optional>

namespace aiops::ssh {

/// A hop of ProxyJump: an alias of the same file, or a host with what was written beside it.
struct ConfigJump
{
    QString host;
    QString user;
    int port = 0; ///< 0: not given
};

/// What ssh would use for one alias. Empty and 0: the files say nothing.
struct ConfigHost
{
    QString alias;
    QString hostName; ///< the alias itself when there is no HostName
    int port = 0;
    QString user;
    QStringList identityFiles;          ///< full paths where they can be told
    std::optional<QList<ConfigJump>> jumps; ///< first hop first; an empty list for "none"
    QString proxyCommand = {};          ///< one that needs no shell, as a line of words
    QStringList notes;                  ///< what else the files say for it; without values that may hold secrets
    QString problem = {};               ///< why the host cannot be used: a port or host name that is none
    QString file;                       ///< where the alias stands
    int line = 0;
};

struct SshConfig
{
    QList<ConfigHost> hosts; ///< the aliases without wildcards, in the order of the files; at most 10,000
    QList<ConfigProblem> problems;
};

/// Reads an ssh_config(5) file as a list of hosts: the first value wins, Host patterns with negation, Include with
/// globs. Match blocks are reported, not taken over. Errors as readConfigTree().
Result<SshConfig> readSshConfig(const QString &path, const ConfigPlaces &places);

/// The value of ProxyJump: at most 32 hops with commas between, "none" for none. Nothing when it cannot be read.
std::optional<QList<ConfigJump>> parseJumps(const QString &text);
/// The hop of a ProxyCommand of the form "ssh -W %h:%p bastion".
std::optional<ConfigJump> jumpOfCommand(const QString &command);

/// "~/.ssh/config" of this user and the places around it.
QString userSshConfig();
ConfigPlaces userConfigPlaces();

} // namespace aiops::ssh
