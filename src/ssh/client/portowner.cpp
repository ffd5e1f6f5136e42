#include "ssh/client/portowner.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

/// Inodes of the sockets that listen on a port, as /proc/net/tcp has them: "sl local:PORT remote:PORT STATE … inode".
QSet<QByteArray> listeningOn(quint16 port)
{
    const QByteArray wanted = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    QSet<QByteArray> inodes;
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file(table);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList words = line.simplified().split(' ');
            if (words.size() > 9 && words[1].endsWith(wanted) && words[3] == "0A")
                inodes.insert("socket:[" + words[9] + ']');
        }
    }
    return inodes;
}

bool hasOneOf(const QString &process, const QSet<QByteArray> &sockets)
{
    const QDir folder(u"/proc/%1/fd"_s.arg(process));
    return std::ranges::any_of(folder.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot), [&](const QString &entry) {
        return sockets.contains(QFile::symLinkTarget(folder.filePath(entry)).section(u'/', -1).toLatin1());
    });
}

} // namespace

QString ownerOfPort(quint16 port)
{
    const QSet<QByteArray> sockets = listeningOn(port);
    if (sockets.isEmpty())
        return {};
    for (const QString &process : QDir(u"/proc"_s).entryList({u"[1-9]*"_s}, QDir::Dirs)) {
        if (!hasOneOf(process, sockets))
            continue;
        QFile name(u"/proc/%1/comm"_s.arg(process));
        const QString program = name.open(QIODevice::ReadOnly) ? shownPlain(QString::fromUtf8(name.readAll()).trimmed(), 40) : QString();
        return process.toLongLong() == QCoreApplication::applicationPid() ? Text::tr("this program") : Text::tr("%1 (process %2)").arg(program, process);
    }
    return {};
}

} // namespace aiops::ssh
