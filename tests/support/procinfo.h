#pragma once

#include <QDir>
#include <QFile>
#include <QMap>

#include <unistd.h>

namespace aiops::test {

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Memory of a process that is in use now, KiB.
inline qint64 residentKilobytes(const QString &process = QStringLiteral("self"))
{
    const QByteArray text = contentOf(QStringLiteral("/proc/%1/status").arg(process));
    const qsizetype at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.sliced(at + 6).trimmed().split(' ').first().toLongLong();
}

inline qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size();
}

/// The workers of this process, each with its memory in KiB.
inline QMap<pid_t, qint64> workers()
{
    QMap<pid_t, qint64> found;
    for (const QByteArray &word : contentOf(QStringLiteral("/proc/self/task/%1/children").arg(::getpid())).simplified().split(' ')) {
        const QString process = QString::fromLatin1(word);
        if (!word.isEmpty() && contentOf(QStringLiteral("/proc/%1/comm").arg(process)).trimmed() == "aiops-ssh-worke")
            found.insert(word.toInt(), residentKilobytes(process));
    }
    return found;
}

} // namespace aiops::test
