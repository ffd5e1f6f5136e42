#pragma once

#include <QByteArray>
#include <QUuid>

#include <optional>

namespace aiops::vault {

/// The one encoding of everything that is signed or authenticated: each field is a 32-bit big-endian length and its
/// bytes; numbers are 8 bytes big-endian, ids 16 bytes (docs/formats/vault-v1.md).
class CanonicalWriter final
{
public:
    CanonicalWriter &bytes(QByteArrayView value);
    CanonicalWriter &number(quint64 value);
    CanonicalWriter &id(const QUuid &value);
    CanonicalWriter &text(QStringView value) { return bytes(value.toUtf8()); }
    const QByteArray &data() const { return m_data; }

private:
    QByteArray m_data;
};

/// Reads the same, never past the end. After the first fault everything is empty and ok() is false.
class CanonicalReader final
{
public:
    explicit CanonicalReader(QByteArrayView data) : m_rest(data) {}

    QByteArray bytes(std::optional<qsizetype> size = {}); ///< with `size`: any other length is a fault
    quint64 number();
    QUuid id();
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_ok && m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
    bool m_ok = true;
};

} // namespace aiops::vault
