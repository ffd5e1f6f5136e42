#pragma once

#include "support/process.h"

#include <QTemporaryDir>

namespace aiops::test {

/// A real sshd on a free port of loopback with its own folder and host keys. The account is `tester`.
class SshServer final
{
public:
    struct Options
    {
        bool password = true;
        bool publicKey = true;
        bool interactive = false;      ///< keyboard-interactive by PAM
        bool oneTimeCode = false;      ///< PAM asks for the password, then for a code (HOTP)
        QString methods;               ///< AuthenticationMethods; empty for any
        QStringList hostKeyTypes{QStringLiteral("ed25519")};
        QStringList extraLines;
        bool everywhere = false;       ///< listens on all addresses of this computer
        int addresses = 1;             ///< how many of address(1), address(2), …, all with the same port
    };

    static QString address(int number) { return QStringLiteral("127.0.%1.%2").arg((number - 1) / 250).arg((number - 1) % 250 + 1); }
    static constexpr const char *user = "tester";
    static constexpr const char *password = "correct horse";

    SshServer() = default;
    ~SshServer();
    bool start(const Options &options);
    bool restart(); ///< same port, folder and keys
    void stop() { m_process.stop(); }
    bool changeHostKey(const QString &type = QStringLiteral("ed25519"));
    /// A new user key that the server accepts; the path of the private half.
    QString addUserKey(const QString &type, int bits = 0, const QStringList &environment = {});
    QString nextCode(); ///< the next one-time code

    quint16 port() const { return m_port; }
    QString folder() const { return m_folder.path(); }
    QByteArray hostKeyLine(const QString &type = QStringLiteral("ed25519")) const; ///< "type base64"
    QString fingerprint(const QString &type = QStringLiteral("ed25519")) const; ///< "SHA256:…" of the host key
    QByteArray log() const;
    int count(const QByteArray &text) const { return int(log().count(text)); }
    qint64 pid() const { return m_process.pid(); }
    void killSessions(); ///< ends the processes that serve connections
    void freezeSessions(); ///< stops them: the connections stay, nobody answers

private:
    bool writeConfig();
    bool writePam();
    void signalSessions(int signal);
    bool makeHostKey(const QString &type);
    bool launch();
    QString path(const QString &name) const { return m_folder.filePath(name); }

    Options m_options;
    QTemporaryDir m_folder;
    ServerProcess m_process;
    QString m_pamFile;
    quint16 m_port = 0;
    int m_keys = 0;
    int m_codes = 0;
};

/// A real ssh-agent with the given private keys.
class SshAgent final
{
public:
    bool start(const QStringList &keyFiles);
    /// With the middleware of a security key, which the agent is told to trust; `environment` reaches it.
    bool startWithToken(const QStringList &keyFiles, const QString &middleware, const QStringList &environment = {});
    QString socket() const { return m_folder.filePath(QStringLiteral("agent")); }

private:
    bool launch(const QStringList &words, const QStringList &environment);
    bool add(const QStringList &keyFiles, const QStringList &environment);

    QTemporaryDir m_folder;
    ServerProcess m_process;
};

} // namespace aiops::test
