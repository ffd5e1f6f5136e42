#include "core/ids.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <array>

namespace aiops {

QUuid newUuid()
{
    std::array<quint8, 16> bytes{};
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), 4);
    const quint64 ms = quint64(QDateTime::currentMSecsSinceEpoch());
    for (size_t i = 0; i < 6; ++i)
        bytes[i] = quint8(ms >> (40 - 8 * i));
    bytes[6] = quint8((bytes[6] & 0x0f) | 0x70);
    bytes[8] = quint8((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(QByteArrayView(bytes));
}

} // namespace aiops
