#include "cli/sshways.h"

#include "core/home.h"
#include "core/log.h"
#include "core/text.h"
#include "inventory/inventory.h"
#include "vault/inpool.h"
#include "vault/keysigner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestKey = 64 * 1024;
constexpr qint64 kLargestLog = 512 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

/// A pipe or a device in its place would make the program wait.
Result<QByteArray> smallFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{Errc::NotFound, tr("The key file %1 cannot be read.").arg(shownPlain(path, 200)), file.errorString()});
    if (file.size() > kLargestKey)
        return std::unexpected(Error{Errc::TooLarge, tr("The file %1 is too large for a key.").arg(shownPlain(path, 200))});
    return file.readAll();
}

Result<std::shared_ptr<Signer>> readKey(const QString &path, const Secret *passphrase)
{
    Result<QByteArray> text = smallFile(path);
    if (!text)
        return std::unexpected(text.error());
    const Secret file(std::move(*text));
    Result<vault::SshKey> key = vault::SshKey::fromFile(file, passphrase);
    if (!key) {
        Error error = key.error();
        error.text = tr("%1: %2").arg(shownPlain(path, 200), error.text);
        return std::unexpected(error);
    }
    const QByteArray certificate = smallFile(path + u"-cert.pub"_s).value_or(QByteArray());
    return std::make_shared<vault::KeySigner>(shownPlain(QFileInfo(path).fileName(), 100), std::move(*key), certificate);
}

} // namespace

ssh::Way wayOf(const inventory::Inventory &inventory, InstanceId id)
{
    ssh::Way way;
    const auto instance = inventory.instance(id);
    const auto marks = inventory.marksOf(id);
    if (!instance || !marks)
        return way;
    const auto proxy = parseProxy(instance->proxy);
    if (!proxy)
        qCWarning(lcSsh) << "a proxy cannot be read:" << proxy.error().text;
    way.proxy = proxy.value_or(ProxyAddress{ProxyAddress::Command}); // never past it
    way.proxyCredential = instance->proxyCredential;
    way.mayRunCommand = proxy && proxy->kind == ProxyAddress::Command && inventory.isCommandKnown(instance->proxy);
    way.oldAlgorithms = instance->oldAlgorithms;
    way.agent = ssh::Way::Agent(marks->agent);
    way.keyFile = marks->keyFile;
    way.debugLog = marks->debugLog;
    return way;
}

Future<std::shared_ptr<Signer>> loadKeyFile(QString path, std::shared_ptr<const Secret> passphrase)
{
    if (path.startsWith("~/"_L1))
        path = QDir::home().filePath(path.sliced(2));
    return vault::inPool<std::shared_ptr<Signer>>([path, passphrase] { return readKey(path, passphrase.get()); });
}

QString debugLogOf(const Home &home, InstanceId id)
{
    return QDir(home.logs()).filePath(u"ssh-%1.log"_s.arg(id.toString()));
}

void writeDebugLog(const Home &home, const ssh::Endpoint &host, const ssh::ConnectionLog &log, const QString &error)
{
    const QString path = debugLogOf(home, host.instance);
    QDir().mkpath(home.logs());
    if (QFileInfo(path).size() > kLargestLog) {
        QFile::remove(path + u".1"_s);
        QFile::rename(path, path + u".1"_s);
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
        return;
    const QString head = u"--- %1 %2 %3@%4:%5\n"_s.arg(toRfc3339(QDateTime::currentDateTimeUtc()), shownPlain(host.label, 200), shownPlain(host.user, 100),
                                                       shownPlain(host.host, 260), QString::number(host.port));
    file.write((head + log.toText() + (error.isEmpty() ? QString() : u"error: "_s + error + u'\n')).toUtf8());
}

} // namespace aiops::cli
