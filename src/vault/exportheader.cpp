#include "vault/exportheader.h"

#include "vault/canonical.h"
#include "vault/identity.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QtEndian>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMagic = "AIOPSVLT";
constexpr quint16 kVersion = 1;
constexpr quint64 kSuite = 1;
constexpr qsizetype kPrefix = 8 + 2 + 4;
constexpr quint32 kLongestHeader = 64 * 1024;
constexpr quint64 kMostRecords = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error notOurs(const QString &detail)
{
    return {.code = Errc::Corrupt, .text = tr("This is no export or backup of this program, or it is damaged. Nothing was read from it."), .detail = detail,
            .hint = tr("Choose a file that was written with Export or Back up.")};
}

Error tooNew()
{
    return {.code = Errc::TooNew, .text = tr("This file was written by a newer program, or it is damaged."), .detail = {}, .hint = tr("Update this program.")};
}

Error tooCostly(const KdfCost &cost)
{
    return {.code = Errc::Integrity,
            .text = tr("The file is damaged or was made to harm: it asks for work that this program does not do. Nothing was read from it."),
            .detail = u"argon2id m=%1 KiB t=%2 p=%3"_s.arg(cost.memoryKiB).arg(cost.passes).arg(cost.lanes)};
}

quint64 chunksOf(quint64 size)
{
    return qMax<quint64>(1, (size + exportChunk - 1) / exportChunk);
}

std::optional<ExportHeader> parse(const QByteArray &bytes)
{
    CanonicalReader reader(bytes);
    ExportHeader header;
    header.content = QString::fromUtf8(reader.bytes());
    header.schema = reader.number();
    const quint64 suite = reader.number();
    header.sealedBy = SealedBy(reader.number());
    header.cost = {.memoryKiB = reader.number(), .passes = reader.number(), .lanes = reader.number()};
    header.salt = reader.bytes(16);
    header.keys = reader.bytes();
    header.organization = reader.id();
    header.file = reader.id();
    header.serverTime = reader.number();
    header.localTime = reader.number();
    header.exporter = reader.id();
    header.exporterKey = reader.bytes();
    header.records = reader.number();
    header.vaults = reader.number();
    header.contentSize = reader.number();
    const bool keyFits = header.exporterKey.isEmpty() || header.exporterKey.size() == 32;
    return reader.atEnd() && suite == kSuite && keyFits ? std::optional(header) : std::nullopt;
}

Status checkNumbers(const ExportHeader &header, qint64 largestContent)
{
    if (header.content != u"vault" && header.content != u"backup")
        return std::unexpected(damagedFile(u"header: content"_s));
    if (header.schema != 1)
        return std::unexpected(tooNew());
    const bool byPassphrase = header.sealedBy == SealedBy::Passphrase, byVault = header.sealedBy == SealedBy::VaultKey;
    if ((!byPassphrase && !byVault) || byPassphrase != header.keys.isEmpty())
        return std::unexpected(damagedFile(u"header: key source"_s));
    if (byPassphrase && !checkCost(header.cost))
        return std::unexpected(tooCostly(header.cost));
    if (byVault && header.cost != KdfCost{0, 0, 0})
        return std::unexpected(damagedFile(u"header: cost"_s));
    if (header.records > kMostRecords || header.vaults > kMostRecords || header.contentSize > quint64(largestContent))
        return std::unexpected(Error{.code = Errc::TooLarge, .text = tr("The file is larger than this program reads, or it is damaged."),
                                     .detail = u"%1 records, %2 bytes"_s.arg(header.records).arg(header.contentSize)});
    return {};
}

} // namespace

Error damagedFile(const QString &detail)
{
    return {.code = Errc::Corrupt, .text = tr("The file is damaged: it is not what was written. Nothing was taken from it."), .detail = detail,
            .hint = tr("Use another copy of the file.")};
}

QByteArray ExportHeader::toBytes() const
{
    return CanonicalWriter()
        .text(content).number(schema).number(kSuite).number(quint64(sealedBy))
        .number(cost.memoryKiB).number(cost.passes).number(cost.lanes).bytes(salt).bytes(keys)
        .id(organization).id(file).number(serverTime).number(localTime).id(exporter).bytes(exporterKey)
        .number(records).number(vaults).number(contentSize)
        .data();
}

QString ExportHeader::fingerprint() const
{
    if (!isSigned())
        return {};
    return u"SHA256:"_s + QString::fromLatin1(sha256(exporterKey).toBase64(QByteArray::OmitTrailingEquals));
}

ExportHead ExportHead::of(const ExportHeader &header)
{
    const QByteArray body = header.toBytes();
    char prefix[kPrefix];
    std::copy(kMagic.begin(), kMagic.end(), prefix);
    qToBigEndian(kVersion, prefix + 8);
    qToBigEndian(quint32(body.size()), prefix + 10);
    return {.bytes = QByteArray(prefix, kPrefix) + body, .header = header};
}

Result<ExportHead> ExportHead::read(QIODevice &device, qint64 largestContent)
{
    QByteArray bytes = device.read(kPrefix);
    if (bytes.size() < kPrefix || !bytes.startsWith(kMagic))
        return std::unexpected(notOurs(u"magic"_s));
    const auto version = qFromBigEndian<quint16>(bytes.constData() + 8);
    const auto length = qFromBigEndian<quint32>(bytes.constData() + 10);
    if (length > kLongestHeader)
        return std::unexpected(damagedFile(u"header: length %1"_s.arg(length)));
    if (version != kVersion)
        return std::unexpected(version > kVersion ? tooNew() : damagedFile(u"header: version"_s));
    const QByteArray body = device.read(length);
    if (body.size() != qsizetype(length))
        return std::unexpected(damagedFile(u"header: cut"_s));
    std::optional<ExportHeader> header = parse(body);
    if (!header)
        return std::unexpected(damagedFile(u"header: form"_s));
    if (const Status fits = checkNumbers(*header, largestContent); !fits)
        return std::unexpected(fits.error());
    return ExportHead{.bytes = bytes + body, .header = std::move(*header)};
}

quint64 exportFileSize(const ExportHead &head)
{
    const quint64 signature = 4 + (head.header.isSigned() ? 64 : 0);
    return quint64(head.bytes.size()) + 64 + head.header.contentSize + chunksOf(head.header.contentSize) * exportTag + signature;
}

} // namespace aiops::vault
