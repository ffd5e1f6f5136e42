#include "widgets/qrcode.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

namespace aiops::widgets {

namespace {

/// Table 9, level M. Data codewords are what the error correction of all blocks leaves.
struct Version
{
    int total;      ///< codewords
    int correction; ///< codewords in each block
    int blocks;
    std::array<int, 3> alignment; ///< centres, table E.1; 0: none
    int data() const { return total - correction * blocks; }
};

constexpr std::array<Version, 10> kVersions{{{26, 10, 1, {}},
                                             {44, 16, 1, {6, 18}},
                                             {70, 26, 1, {6, 22}},
                                             {100, 18, 2, {6, 26}},
                                             {134, 24, 2, {6, 30}},
                                             {172, 16, 4, {6, 34}},
                                             {196, 18, 4, {6, 22, 38}},
                                             {242, 22, 4, {6, 24, 42}},
                                             {292, 22, 5, {6, 26, 46}},
                                             {346, 26, 5, {6, 28, 50}}}};

int lengthBits(int version)
{
    return version < 10 ? 8 : 16;
}

/// 0: none is large enough.
int versionFor(qsizetype bytes)
{
    for (int version = 1; version <= int(kVersions.size()); ++version) {
        if (4 + lengthBits(version) + 8 * bytes <= 8 * kVersions[size_t(version - 1)].data())
            return version;
    }
    return 0;
}

/// Mode, length, bytes, terminator and padding (7.4).
Secret dataCodewords(QByteArrayView data, int version)
{
    Secret words = Secret::zeroed(kVersions[size_t(version - 1)].data());
    qsizetype at = 0;
    const auto put = [&](unsigned value, int bits) {
        for (int bit = bits - 1; bit >= 0; --bit, ++at)
            words.data()[at / 8] = char(uchar(words.data()[at / 8]) | (value >> bit & 1u) << (7 - at % 8));
    };
    put(0b0100, 4);
    put(unsigned(data.size()), lengthBits(version));
    for (const char byte : data)
        put(uchar(byte), 8);
    qsizetype padded = (qMin(at + 4, 8 * words.size()) + 7) / 8;
    for (bool first = true; padded < words.size(); ++padded, first = !first)
        words.data()[padded] = char(first ? 0xec : 0x11);
    return words;
}

/// In the field of 256 elements modulo x^8 + x^4 + x^3 + x^2 + 1.
uchar product(uchar a, uchar b)
{
    unsigned sum = 0;
    unsigned shifted = a;
    for (; b != 0; b >>= 1) {
        if (b & 1)
            sum ^= shifted;
        shifted = shifted << 1 ^ (shifted & 0x80 ? 0x11d : 0);
    }
    return uchar(sum);
}

/// The product of (x - 2^i), highest power first, without its leading 1.
QByteArray generator(int degree)
{
    QByteArray polynomial(degree, '\0');
    polynomial.back() = 1;
    uchar root = 1;
    for (int i = 0; i < degree; ++i, root = product(root, 2)) {
        for (int j = 0; j < degree; ++j) {
            const uchar next = j + 1 < degree ? uchar(polynomial[j + 1]) : uchar(0);
            polynomial[j] = char(product(uchar(polynomial[j]), root) ^ next);
        }
    }
    return polynomial;
}

void correctionOf(QByteArrayView block, const QByteArray &divisor, std::span<char> remainder)
{
    for (const char byte : block) {
        const uchar factor = uchar(byte) ^ uchar(remainder.front());
        std::ranges::rotate(remainder, remainder.begin() + 1);
        remainder.back() = 0;
        for (size_t i = 0; i < remainder.size(); ++i)
            remainder[i] = char(uchar(remainder[i]) ^ product(uchar(divisor[qsizetype(i)]), factor));
    }
}

/// Data and correction of all blocks, taken in turn (7.6). The last blocks may have one byte more.
Secret interleaved(const Secret &data, int number)
{
    const Version &version = kVersions[size_t(number - 1)];
    const QByteArray divisor = generator(version.correction);
    const int shorter = version.data() / version.blocks;
    const int firstLong = version.blocks - version.data() % version.blocks;
    Secret corrections = Secret::zeroed(version.correction * version.blocks);
    Secret out = Secret::zeroed(version.total);
    const auto startOf = [&](int block) { return block * shorter + qMax(0, block - firstLong); };
    for (int block = 0; block < version.blocks; ++block)
        correctionOf(data.reveal().sliced(startOf(block), shorter + (block >= firstLong)), divisor,
                     std::span(corrections.data() + block * version.correction, size_t(version.correction)));
    qsizetype at = 0;
    for (int i = 0; i <= shorter; ++i) {
        for (int block = i < shorter ? 0 : firstLong; block < version.blocks; ++block)
            out.data()[at++] = data.reveal()[startOf(block) + i];
    }
    for (int i = 0; i < version.correction; ++i) {
        for (int block = 0; block < version.blocks; ++block)
            out.data()[at++] = corrections.reveal()[block * version.correction + i];
    }
    return out;
}

/// `value` with the remainder of its division behind it.
unsigned withRemainder(unsigned value, int bits, unsigned divisor)
{
    unsigned rest = value;
    for (int i = 0; i < bits; ++i)
        rest = rest << 1 ^ (rest >> (bits - 1) & 1 ? divisor : 0);
    return value << bits | (rest & ((1u << bits) - 1));
}

bool isInverted(int mask, int column, int row)
{
    switch (mask) {
    case 0: return (row + column) % 2 == 0;
    case 1: return row % 2 == 0;
    case 2: return column % 3 == 0;
    case 3: return (row + column) % 3 == 0;
    case 4: return (row / 2 + column / 3) % 2 == 0;
    case 5: return row * column % 2 + row * column % 3 == 0;
    case 6: return (row * column % 2 + row * column % 3) % 2 == 0;
    default: return ((row + column) % 2 + row * column % 3) % 2 == 0;
    }
}

class Grid
{
public:
    explicit Grid(int version) : m_version(version), m_size(17 + 4 * version), m_dark(Secret::zeroed(m_size * m_size)), m_fixed(m_size * m_size, '\0')
    {
        drawTiming();
        for (const auto &[column, row] : {std::pair(3, 3), std::pair(m_size - 4, 3), std::pair(3, m_size - 4)})
            drawSquares(column, row, 4, 3);
        drawAlignment();
        drawFormat(0);
        if (version >= 7)
            drawVersion();
    }

    int size() const { return m_size; }
    bool isDark(int column, int row) const { return m_dark.reveal()[row * m_size + column] != 0; }
    Secret takeModules() { return std::move(m_dark); }

    /// In pairs of columns from the right, up and down by turns (7.7.3).
    void place(const Secret &codewords)
    {
        qsizetype bit = 0;
        bool up = true;
        for (int right = m_size - 1; right > 0; right -= 2, up = !up) {
            right -= right == 6 ? 1 : 0;
            for (int i = 0; i < 2 * m_size; ++i) {
                const int column = right - i % 2, row = up ? m_size - 1 - i / 2 : i / 2;
                if (m_fixed[row * m_size + column] || bit >= 8 * codewords.size())
                    continue;
                put(column, row, codewords.reveal()[bit / 8] >> (7 - bit % 8) & 1);
                ++bit;
            }
        }
    }
    void invert(int mask)
    {
        for (int row = 0; row < m_size; ++row) {
            for (int column = 0; column < m_size; ++column) {
                if (!m_fixed[row * m_size + column] && isInverted(mask, column, row))
                    put(column, row, !isDark(column, row));
            }
        }
    }
    void drawFormat(int mask)
    {
        const unsigned bits = withRemainder(unsigned(mask), 10, 0x537) ^ 0x5412; // level M is 00
        for (int i = 0; i < 15; ++i) {
            const bool dark = bits >> i & 1;
            if (i < 8)
                fix(8, i < 6 ? i : i + 1, dark);
            else
                fix(i == 8 ? 7 : 14 - i, 8, dark);
            if (i < 8)
                fix(m_size - 1 - i, 8, dark);
            else
                fix(8, m_size - 15 + i, dark);
        }
        fix(8, m_size - 8, true);
    }

    int penalty() const;

private:
    void put(int column, int row, bool dark) { m_dark.data()[row * m_size + column] = char(dark); }
    void fix(int column, int row, bool dark)
    {
        put(column, row, dark);
        m_fixed[row * m_size + column] = 1;
    }
    /// Nested squares around a centre: the outermost dark ring at the distance `dark`, a light one within it.
    void drawSquares(int column, int row, int reach, int dark)
    {
        for (int y = qMax(0, row - reach); y <= qMin(m_size - 1, row + reach); ++y) {
            for (int x = qMax(0, column - reach); x <= qMin(m_size - 1, column + reach); ++x) {
                const int distance = qMax(std::abs(x - column), std::abs(y - row));
                fix(x, y, distance == dark || distance <= dark - 2);
            }
        }
    }
    void drawTiming()
    {
        for (int i = 0; i < m_size; ++i) {
            fix(6, i, i % 2 == 0);
            fix(i, 6, i % 2 == 0);
        }
    }
    void drawAlignment()
    {
        const auto &centres = kVersions[size_t(m_version - 1)].alignment;
        for (const int column : centres) {
            for (const int row : centres) {
                const bool atFinder = (column == 6 && row == 6) || (column == 6 && row == m_size - 7) || (column == m_size - 7 && row == 6);
                if (column != 0 && row != 0 && !atFinder)
                    drawSquares(column, row, 2, 2);
            }
        }
    }
    void drawVersion()
    {
        const unsigned bits = withRemainder(unsigned(m_version), 12, 0x1f25);
        for (int i = 0; i < 18; ++i) {
            fix(m_size - 11 + i % 3, i / 3, bits >> i & 1);
            fix(i / 3, m_size - 11 + i % 3, bits >> i & 1);
        }
    }
    int linePenalty(bool isRow, int line) const;

    int m_version;
    int m_size;
    Secret m_dark;
    QByteArray m_fixed; ///< not 0: belongs to a pattern and not to the data
};

/// Long runs, and what looks like a finder with light on one side (7.8.3, features 1 and 3).
int Grid::linePenalty(bool isRow, int line) const
{
    const auto dark = [&](int i) { return i >= 0 && i < m_size && (isRow ? isDark(i, line) : isDark(line, i)); };
    int penalty = 0;
    for (int start = 0, end = 0; start < m_size; start = end) {
        while (end < m_size && dark(end) == dark(start))
            ++end;
        penalty += end - start >= 5 ? end - start - 2 : 0;
    }
    constexpr std::array finder{true, false, true, true, true, false, true};
    for (int at = 0; at + 7 <= m_size; ++at) {
        bool same = true, lightBefore = true, lightAfter = true;
        for (int i = 0; i < 7 && same; ++i)
            same = dark(at + i) == finder[size_t(i)];
        for (int i = 1; i <= 4 && same; ++i) {
            lightBefore = lightBefore && !dark(at - i);
            lightAfter = lightAfter && !dark(at + 6 + i);
        }
        penalty += same && (lightBefore || lightAfter) ? 40 : 0;
    }
    return penalty;
}

int Grid::penalty() const
{
    int sum = 0, dark = 0;
    for (int row = 0; row < m_size; ++row) {
        sum += linePenalty(true, row) + linePenalty(false, row);
        for (int column = 0; column < m_size; ++column) {
            const bool here = isDark(column, row);
            dark += here ? 1 : 0;
            const bool isBlock = row > 0 && column > 0 && isDark(column - 1, row) == here && isDark(column, row - 1) == here && isDark(column - 1, row - 1) == here;
            sum += isBlock ? 3 : 0;
        }
    }
    return sum + 10 * (std::abs(100 * dark - 50 * m_size * m_size) / (5 * m_size * m_size));
}

Grid masked(int version, const Secret &codewords, int mask)
{
    Grid grid(version);
    grid.place(codewords);
    grid.invert(mask);
    grid.drawFormat(mask);
    return grid;
}

} // namespace

std::optional<QrCode> QrCode::encode(QByteArrayView data)
{
    const int version = versionFor(data.size());
    if (version == 0)
        return {};
    const Secret codewords = interleaved(dataCodewords(data, version), version);
    std::array<int, 8> penalties{};
    for (int mask = 0; mask < 8; ++mask)
        penalties[size_t(mask)] = masked(version, codewords, mask).penalty();
    return encode(data, int(std::ranges::min_element(penalties) - penalties.begin()));
}

std::optional<QrCode> QrCode::encode(QByteArrayView data, int mask)
{
    const int version = versionFor(data.size());
    if (version == 0)
        return {};
    Grid grid = masked(version, interleaved(dataCodewords(data, version), version), mask);
    return QrCode(grid.size(), mask, grid.takeModules());
}

} // namespace aiops::widgets
