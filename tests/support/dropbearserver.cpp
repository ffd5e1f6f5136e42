#include "support/dropbearserver.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTest>

namespace aiops::test {

using namespace Qt::StringLiterals;

bool DropbearServer::start(const QString &hostKeyType, const QStringList &words)
{
    m_port = freePort();
    QDir(m_folder.path()).mkdir(u"keys"_s);
    for (const QString &folder : {m_folder.path(), path(u"keys"_s)}) { // read as the account that signs in
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther
                                          | QFile::ExeOther);
    }
    const QString hostKey = path(u"host"_s);
    if (!runTool(u"dropbearkey"_s, {u"-t"_s, hostKeyType, u"-f"_s, hostKey}))
        return false;
    const auto shown = runTool(u"dropbearkey"_s, {u"-y"_s, u"-f"_s, hostKey});
    for (const QByteArray &line : shown.value_or(QByteArray()).split('\n')) {
        if (line.startsWith("ssh-") || line.startsWith("ecdsa-"))
            m_hostKey = line.split(' ').first(2).join(' ').trimmed();
    }
    const QStringList arguments = QStringList{u"-F"_s, u"-E"_s, u"-m"_s, u"-r"_s, hostKey, u"-p"_s, u"127.0.0.1:%1"_s.arg(m_port), u"-P"_s,
                                              path(u"pid"_s), u"-D"_s, path(u"keys"_s)}
                                  + words;
    return !m_hostKey.isEmpty() && m_process.start(u"/usr/sbin/dropbear"_s, arguments, path(u"log"_s))
           && QTest::qWaitFor(
               [this] {
                   QTcpSocket probe;
                   probe.connectToHost(u"127.0.0.1"_s, m_port);
                   return probe.waitForConnected(500);
               },
               10'000);
}

QString DropbearServer::addUserKey(const QString &type, int bits)
{
    const QString file = path(u"user_%1_%2"_s.arg(type).arg(++m_keys));
    QStringList arguments{u"-q"_s, u"-t"_s, type, u"-N"_s, QString(), u"-f"_s, file};
    if (bits > 0)
        arguments << u"-b"_s << QString::number(bits);
    if (!runTool(u"ssh-keygen"_s, arguments))
        return {};
    QFile publicHalf(file + u".pub"_s);
    QFile list(path(u"keys/authorized_keys"_s));
    const bool done = publicHalf.open(QIODevice::ReadOnly) && list.open(QIODevice::Append) && list.write(publicHalf.readAll()) > 0
                      && list.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    return done ? file : QString();
}

QByteArray DropbearServer::log() const
{
    QFile file(path(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace aiops::test
