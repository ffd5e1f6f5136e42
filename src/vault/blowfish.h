#pragma once

#include <QByteArrayView>

#include <array>
#include <cstdint>

namespace aiops::vault {

/// The block cipher inside bcrypt (B. Schneier, 1993), with bcrypt's two key schedules. Wiped at the end.
class Blowfish final
{
public:
    Blowfish(); ///< the initial tables: the fraction of pi
    ~Blowfish();

    void expand(QByteArrayView key);
    void expand(QByteArrayView salt, QByteArrayView key);
    void encrypt(uint32_t &left, uint32_t &right) const;

    /// First word of the table, 0x243F6A88 when pi was computed rightly.
    static uint32_t firstWord();

private:
    struct Tables
    {
        std::array<uint32_t, 18> p;
        std::array<std::array<uint32_t, 256>, 4> s;
    };
    static const Tables &initial();
    void schedule(QByteArrayView salt);

    Tables m_tables;
};

} // namespace aiops::vault
