#include "vault/foreign/foreignfile.h"

#include "core/text.h"
#include "vault/foreign/bitwardenjson.h"
#include "vault/foreign/csvlogins.h"
#include "vault/foreign/foreigntext.h"
#include "vault/foreign/keyfolder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kZip("PK\x03\x04", 4);
constexpr QByteArrayView kKdbx("\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", 8);
constexpr QByteArrayView kKdb("\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5", 8);

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

struct FormatRow
{
    ForeignFormat format;
    const char *name;
    const char *label;
};
constexpr std::array kFormats{FormatRow{ForeignFormat::Auto, "auto", ""},
                              FormatRow{ForeignFormat::Bitwarden, "bitwarden", "Bitwarden"},
                              FormatRow{ForeignFormat::OnePassword, "1password", "1Password"},
                              FormatRow{ForeignFormat::KeePass, "keepass", "KeePass"},
                              FormatRow{ForeignFormat::Csv, "csv", QT_TRANSLATE_NOOP("aiops::vault", "Table of logins")},
                              FormatRow{ForeignFormat::Ssh, "ssh", QT_TRANSLATE_NOOP("aiops::vault", "SSH keys")},
                              FormatRow{ForeignFormat::Kdbx, "kdbx", QT_TRANSLATE_NOOP("aiops::vault", "KeePass database")}};

std::unexpected<Error> invalid(const QString &text, const QString &hint)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text, .detail = {}, .hint = hint});
}

std::unexpected<Error> unknownFormat(const QString &path)
{
    return invalid(tr("%1 is in no format that can be read.").arg(shownPlain(QFileInfo(path).fileName(), 100)),
                   tr("Known are exports of Bitwarden (JSON, CSV), 1Password (CSV), KeePass (CSV, KDBX), browsers (CSV), and private keys."));
}

Result<Secret> headOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered))
        return std::unexpected(Error{.code = Errc::Denied, .text = tr("%1 cannot be read.").arg(shownPlain(QFileInfo(path).fileName(), 100)), .detail = file.errorString()});
    Secret head = Secret::zeroed(4096);
    head.truncate(qMax<qint64>(0, file.read(head.data(), head.size())));
    if (!head.reveal().startsWith("\xff\xfe") && !head.reveal().startsWith("\xfe\xff"))
        return head;
    Result<Secret> text = foreignText(head.clone());
    return text || file.atEnd() ? std::move(text) : std::move(head); // what was cut may end within a character
}

ForeignFormat formatOf(CsvFlavour flavour)
{
    switch (flavour) {
    case CsvFlavour::Bitwarden: return ForeignFormat::Bitwarden;
    case CsvFlavour::OnePassword: return ForeignFormat::OnePassword;
    case CsvFlavour::KeePass: return ForeignFormat::KeePass;
    default: return ForeignFormat::Csv;
    }
}

bool isJson(QByteArrayView text)
{
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    return text.trimmed().startsWith('{') || text.trimmed().startsWith('[');
}

bool isKey(QByteArrayView head)
{
    return head.startsWith("PuTTY-User-Key-File-") || (head.contains("-----BEGIN ") && head.contains("PRIVATE KEY-----"));
}

} // namespace

QString formatName(ForeignFormat format)
{
    return QString::fromLatin1(std::ranges::find(kFormats, format, &FormatRow::format)->name);
}

QString formatLabel(ForeignFormat format)
{
    return tr(std::ranges::find(kFormats, format, &FormatRow::format)->label);
}

Result<ForeignFormat> parseFormat(QStringView text)
{
    for (const FormatRow &row : kFormats)
        if (text == QLatin1StringView(row.name))
            return row.format;
    return invalid(tr("The format “%1” is not known.").arg(shownPlain(text, 40)), {});
}

Result<ForeignFormat> detectFormat(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("%1 does not exist.").arg(shownPlain(path, 300))});
    if (info.isDir())
        return ForeignFormat::Ssh;
    if (!info.isFile())
        return unknownFormat(path);
    const Result<Secret> head = headOf(path);
    if (!head)
        return std::unexpected(head.error());
    const QByteArrayView bytes = head->reveal();
    if (bytes.startsWith(kKdbx))
        return ForeignFormat::Kdbx;
    if (bytes.startsWith(kKdb))
        return invalid(tr("This is a database of KeePass 1."), tr("Open it in KeePassXC: Database, Import, and save it as KDBX."));
    if (bytes.startsWith(kZip))
        return invalid(tr("Archives such as 1PUX cannot be read."), tr("In 1Password choose File, Export and the format CSV."));
    if (isJson(bytes))
        return ForeignFormat::Bitwarden;
    if (isKey(bytes))
        return ForeignFormat::Ssh;
    const CsvFlavour flavour = csvFlavour(*head);
    return flavour == CsvFlavour::Unknown ? unknownFormat(path) : Result<ForeignFormat>(formatOf(flavour));
}

Result<ForeignDrafts> readForeign(const QString &path, ForeignFormat format)
{
    if (format == ForeignFormat::Ssh)
        return QFileInfo(path).isDir() ? readKeyFolder(path) : readKeyFile(path);
    Result<Secret> bytes = readForeignFile(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    Result<Secret> text = foreignText(std::move(*bytes));
    if (!text)
        return std::unexpected(text.error());
    return isJson(text->reveal().first(qMin<qsizetype>(text->size(), 4096))) ? readBitwardenJson(*text) : readCsvLogins(*text);
}

Result<ForeignDrafts> readForeignTable(Secret bytes)
{
    Result<Secret> text = foreignText(std::move(bytes));
    return text ? readCsvLogins(*text) : std::unexpected(text.error());
}

} // namespace aiops::vault
