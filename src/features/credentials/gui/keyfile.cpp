#include "features/credentials/gui/keyfile.h"

#include "core/text.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargest = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Result<Secret> checked(Secret text, const QString &from)
{
    if (text.reveal().contains("PRIVATE KEY-----") || text.reveal().startsWith("PuTTY-User-Key-File"))
        return text;
    return std::unexpected(Error{Errc::Invalid, tr("There is no private key in %1.").arg(from), {},
                                 tr("A public key (.pub) cannot sign in: choose the file without .pub.")});
}

} // namespace

Result<Secret> readKeyFile(const QString &path)
{
    const QFileInfo info(path);
    const QString name = shownPlain(info.fileName(), 100);
    QFile file(path);
    if (!info.exists())
        return std::unexpected(Error{Errc::NotFound, tr("%1 does not exist.").arg(name)});
    if (!info.isFile())
        return std::unexpected(Error{Errc::Invalid, tr("%1 is not a file.").arg(name)});
    if (info.size() > kLargest)
        return std::unexpected(Error{Errc::TooLarge, tr("%1 is too large for a key (more than 64 KiB).").arg(name)});
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered))
        return std::unexpected(Error{Errc::Failed, tr("%1 cannot be read: %2.").arg(name, file.errorString())});
    Secret text = Secret::zeroed(kLargest);
    text.truncate(qMax<qint64>(0, file.read(text.data(), text.size())));
    return checked(std::move(text), name);
}

Result<Secret> keyOfClipboard()
{
    QString pasted = QGuiApplication::clipboard()->text();
    Secret text(pasted.toUtf8());
    wipe(pasted.data(), size_t(pasted.size()) * sizeof(QChar));
    if (text.size() > kLargest)
        return std::unexpected(Error{Errc::TooLarge, tr("The clipboard holds too much for a key (more than 64 KiB).")});
    return checked(std::move(text), tr("the clipboard"));
}

} // namespace aiops::credentials
