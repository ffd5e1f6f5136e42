#pragma once

#include "vault/exportcontent.h"

#include <QBuffer>

namespace aiops::test {

inline vault::Identity fixedIdentity()
{
    return std::move(*vault::Identity::fromPrivate(Secret(QByteArray(32, 'x')), Secret(QByteArray(32, 'e'))));
}

inline QUuid fixedId(int n)
{
    return QUuid::fromString(QStringLiteral("01890000-0000-7000-8000-%1").arg(n, 12, 10, QLatin1Char('0')));
}

/// The cheapest header that is accepted; its content is `size` bytes.
inline vault::ExportHeader fixedHeader(qsizetype size, const vault::Identity *signer)
{
    return {.cost = vault::KdfCost::floor(), .salt = QByteArray(16, 's'), .keys = {}, .organization = {}, .file = fixedId(9),
            .localTime = 1795000000000, .exporter = fixedId(5), .exporterKey = signer ? signer->ed25519Public : QByteArray(),
            .records = 1, .vaults = 1, .contentSize = quint64(size)};
}

inline QByteArray sealedFile(const vault::ExportHeader &header, const Secret &key, const vault::Identity *signer, const QByteArray &content)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    vault::ExportWriter writer(buffer, header, key, signer);
    if (!writer.begin() || !writer.write(content) || !writer.end())
        return {};
    return buffer.data();
}

/// Everything that a reader does; the content, or why not.
inline Result<QByteArray> readFile(const QByteArray &bytes, const Secret &key)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    auto reader = vault::ExportReader::open(buffer, 1 << 24);
    if (!reader)
        return std::unexpected(reader.error());
    if (const Status opened = reader->unlock(key); !opened)
        return std::unexpected(opened.error());
    QByteArray out;
    while (!reader->atEnd()) {
        const Result<Secret> chunk = reader->next();
        if (!chunk)
            return std::unexpected(chunk.error());
        out += chunk->reveal();
    }
    return out;
}

} // namespace aiops::test
