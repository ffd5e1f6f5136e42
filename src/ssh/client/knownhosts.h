#pragma once

#include "ssh/client/types.h"

namespace aiops::ssh {

/// The keys that we trust. Reads the user's known_hosts files (plain and hashed names, patterns, [host]:port,
/// several keys per host, @revoked; @cert-authority lines are reported as unusable) and our own list, and writes
/// only our own list: the file `own` in known_hosts format plus a small JSON beside it with dates and counts.
/// Every write is atomic. Main thread.
class KnownHosts final
{
public:
    KnownHosts(QString ownFile, QStringList userFiles);

    enum class Match { Unknown, Known, Changed, Revoked };
    struct Verdict
    {
        Match match = Match::Unknown;
        QList<KnownHostKey> known; ///< keys of this host, from all files
    };

    /// Reads files again that changed on disk. An unreadable or broken file is an error, never "unknown".
    Result<Verdict> check(const QString &host, quint16 port, const HostKey &presented);
    /// Key types to ask for first, those stored for the host in front.
    QList<QByteArray> preferredTypes(const QString &host, quint16 port);

    struct Entry
    {
        QString host; ///< "host" or "[host]:port"; hashed names as "|1|…"
        KnownHostKey key;
    };
    Result<QList<Entry>> entries();
    Status trust(const QString &host, quint16 port, const HostKey &key);
    struct Trusted
    {
        QString host;
        quint16 port = 22;
        HostKey key;
    };
    /// Several at once, in one writing; what our list has already is left as it is. Returns how many were added.
    Result<int> trust(const QList<Trusted> &keys);
    Status replace(const QString &host, quint16 port, const HostKey &key); ///< drops our keys of that type first
    Status forget(const QString &host, quint16 port);
    /// One of several keys: the old one at the end of a rotation.
    Status forget(const QString &host, quint16 port, const HostKey &key);
    void noteUse(const QString &host, quint16 port, const HostKey &key);
    QStringList warnings() const; ///< lines that could not be used, with file and line number

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace aiops::ssh
