#pragma once

#include "core/secret.h"

#include <optional>

namespace aiops::widgets {

/// A QR code (ISO/IEC 18004:2015): byte mode, versions 1 to 10, error correction level M. It may hold a secret, so its
/// modules are wiped. Any thread.
class QrCode final
{
public:
    static constexpr qsizetype mostBytes = 213;

    /// The smallest version that holds `data`, and the mask with the lowest penalty. Null: more than mostBytes.
    static std::optional<QrCode> encode(QByteArrayView data);
    /// With this mask, 0 to 7.
    static std::optional<QrCode> encode(QByteArrayView data, int mask);

    int size() const { return m_size; } ///< modules of a side, without the quiet zone
    int version() const { return (m_size - 17) / 4; }
    int mask() const { return m_mask; }
    bool isDark(int column, int row) const { return m_modules.reveal()[row * m_size + column] != 0; }

private:
    QrCode(int size, int mask, Secret modules) : m_size(size), m_mask(mask), m_modules(std::move(modules)) {}

    int m_size;
    int m_mask;
    Secret m_modules; ///< a byte for each, row by row
};

} // namespace aiops::widgets
