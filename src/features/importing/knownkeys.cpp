#include "features/importing/knownkeys.h"

#include "ssh/client/knownhostsfile.h"

#include <QDir>
#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostTrials = 20'000'000; ///< lines times hosts; some ten seconds

bool isPlainName(const QByteArray &hosts)
{
    return !hosts.startsWith('|') && !hosts.contains('*') && !hosts.contains('?') && !hosts.contains('!');
}

} // namespace

Result<KnownKeys> knownKeysFor(const ImportPlan &plan, const QList<qsizetype> &rows, const QString &path)
{
    const auto file = ssh::readKnownHosts(path);
    if (!file)
        return std::unexpected(file.error());
    QHash<QByteArray, std::pair<QString, quint16>> targets;
    for (const qsizetype row : rows) {
        const HostRecord &host = plan.rows[row].values;
        if (host.address)
            targets.insert(ssh::knownHostName(*host.address, quint16(host.port.value_or(22))), {*host.address, quint16(host.port.value_or(22))});
    }
    KnownKeys known{.warnings = file->warnings};
    QSet<std::pair<QByteArray, QByteArray>> taken, revoked;
    const auto add = [&](const QByteArray &name, const ssh::KnownHostsLine &line) {
        if (line.revoked)
            revoked.insert({name, line.key.blob});
        else if (!taken.contains({name, line.key.blob}))
            known.keys += ssh::KnownHosts::Trusted{targets[name].first, targets[name].second, line.key};
        taken.insert({name, line.key.blob});
    };
    qsizetype trials = 0;
    for (const ssh::KnownHostsLine &line : file->lines) {
        if (isPlainName(line.hosts)) {
            for (const QByteArray &name : line.hosts.toLower().split(',')) {
                if (targets.contains(name))
                    add(name, line);
            }
            continue;
        }
        trials += targets.size();
        for (auto target = targets.keyBegin(); trials < kMostTrials && target != targets.keyEnd(); ++target) {
            if (line.matches(*target))
                add(*target, line);
        }
    }
    known.keys.removeIf([&revoked](const auto &key) { return revoked.contains({ssh::knownHostName(key.host, key.port), key.key.blob}); });
    return known;
}

QString userKnownHostsFile()
{
    return QDir::home().filePath(u".ssh/known_hosts"_s);
}

} // namespace aiops::importing
