#include "features/importing/textdecoding.h"

#include "core/text.h"
#include "features/importing/hostrecord.h"

#include <QFile>
#include <QFileInfo>
#include <QStringConverter>
#include <QUtf8StringView>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

/// What 0x80 to 0x9f are in Windows-1252; the five holes are kept as they are in Latin-1.
constexpr std::array<char16_t, 32> kWindows{
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

QString fromWindows(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c >= QChar(0x80) && c < QChar(0xa0))
            c = QChar(kWindows[c.unicode() - 0x80]);
    }
    return text;
}

Result<QString> converted(const QByteArray &bytes, QStringConverter::Encoding encoding)
{
    QStringDecoder decoder(encoding);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::unexpected(Error{Errc::Invalid, Text::tr("The file is not in the encoding %1.").arg(QString::fromLatin1(decoder.name()))});
    return text;
}

Result<QString> decodeAs(const QByteArray &bytes, const QString &encoding)
{
    if (encoding == "Windows-1252"_L1)
        return fromWindows(bytes);
    const auto known = encoding == "UTF-16 LE"_L1 ? QStringConverter::Utf16LE
                       : encoding == "UTF-16 BE"_L1 ? QStringConverter::Utf16BE : QStringConverter::Utf8;
    return converted(bytes, known);
}

QString detected(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe"))
        return u"UTF-16 LE"_s;
    if (bytes.startsWith("\xfe\xff"))
        return u"UTF-16 BE"_s;
    return QUtf8StringView(bytes).isValidUtf8() ? u"UTF-8"_s : u"Windows-1252"_s;
}

} // namespace

QStringList knownEncodings()
{
    return {u"UTF-8"_s, u"Windows-1252"_s, u"UTF-16 LE"_s, u"UTF-16 BE"_s};
}

Result<DecodedText> decodeText(const QByteArray &bytes, const QString &encoding)
{
    if (!encoding.isEmpty() && !knownEncodings().contains(encoding))
        return std::unexpected(Error{Errc::Invalid, Text::tr("The encoding “%1” is not known.").arg(shownPlain(encoding, 40)), {},
                                     Text::tr("Known are %1.").arg(knownEncodings().join(u", "_s))});
    DecodedText decoded{.encoding = encoding.isEmpty() ? detected(bytes) : encoding};
    decoded.guessed = encoding.isEmpty() && decoded.encoding == "Windows-1252"_L1;
    auto text = decodeAs(bytes, decoded.encoding);
    if (!text)
        return std::unexpected(text.error());
    decoded.text = text->startsWith(QChar::ByteOrderMark) ? text->sliced(1) : *std::move(text);
    if (decoded.text.contains(QChar::Null))
        return std::unexpected(Error{Errc::Invalid, Text::tr("The file is not text: it holds NUL characters.")});
    return decoded;
}

Result<QByteArray> readWhole(const QString &path, qint64 limit)
{
    const QFileInfo info(path);
    const QString name = shownPlain(info.fileName(), 100);
    QFile file(path);
    if (!info.exists())
        return std::unexpected(Error{Errc::NotFound, Text::tr("%1 does not exist.").arg(shownPlain(path, 300))});
    if (!info.isFile())
        return std::unexpected(Error{Errc::Invalid, Text::tr("%1 is not a file.").arg(name)});
    if (info.size() > limit)
        return std::unexpected(Error{Errc::TooLarge, Text::tr("%1 is too large: more than %2 MiB.").arg(name).arg(limit >> 20)});
    if (!file.open(QFile::ReadOnly))
        return std::unexpected(Error{Errc::Failed, Text::tr("%1 cannot be read: %2.").arg(name, file.errorString())});
    return file.read(limit);
}

} // namespace aiops::importing
