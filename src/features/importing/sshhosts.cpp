#include "features/importing/sshhosts.h"

#include "features/importing/jumphosts.h"

namespace aiops::importing {

namespace {

HostRecord recordOf(const ssh::ConfigHost &host)
{
    HostRecord record{.name = host.alias, .address = host.hostName, .remarks = host.notes, .problem = host.problem, .file = host.file, .line = host.line};
    if (host.port > 0)
        record.port = host.port;
    if (!host.user.isEmpty())
        record.user = host.user;
    if (!host.identityFiles.isEmpty())
        record.keyFile = host.identityFiles.first();
    if (!host.proxyCommand.isEmpty())
        record.proxy = QStringLiteral("command:") + host.proxyCommand;
    if (host.identityFiles.size() > 1)
        record.remarks += Text::tr("only the first of %1 IdentityFiles is taken over").arg(host.identityFiles.size());
    return record;
}

} // namespace

Document hostsOfSshConfig(const ssh::SshConfig &config)
{
    Document document;
    QHash<qsizetype, QList<ssh::ConfigJump>> jumps;
    for (const ssh::ConfigHost &host : config.hosts) {
        if (host.jumps)
            jumps.insert(document.hosts.size(), *host.jumps);
        document.hosts += recordOf(host);
    }
    for (const ssh::ConfigProblem &problem : config.problems)
        addProblem(document.problems, {problem.file, problem.line, problem.text, problem.isNote});
    JumpHosts(document).connect(jumps);
    return document;
}

} // namespace aiops::importing
