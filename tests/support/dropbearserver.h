#pragma once

#include "support/process.h"

#include <QTemporaryDir>

namespace aiops::test {

/// A real Dropbear on a free port of loopback: the SSH server of routers and small machines. Account and password are
/// those of SshServer.
class DropbearServer final
{
public:
    bool start(const QString &hostKeyType = QStringLiteral("ed25519"), const QStringList &words = {});
    /// A new user key, made by ssh-keygen, that the server accepts; the path of the private half.
    QString addUserKey(const QString &type, int bits = 0);

    quint16 port() const { return m_port; }
    QByteArray hostKeyLine() const { return m_hostKey; } ///< "type base64"
    QByteArray log() const;

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder{QStringLiteral("/run/aiops-dropbear-XXXXXX")}; ///< it wants no folder above its keys that others may write to
    ServerProcess m_process;
    QByteArray m_hostKey;
    quint16 m_port = 0;
    int m_keys = 0;
};

} // namespace aiops::test
