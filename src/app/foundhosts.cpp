#include "app/foundhosts.h"

#include "core/text.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QThreadPool>

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMost = 4 << 20;

/// "Keyword argument …" or "Keyword=argument" of ssh_config(5).
QStringList wordsOf(const QString &line)
{
    static const QRegularExpression separators(uR"([\s=]+)"_s);
    return line.trimmed().replace(u'"', QString()).split(separators, Qt::SkipEmptyParts);
}

bool isPlain(const QString &name)
{
    return !name.contains(u'*') && !name.contains(u'?') && !name.startsWith(u'!');
}

} // namespace

thiscomputer::FoundHosts countHosts(const QByteArray &config)
{
    QStringList hosts, jumps;
    for (const QByteArray &line : config.split('\n')) {
        const QStringList words = wordsOf(QString::fromUtf8(line));
        const QString keyword = words.value(0).toLower();
        if (keyword == "host"_L1) {
            for (const QString &name : words.mid(1)) {
                if (name.startsWith(u'#'))
                    break;
                if (isPlain(name) && !hosts.contains(name))
                    hosts.append(name);
            }
        } else if (keyword == "proxyjump"_L1 && words.size() > 1 && words[1].toLower() != "none"_L1) {
            for (const QString &hop : words[1].split(u',', Qt::SkipEmptyParts)) {
                const QString name = hop.section(u'@', -1).section(u':', 0, 0);
                if (!jumps.contains(name))
                    jumps.append(name);
            }
        }
    }
    jumps.removeIf([&hosts](const QString &name) { return !hosts.contains(name); });
    thiscomputer::FoundHosts found{int(hosts.size() - jumps.size()), int(jumps.size()), {}};
    for (const QString &name : jumps + hosts) {
        if (const QString shown = shownPlain(name, 64); !found.names.contains(shown))
            found.names.append(shown);
    }
    return found;
}

Future<thiscomputer::FoundHosts> findHosts()
{
    const auto promise = std::make_shared<QPromise<Result<thiscomputer::FoundHosts>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise] {
        QFile file(QDir::homePath() + u"/.ssh/config"_s);
        const bool isReadable = QFileInfo(file).isFile() && file.open(QFile::ReadOnly);
        promise->addResult(isReadable ? countHosts(file.read(kMost)) : thiscomputer::FoundHosts());
        promise->finish();
    });
    return promise->future();
}

} // namespace aiops::app
