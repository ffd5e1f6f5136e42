#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace aiops::vault {

/// Data types of RFC 4251 §5, read as views so that no part of a private key is copied. After the first fault
/// everything is empty and ok() is false.
class WireReader final
{
public:
    explicit WireReader(QByteArrayView data) : m_rest(data) {}

    quint32 number();
    QByteArrayView string();
    QByteArrayView raw(qsizetype size);
    QByteArrayView rest() const { return m_rest; }
    bool ok() const { return m_ok; }

private:
    QByteArrayView m_rest;
    bool m_ok = true;
};

class WireWriter final
{
public:
    WireWriter &string(QByteArrayView value);
    WireWriter &mpint(QByteArrayView magnitude); ///< big-endian, not negative
    const QByteArray &data() const { return m_data; }

private:
    QByteArray m_data;
};

} // namespace aiops::vault
