#pragma once

#include "team/devicekey.h"

#include <QCryptographicHash>

namespace aiops::test {

/// Signs with a hash over a word that the "private key" is: enough to see whether what is signed is what was written.
class FakeDeviceKey final : public team::DeviceKey
{
public:
    explicit FakeDeviceKey(QByteArray word = "device") : m_word(std::move(word)) {}
    QByteArray sign(QByteArrayView message, qint64 since) override
    {
        if (gone)
            return {};
        if (m_since == 0)
            m_since = since;
        return QCryptographicHash::hash(m_word + message.toByteArray(), QCryptographicHash::Sha512);
    }
    QByteArray publicKey() const override { return gone || m_since == 0 ? QByteArray() : m_word; }
    qint64 since() const override { return gone ? 0 : m_since; }
    bool verify(const QByteArray &key, QByteArrayView message, const QByteArray &signature) const override
    {
        checked++;
        return QCryptographicHash::hash(key + message.toByteArray(), QCryptographicHash::Sha512) == signature;
    }

    bool gone = false; ///< cannot be read
    mutable int checked = 0;

private:
    QByteArray m_word;
    qint64 m_since = 0;
};

} // namespace aiops::test
