#include "features/hostkeys/keyfiles.h"

#include "core/text.h"
#include "features/hostkeys/hostaddress.h"
#include "ssh/client/knownhostsfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargest = 16 * 1024 * 1024;
constexpr qsizetype kMostTrials = 200'000; ///< hashed names and patterns times keys; more are not compared one by one

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

Error unreadable(const QString &path)
{
    return {Errc::NotFound, tr("The file %1 cannot be read.").arg(shownPlain(path, 200))};
}

bool isName(const QByteArray &host)
{
    return !host.startsWith('|') && !host.contains('*') && !host.contains('?') && !host.startsWith('!');
}

} // namespace

Result<ReadKeys> keysOfKnownHosts(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return std::unexpected(unreadable(path));
    const auto file = ssh::readKnownHosts(path);
    if (!file)
        return std::unexpected(file.error());
    ReadKeys read;
    read.left = int(file->warnings.size());
    for (const ssh::KnownHostsLine &line : file->lines) {
        for (const QByteArray &host : line.hosts.split(',')) {
            if (line.revoked || !isName(host)) {
                ++read.left;
                continue;
            }
            const HostAddress address = hostAddressOf(QString::fromUtf8(host));
            read.keys += {address.host, address.port, line.key};
        }
    }
    return read;
}

Result<QList<ssh::HostKey>> publicKeysOf(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > kLargest)
        return std::unexpected(unreadable(path));
    QList<ssh::HostKey> keys;
    for (const QByteArray &text : file.readAll().split('\n')) {
        ssh::KnownHostsLine line;
        QString warning;
        if (ssh::parseKnownHostsLine("host " + text.trimmed(), line, warning))
            keys += line.key;
    }
    if (keys.isEmpty())
        return std::unexpected(Error{Errc::Invalid, tr("There is no public host key in %1.").arg(shownPlain(path, 200)), {},
                                     tr("It is a line such as in /etc/ssh/ssh_host_ed25519_key.pub on the server.")});
    return keys;
}

Result<bool> takesOver(ssh::KnownHosts &known, const QList<ssh::KnownHosts::Trusted> &keys)
{
    const auto entries = known.entries();
    if (!entries)
        return std::unexpected(entries.error());
    QHash<std::pair<QByteArray, QByteArray>, QList<QByteArray>> plain; ///< by name and type
    QList<ssh::KnownHostsLine> others;
    for (const auto &entry : *entries) {
        for (const QByteArray &host : entry.host.toUtf8().toLower().split(',')) {
            if (isName(host) && !entry.key.revoked)
                plain[{host, entry.key.key.type}] += entry.key.key.blob;
        }
        if (!isName(entry.host.toUtf8()) && !entry.key.revoked)
            others += {entry.host.toUtf8(), entry.key.key, false};
    }
    if (others.size() * keys.size() > kMostTrials)
        return true; // who is asked once too often loses nothing
    return std::ranges::any_of(keys, [&](const ssh::KnownHosts::Trusted &one) {
        const QByteArray name = ssh::knownHostName(one.host, one.port);
        QList<QByteArray> blobs = plain.value({name, one.key.type});
        for (const ssh::KnownHostsLine &line : std::as_const(others))
            if (line.key.type == one.key.type && line.matches(name))
                blobs += line.key.blob;
        return !blobs.isEmpty() && !blobs.contains(one.key.blob);
    });
}

QByteArray asKnownHosts(const QList<ssh::KnownHosts::Entry> &entries)
{
    QByteArray text;
    for (const auto &entry : entries) {
        if (entry.key.origin == "own"_L1)
            text += (entry.key.revoked ? "@revoked " : "") + entry.host.toUtf8() + ' ' + entry.key.key.type + ' ' + entry.key.key.blob.toBase64() + '\n';
    }
    return text;
}

} // namespace aiops::hostkeys
