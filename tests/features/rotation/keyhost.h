#pragma once

#include "support/sshserver.h"

#include <QDir>
#include <QFile>

#include <pwd.h>
#include <unistd.h>

namespace aiops::test {

/// An sshd whose account has a home folder of its own, with its own authorized_keys.
class KeyHost final
{
public:
    using Options = SshServer::Options;

    bool start(const QByteArray &authorizedLines, Options options = {.password = false})
    {
        QDir().mkpath(home() + QStringLiteral("/.ssh"));
        if (!authorizedLines.isNull() && !write(authorizedLines))
            return false;
        options.extraLines += {QStringLiteral("SetEnv HOME=") + home(), QStringLiteral("Match all"),
                               QStringLiteral("AuthorizedKeysFile ") + keyFile()};
        return own(home()) && own(home() + QStringLiteral("/.ssh")) && m_server.start(options);
    }
    SshServer &server() { return m_server; }
    QString home() const { return m_server.folder() + QStringLiteral("/home"); }
    QString keyFile() const { return home() + QStringLiteral("/.ssh/authorized_keys"); }
    QByteArray keys() const
    {
        QFile file(keyFile());
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool write(const QByteArray &content, const QString &path = {})
    {
        QFile file(path.isEmpty() ? keyFile() : path);
        if (!file.open(QFile::WriteOnly | QFile::Truncate) || file.write(content) != content.size())
            return false;
        file.close();
        return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && own(file.fileName());
    }
    QStringList files() const { return QDir(home() + QStringLiteral("/.ssh")).entryList(QDir::Files | QDir::Hidden | QDir::System); }
    QByteArray contentOf(const QString &name) const
    {
        QFile file(home() + QLatin1Char('/') + name);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The password of this server alone is the content of home/secret: PAM asks a program that compares.
    bool keepPasswordInFile(const QByteArray &password)
    {
        const QString program = m_server.folder() + QStringLiteral("/compare");
        QFile file(program), rules(QStringLiteral("/etc/pam.d/aiops-test-%1").arg(m_server.port()));
        const QByteArray text = "#!/bin/sh\n[ \"$(tr -d '\\000')\" = \"$(cat '" + home().toUtf8() + "/secret')\" ]\n";
        if (!write(password, home() + QStringLiteral("/secret")) || !file.open(QFile::WriteOnly) || file.write(text) != text.size() || !rules.open(QFile::WriteOnly | QFile::Truncate))
            return false;
        file.close();
        rules.write("auth required pam_exec.so expose_authtok quiet " + program.toUtf8() + "\naccount required pam_permit.so\nsession required pam_permit.so\n");
        return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    }
    /// The folder belongs to somebody else: nothing can be put there.
    bool makeReadOnly() const
    {
        const QByteArray path = QFile::encodeName(home() + QStringLiteral("/.ssh"));
        return chown(path.constData(), 0, 0) == 0 && QFile::setPermissions(QString::fromUtf8(path), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    }
    static bool own(const QString &path)
    {
        const passwd *account = getpwnam(SshServer::user);
        return account && chown(QFile::encodeName(path).constData(), account->pw_uid, account->pw_gid) == 0;
    }

private:
    SshServer m_server;
};

} // namespace aiops::test
