#include "vault/sshwire.h"

#include <QtEndian>

namespace aiops::vault {

quint32 WireReader::number()
{
    const QByteArrayView bytes = raw(4);
    return m_ok ? qFromBigEndian<quint32>(bytes.data()) : 0;
}

QByteArrayView WireReader::string()
{
    const auto size = qsizetype(number());
    return raw(size);
}

QByteArrayView WireReader::raw(qsizetype size)
{
    if (!m_ok || size > m_rest.size()) {
        m_ok = false;
        m_rest = {};
        return {};
    }
    const QByteArrayView value = m_rest.first(size);
    m_rest = m_rest.sliced(size);
    return value;
}

WireWriter &WireWriter::string(QByteArrayView value)
{
    char length[4];
    qToBigEndian(quint32(value.size()), length);
    m_data.append(length, 4).append(value);
    return *this;
}

WireWriter &WireWriter::mpint(QByteArrayView magnitude)
{
    while (!magnitude.isEmpty() && magnitude.front() == '\0')
        magnitude = magnitude.sliced(1);
    const bool looksNegative = !magnitude.isEmpty() && (uchar(magnitude.front()) & 0x80);
    return string((looksNegative ? QByteArray(1, '\0') : QByteArray()) + magnitude.toByteArray());
}

} // namespace aiops::vault
