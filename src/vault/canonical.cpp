#include "vault/canonical.h"

#include <QtEndian>

namespace aiops::vault {

CanonicalWriter &CanonicalWriter::bytes(QByteArrayView value)
{
    char length[4];
    qToBigEndian(quint32(value.size()), length);
    if (m_data.isNull())
        m_data.reserve(256); // most of what is signed is not longer
    m_data.append(length, 4).append(value);
    return *this;
}

CanonicalWriter &CanonicalWriter::number(quint64 value)
{
    char encoded[8];
    qToBigEndian(value, encoded);
    return bytes(QByteArrayView(encoded, 8));
}

CanonicalWriter &CanonicalWriter::id(const QUuid &value)
{
    const QUuid::Id128Bytes encoded = value.toBytes();
    return bytes(QByteArrayView(reinterpret_cast<const char *>(encoded.data), 16));
}

QByteArray CanonicalReader::bytes(std::optional<qsizetype> size)
{
    if (!m_ok || m_rest.size() < 4) {
        m_ok = false;
        return {};
    }
    const auto length = qsizetype(qFromBigEndian<quint32>(m_rest.data()));
    m_rest = m_rest.sliced(4);
    if (length > m_rest.size() || (size && *size != length)) {
        m_ok = false;
        return {};
    }
    const QByteArray value = m_rest.first(length).toByteArray();
    m_rest = m_rest.sliced(length);
    return value;
}

quint64 CanonicalReader::number()
{
    const QByteArray value = bytes(8);
    return m_ok ? qFromBigEndian<quint64>(value.constData()) : 0;
}

QUuid CanonicalReader::id()
{
    const QByteArray value = bytes(16);
    return m_ok ? QUuid::fromRfc4122(value) : QUuid();
}

} // namespace aiops::vault
