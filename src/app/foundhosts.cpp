#include "app/foundhosts.h"

#include "core/text.h"

#include <QSet>
#include <QThreadPool>

namespace aiops::app {

using thiscomputer::FoundHosts;

FoundHosts countHosts(const ssh::SshConfig &config)
{
    QSet<QString> named;
    for (const ssh::ConfigHost &host : config.hosts) {
        for (const ssh::ConfigJump &jump : host.jumps.value_or(QList<ssh::ConfigJump>()))
            named.insert(jump.host);
    }
    QStringList hosts, jumps;
    for (const ssh::ConfigHost &host : config.hosts)
        (named.contains(host.alias) ? jumps : hosts).append(shownPlain(host.alias, 64));
    return {int(hosts.size()), int(jumps.size()), jumps + hosts};
}

Future<FoundHosts> findHosts()
{
    const auto promise = std::make_shared<QPromise<Result<FoundHosts>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise] {
        promise->addResult(ssh::readSshConfig(ssh::userSshConfig(), ssh::userConfigPlaces()).transform(countHosts));
        promise->finish();
    });
    return promise->future();
}

} // namespace aiops::app
