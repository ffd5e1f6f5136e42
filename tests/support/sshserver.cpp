#include "support/sshserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

namespace aiops::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostListening = 16; ///< sockets of one sshd; with more addresses it listens on all there are

constexpr const char *kCodeSecret = "3132333435363738393031323334353637383930";

bool writeFile(const QString &path, const QByteArray &content, QFile::Permissions mode)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size()
           && file.setPermissions(mode);
}

constexpr QFile::Permissions kPrivate = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions kPublic = kPrivate | QFile::ReadGroup | QFile::ReadOther;

QList<qint64> childrenOf(qint64 pid)
{
    QList<qint64> children;
    QFile file(u"/proc/%1/task/%1/children"_s.arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return children;
    for (const QByteArray &child : file.readAll().split(' ')) {
        if (child.toLongLong() > 1)
            children += child.toLongLong();
    }
    return children;
}

QString yes(bool on)
{
    return on ? u"yes"_s : u"no"_s;
}

} // namespace

SshServer::~SshServer()
{
    killSessions();
    stop();
    if (!m_pamFile.isEmpty())
        QFile::remove(m_pamFile);
}

bool SshServer::start(const Options &options)
{
    m_options = options;
    m_port = freePort();
    QDir().mkpath(u"/run/sshd"_s);
    QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup
                                               | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    for (const QString &type : options.hostKeyTypes) {
        if (!makeHostKey(type))
            return false;
    }
    if (!QFile::exists(path(u"authorized_keys"_s)))
        writeFile(path(u"authorized_keys"_s), {}, kPublic);
    return writePam() && writeConfig() && launch();
}

bool SshServer::restart()
{
    stop();
    return launch();
}

bool SshServer::launch()
{
    if (!m_process.start(u"/usr/sbin/sshd"_s, {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd_config"_s)}, path(u"log"_s)))
        return false;
    return QTest::qWaitFor([this] { return log().contains("Server listening on") || !m_process.isRunning(); }, 10'000)
           && QTest::qWaitFor(
               [this] {
                   QTcpSocket probe;
                   probe.connectToHost(u"127.0.0.1"_s, m_port);
                   return probe.waitForConnected(500);
               },
               10'000);
}

bool SshServer::makeHostKey(const QString &type)
{
    const QString file = path(u"host_"_s + type);
    QFile::remove(file);
    QFile::remove(file + u".pub"_s);
    return runTool(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, type, u"-N"_s, QString(), u"-f"_s, file}).has_value();
}

bool SshServer::changeHostKey(const QString &type)
{
    stop();
    return makeHostKey(type) && launch();
}

bool SshServer::writeConfig()
{
    QStringList lines{u"ListenAddress 127.0.0.1:%1"_s.arg(m_port),
                      u"PidFile none"_s,
                      u"LogLevel DEBUG1"_s,
                      u"StrictModes no"_s,
                      u"PerSourcePenalties no"_s,
                      u"MaxStartups 200"_s,
                      u"MaxSessions 100"_s,
                      u"AuthorizedKeysFile "_s + path(u"authorized_keys"_s),
                      u"PasswordAuthentication "_s + yes(m_options.password),
                      u"PubkeyAuthentication "_s + yes(m_options.publicKey),
                      u"KbdInteractiveAuthentication "_s + yes(m_options.interactive),
                      u"UsePAM "_s + yes(m_options.interactive || m_options.password),
                      u"PrintMotd no"_s,
                      u"Subsystem sftp internal-sftp"_s};
    if (m_options.everywhere || m_options.addresses > kMostListening)
        lines.first() = u"ListenAddress 0.0.0.0:%1"_s.arg(m_port);
    for (int i = 2; i <= m_options.addresses && m_options.addresses <= kMostListening; ++i)
        lines += u"ListenAddress %1:%2"_s.arg(address(i)).arg(m_port);
    if (!m_pamFile.isEmpty())
        lines += u"PAMServiceName "_s + QFileInfo(m_pamFile).fileName();
    if (!m_options.methods.isEmpty())
        lines += u"AuthenticationMethods "_s + m_options.methods;
    for (const QString &type : m_options.hostKeyTypes)
        lines += u"HostKey "_s + path(u"host_"_s + type);
    for (const QString &extra : std::as_const(m_options.extraLines)) { // of two lines sshd takes the first, for some words the last
        if (extra.startsWith("Match "_L1))
            break;
        lines.removeIf([word = extra.section(u' ', 0, 0) + u' '](const QString &line) { return word != "HostKey "_L1 && line.startsWith(word); });
    }
    lines += m_options.extraLines;
    return writeFile(path(u"sshd_config"_s), lines.join(u'\n').toUtf8() + '\n', kPrivate);
}

/// A service file of its own, so that no delay and no host policy takes part.
bool SshServer::writePam()
{
    if (!m_options.interactive && !m_options.password)
        return true;
    m_pamFile = u"/etc/pam.d/aiops-test-%1"_s.arg(m_port);
    QByteArray rules = "auth required pam_unix.so nodelay\n";
    if (m_options.oneTimeCode) {
        rules += "auth required pam_oath.so usersfile=" + path(u"oath"_s).toUtf8() + " window=20 digits=6\n";
        writeFile(path(u"oath"_s), QByteArray("HOTP tester - ") + kCodeSecret + "\n", kPrivate);
    }
    return writeFile(m_pamFile, rules + "account required pam_permit.so\nsession required pam_permit.so\n", kPublic);
}

QString SshServer::addUserKey(const QString &type, int bits, const QStringList &environment)
{
    const QString file = path(u"user_%1_%2"_s.arg(type).arg(++m_keys));
    QStringList arguments{u"-q"_s, u"-t"_s, type, u"-N"_s, QString(), u"-C"_s, u"test "_s + type, u"-f"_s, file};
    if (bits > 0)
        arguments << u"-b"_s << QString::number(bits);
    if (!runTool(u"ssh-keygen"_s, arguments, {}, environment))
        return {};
    QFile publicHalf(file + u".pub"_s);
    QFile list(path(u"authorized_keys"_s));
    const bool done = publicHalf.open(QIODevice::ReadOnly) && list.open(QIODevice::Append) && list.write(publicHalf.readAll()) > 0;
    return done ? file : QString();
}

QString SshServer::nextCode()
{
    const auto code = runTool(u"oathtool"_s, {u"--hotp"_s, u"-c"_s, QString::number(m_codes++), QString::fromLatin1(kCodeSecret)});
    return code ? QString::fromLatin1(code->trimmed()) : QString();
}

QByteArray SshServer::hostKeyLine(const QString &type) const
{
    QFile file(path(u"host_%1.pub"_s.arg(type)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().split(' ').first(2).join(' ').trimmed();
}

QString SshServer::fingerprint(const QString &type) const
{
    const QByteArray blob = QByteArray::fromBase64(hostKeyLine(type).split(' ').value(1));
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

QByteArray SshServer::log() const
{
    QFile file(path(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void SshServer::killSessions()
{
    signalSessions(SIGKILL);
}

void SshServer::freezeSessions()
{
    signalSessions(SIGSTOP);
}

void SshServer::signalSessions(int signal)
{
    QList<qint64> processes = childrenOf(m_process.pid());
    for (qsizetype i = 0; i < processes.size(); ++i) // the sign-in, the session and the command are processes of their own
        processes += childrenOf(processes.at(i));
    for (const qint64 pid : std::as_const(processes))
        ::kill(pid_t(pid), signal);
}

bool SshAgent::start(const QStringList &keyFiles)
{
    return launch({}, {}) && add(keyFiles, {});
}

bool SshAgent::startWithToken(const QStringList &keyFiles, const QString &middleware, const QStringList &environment)
{
    return launch({u"-P"_s, middleware}, environment) && add(keyFiles, {u"SSH_SK_PROVIDER="_s + middleware});
}

bool SshAgent::launch(const QStringList &words, const QStringList &environment)
{
    return m_process.start(u"ssh-agent"_s, QStringList{u"-D"_s, u"-a"_s, socket()} + words, m_folder.filePath(u"log"_s), environment)
           && QTest::qWaitFor(
               [this] { // the file is there a moment before somebody listens
                   QLocalSocket probe;
                   probe.connectToServer(socket());
                   return probe.waitForConnected(500);
               },
               10'000);
}

bool SshAgent::add(const QStringList &keyFiles, const QStringList &environment)
{
    return runTool(u"ssh-add"_s, QStringList(u"-q"_s) + keyFiles, {}, environment + QStringList(u"SSH_AUTH_SOCK="_s + socket())).has_value();
}

} // namespace aiops::test
