#include "vault/foreign/foreigntext.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringConverter>
#include <QUtf8StringView>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text, .detail = {}, .hint = hint});
}

std::unexpected<Error> wrongEncoding()
{
    return invalid(tr("The file is not UTF-8 text, so its passwords could be read wrongly."), tr("Export it again as UTF-8."));
}

Result<Secret> fromUtf16(const Secret &bytes, QStringConverter::Encoding encoding)
{
    QStringDecoder decoder(encoding);
    QString text = decoder(bytes.reveal());
    const bool isWhole = !decoder.hasError() && bytes.size() % 2 == 0;
    Secret out(text.toUtf8());
    wipe(text.data(), size_t(text.size()) * sizeof(QChar));
    if (!isWhole)
        return wrongEncoding();
    return out;
}

} // namespace

Result<Secret> foreignText(Secret bytes)
{
    const QByteArrayView raw = bytes.reveal();
    if (raw.startsWith("\xff\xfe") || raw.startsWith("\xfe\xff")) {
        Result<Secret> text = fromUtf16(bytes, raw.startsWith("\xff") ? QStringConverter::Utf16LE : QStringConverter::Utf16BE);
        if (!text)
            return text;
        bytes = std::move(*text);
    }
    if (bytes.reveal().startsWith("\xef\xbb\xbf"))
        bytes = Secret::copyOf(bytes.reveal().sliced(3));
    if (!bytes.reveal().isValidUtf8())
        return wrongEncoding();
    if (bytes.reveal().contains('\0'))
        return invalid(tr("The file is not text: it has zero bytes."), tr("Choose the CSV or JSON file that the other program exported."));
    return bytes;
}

Result<Secret> readForeignFile(const QString &path, qint64 limit)
{
    const QFileInfo info(path);
    const QString name = shownPlain(info.fileName(), 100);
    if (!info.exists())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("%1 does not exist.").arg(shownPlain(path, 300))});
    if (!info.isFile())
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("%1 is not a file.").arg(name)});
    if (info.size() > limit)
        return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("%1 is too large: more than %2 MiB.").arg(name).arg(limit >> 20)});
    QFile file(path);
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered))
        return std::unexpected(Error{.code = Errc::Denied, .text = tr("%1 cannot be read.").arg(name), .detail = file.errorString()});
    Secret bytes = Secret::zeroed(info.size());
    qint64 have = 0, got = 1;
    while (have < bytes.size() && got > 0)
        have += got = qMax<qint64>(0, file.read(bytes.data() + have, bytes.size() - have));
    if (have < bytes.size())
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("%1 changed while it was read.").arg(name), .detail = {}, .hint = tr("Try again.")});
    return bytes;
}

} // namespace aiops::vault
