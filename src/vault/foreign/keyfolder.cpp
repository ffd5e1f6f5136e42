#include "vault/foreign/keyfolder.h"

#include "core/errortext.h"
#include "core/text.h"
#include "vault/foreign/foreigntext.h"
#include "vault/sshkey.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestKey = 64 * 1024;
constexpr qsizetype kMostFiles = 2000;
constexpr QByteArrayView kPutty = "PuTTY-User-Key-File-";

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

enum class Holds { NoKey, Key, PuttyKey };

Holds contentOf(QByteArrayView text)
{
    if (text.startsWith(kPutty))
        return Holds::PuttyKey;
    const qsizetype begin = text.indexOf("-----BEGIN ");
    if (begin < 0 || (begin > 0 && text[begin - 1] != '\n'))
        return Holds::NoKey;
    const QByteArrayView rest = text.sliced(begin);
    const qsizetype end = rest.indexOf('\n');
    return rest.first(end < 0 ? rest.size() : end).contains("PRIVATE KEY-----") ? Holds::Key : Holds::NoKey;
}

QFileInfoList filesOf(const QString &folder)
{
    return QDir(folder).entryInfoList(QDir::Files | QDir::Hidden | QDir::Readable, QDir::Name);
}

QString certificateOf(const QString &path)
{
    const Result<Secret> text = readForeignFile(path + u"-cert.pub"_s, kLargestKey);
    return text && text->reveal().isValidUtf8() ? QString::fromUtf8(text->reveal()).trimmed() : QString();
}

QString problemOf(const Error &error)
{
    if (error.code == Errc::NoInput)
        return tr("It needs its passphrase. Add it by itself: New credential, SSH key.");
    return wholeText(error);
}

void appendKey(ForeignDrafts &drafts, const QString &path, Secret text, Holds holds)
{
    const QString file = QFileInfo(path).fileName();
    ForeignDraft draft{.credential = {.name = shownPlain(file, 200), .kind = Kind::SshKey, .user = {}, .notes = {}, .value = {}, .keyPassphrase = {}},
                       .origin = shownPlain(file, 200)};
    if (holds == Holds::PuttyKey) {
        draft.problem = tr("It is a key of PuTTY. Convert it with puttygen: Conversions, Export OpenSSH key.");
    } else if (const Result<SshKey> key = SshKey::fromFile(text); !key) {
        draft.problem = problemOf(key.error());
    } else {
        draft.credential.value = std::make_shared<const Secret>(std::move(text));
        if (const QString certificate = certificateOf(path); !certificate.isEmpty())
            draft.credential.fields.insert(u"certificate"_s, certificate);
    }
    drafts.push_back(std::move(draft));
}

} // namespace

Result<ForeignDrafts> readKeyFolder(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("There is no folder %1.").arg(shownPlain(folder, 300))});
    const QFileInfoList files = filesOf(folder);
    if (files.size() > kMostFiles)
        return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("The folder has more than 2,000 files."), .detail = {},
                                     .hint = tr("Choose the folder that has only keys.")});
    ForeignDrafts drafts;
    for (const QFileInfo &file : files) {
        if (file.size() > kLargestKey)
            continue;
        Result<Secret> text = readForeignFile(file.filePath(), kLargestKey);
        if (!text)
            continue;
        if (const Holds holds = contentOf(text->reveal()); holds != Holds::NoKey)
            appendKey(drafts, file.filePath(), std::move(*text), holds);
    }
    return drafts;
}

Result<ForeignDrafts> readKeyFile(const QString &path)
{
    Result<Secret> text = readForeignFile(path, kLargestKey);
    if (!text)
        return std::unexpected(text.error());
    const Holds holds = contentOf(text->reveal());
    if (holds == Holds::NoKey)
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("There is no private key in %1.").arg(shownPlain(QFileInfo(path).fileName(), 100))});
    ForeignDrafts drafts;
    appendKey(drafts, path, std::move(*text), holds);
    return drafts;
}

int keysInFolder(const QString &folder)
{
    const QFileInfoList files = filesOf(folder);
    int count = 0;
    for (const QFileInfo &info : files.first(qMin(files.size(), kMostFiles))) {
        QFile file(info.filePath());
        if (info.size() > kLargestKey || !file.open(QFile::ReadOnly | QFile::Unbuffered))
            continue;
        Secret head = Secret::zeroed(4096);
        head.truncate(qMax<qint64>(0, file.read(head.data(), head.size())));
        count += contentOf(head.reveal()) != Holds::NoKey;
    }
    return count;
}

} // namespace aiops::vault
