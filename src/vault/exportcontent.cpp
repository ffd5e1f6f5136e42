#include "vault/exportcontent.h"

#include "vault/canonical.h"

#include <QtEndian>

#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestBlock = 4 * 1024 * 1024;
constexpr qsizetype kPadding = 256;

QByteArray u32(qsizetype value)
{
    char bytes[4];
    qToBigEndian(quint32(value), bytes);
    return QByteArray(bytes, 4);
}

/// Canonical fields without a copy: one of them is a secret.
class Fields final
{
public:
    explicit Fields(QByteArrayView data) : m_rest(data) {}

    QByteArrayView next()
    {
        const auto size = m_ok && m_rest.size() >= 4 ? qsizetype(qFromBigEndian<quint32>(m_rest.data())) : -1;
        m_ok = size >= 0 && size <= m_rest.size() - 4;
        if (!m_ok)
            return {};
        const QByteArrayView field = m_rest.sliced(4, size);
        m_rest = m_rest.sliced(4 + size);
        return field;
    }
    QString text() { return QString::fromUtf8(next()); }
    quint64 number()
    {
        const QByteArrayView field = next();
        m_ok = m_ok && field.size() == 8;
        return m_ok ? qFromBigEndian<quint64>(field.data()) : 0;
    }
    QUuid id()
    {
        const QByteArrayView field = next();
        m_ok = m_ok && field.size() == 16;
        return m_ok ? QUuid::fromRfc4122(field) : QUuid();
    }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_ok && m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
    bool m_ok = true;
};

qsizetype paddedSize(const Secret &payload)
{
    return (payload.size() + 4 + kPadding - 1) / kPadding * kPadding;
}

QByteArray frontOf(const ExportedRecord &record)
{
    return CanonicalWriter()
        .bytes("record").id(record.vault).id(record.record).text(record.type).number(record.schema).number(record.version)
        .bytes(record.metadata)
        .data();
}

std::shared_ptr<const Secret> unpadded(QByteArrayView field)
{
    if (field.size() < kPadding || field.size() % kPadding != 0)
        return {};
    const auto size = qsizetype(qFromBigEndian<quint32>(field.data()));
    return size <= field.size() - 4 ? std::make_shared<const Secret>(Secret::copyOf(field.sliced(4, size))) : nullptr;
}

} // namespace

Status BlockReader::fill()
{
    if (m_reader.atEnd())
        return std::unexpected(damagedFile(u"content: ends too early"_s));
    Result<Secret> chunk = m_reader.next();
    if (!chunk)
        return std::unexpected(chunk.error());
    m_chunk = std::move(*chunk);
    m_at = 0;
    return {};
}

Status BlockReader::take(char *out, qsizetype size)
{
    while (size > 0) {
        if (m_at == m_chunk.size())
            if (const Status filled = fill(); !filled)
                return filled;
        const qsizetype part = qMin(size, m_chunk.size() - m_at);
        if (part > 0)
            std::memcpy(out, m_chunk.reveal().data() + m_at, size_t(part));
        m_at += part;
        out += part;
        size -= part;
    }
    return {};
}

Result<Secret> BlockReader::block()
{
    char prefix[4];
    if (const Status read = take(prefix, 4); !read)
        return std::unexpected(read.error());
    const auto size = qsizetype(qFromBigEndian<quint32>(prefix));
    if (size == 0 || size > kLargestBlock)
        return std::unexpected(damagedFile(u"content: block of %1 bytes"_s.arg(size)));
    Secret out = Secret::zeroed(size);
    if (const Status read = take(out.data(), size); !read)
        return std::unexpected(read.error());
    return out;
}

Result<Secret> BlockReader::bytes(qint64 most)
{
    if (m_at == m_chunk.size())
        if (const Status filled = fill(); !filled)
            return std::unexpected(filled.error());
    const auto size = qsizetype(qMin<qint64>(most, m_chunk.size() - m_at));
    Secret out = Secret::copyOf(m_chunk.reveal().sliced(m_at, size));
    m_at += size;
    return out;
}

QByteArray vaultsBlock(const QList<ExportedVault> &vaults)
{
    CanonicalWriter writer;
    writer.bytes("vaults");
    for (const ExportedVault &vault : vaults)
        writer.id(vault.id).text(vault.name);
    return u32(writer.data().size()) + writer.data();
}

Result<QList<ExportedVault>> parseVaults(const Secret &block)
{
    Fields fields(block.reveal());
    if (fields.next() != "vaults")
        return std::unexpected(damagedFile(u"content: vaults"_s));
    QList<ExportedVault> out;
    while (fields.ok() && !fields.atEnd())
        out.append({.id = fields.id(), .name = fields.text()});
    return fields.ok() ? Result<QList<ExportedVault>>(std::move(out)) : std::unexpected(damagedFile(u"content: vaults"_s));
}

quint64 recordBlockSize(const ExportedRecord &record)
{
    return quint64(4 + frontOf(record).size() + 4 + paddedSize(*record.payload));
}

Status writeRecord(ExportWriter &writer, const ExportedRecord &record)
{
    static const QByteArray kZeros(kPadding, '\0');
    const QByteArray front = frontOf(record);
    const qsizetype padded = paddedSize(*record.payload), size = record.payload->size();
    Status done = writer.write(u32(front.size() + 4 + padded) + front + u32(padded) + u32(size));
    if (done)
        done = writer.write(record.payload->reveal());
    return done ? writer.write(QByteArrayView(kZeros).first(padded - 4 - size)) : done;
}

Result<ExportedRecord> parseRecord(const Secret &block)
{
    Fields fields(block.reveal());
    if (fields.next() != "record")
        return std::unexpected(damagedFile(u"content: record"_s));
    ExportedRecord record{.vault = fields.id(), .record = fields.id(), .type = fields.text(), .schema = fields.number(),
                          .version = fields.number(), .metadata = fields.next().toByteArray(), .payload = {}};
    record.payload = unpadded(fields.next());
    if (!fields.atEnd() || !record.payload)
        return std::unexpected(damagedFile(u"content: record"_s));
    return record;
}

} // namespace aiops::vault
