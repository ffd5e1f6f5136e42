#pragma once

#include "core/error.h"
#include "ssh/client/types.h"

#include <QHash>

namespace aiops::ssh {

/// One line of a known_hosts file, as sshd(8) describes it.
struct KnownHostsLine
{
    QByteArray hosts; ///< comma list of patterns, or "|1|salt|hash"
    HostKey key;
    bool revoked = false;
    bool matches(const QByteArray &name) const; ///< "host" or "[host]:port", lower case
};

struct KnownHostsFile
{
    QList<KnownHostsLine> lines;
    QStringList warnings;

    /// Places of the lines that match "host" or "[host]:port", lower case, in their order. Lines with plain names are found at
    /// once; the others are tried once for each name.
    QList<qsizetype> linesOf(const QByteArray &name) const;
    void index(); ///< after the lines have changed

private:
    QHash<QByteArray, QList<qsizetype>> m_byName;
    QList<qsizetype> m_others; ///< hashed names, patterns, exceptions
    mutable QHash<QByteArray, QList<qsizetype>> m_found;
};

/// The name under which a host is listed: "host", or "[host]:port" when the port is not 22.
QByteArray knownHostName(const QString &host, quint16 port);

/// Errors: Corrupt when the file is not text or a line has no end; a missing file is empty.
Result<KnownHostsFile> readKnownHosts(const QString &path);

/// False for a comment or a line that cannot be used; `warning` says why when it should be told.
bool parseKnownHostsLine(const QByteArray &text, KnownHostsLine &line, QString &warning);

} // namespace aiops::ssh
