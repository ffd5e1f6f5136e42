#include "vault/blowfish.h"

#include "core/secret.h"

#include <QtEndian>

#include <openssl/bn.h>

#include <memory>
#include <vector>

namespace aiops::vault {
namespace {

constexpr int kWords = 18 + 4 * 256;
constexpr int kBits = kWords * 32;
constexpr int kGuard = 64;

struct FreeNumber
{
    void operator()(BIGNUM *number) const { BN_free(number); }
};
using Number = std::unique_ptr<BIGNUM, FreeNumber>;

/// factor * atan(1/x) as a fixed-point number.
Number arctanOfInverse(BN_ULONG x, BN_ULONG factor)
{
    Number power(BN_new()), sum(BN_new());
    BN_set_word(power.get(), factor);
    BN_lshift(power.get(), power.get(), kBits + kGuard);
    BN_div_word(power.get(), x);
    BN_zero(sum.get());
    for (BN_ULONG odd = 1; !BN_is_zero(power.get()); odd += 2) {
        const Number term(BN_dup(power.get()));
        BN_div_word(term.get(), odd);
        (odd % 4 == 1 ? BN_add : BN_sub)(sum.get(), sum.get(), term.get());
        BN_div_word(power.get(), x * x);
    }
    return sum;
}

/// Machin 1706: pi = 16 atan(1/5) - 4 atan(1/239).
std::vector<uint32_t> fractionOfPi()
{
    const Number pi = arctanOfInverse(5, 16);
    const Number second = arctanOfInverse(239, 4);
    BN_sub(pi.get(), pi.get(), second.get());
    BN_rshift(pi.get(), pi.get(), kGuard);
    BN_mask_bits(pi.get(), kBits);
    std::vector<unsigned char> bytes(kBits / 8);
    BN_bn2binpad(pi.get(), bytes.data(), int(bytes.size()));
    std::vector<uint32_t> words(kWords);
    for (size_t i = 0; i < words.size(); ++i)
        words[i] = qFromBigEndian<uint32_t>(bytes.data() + 4 * i);
    return words;
}

/// The next four bytes of a key that repeats for ever.
uint32_t nextWord(QByteArrayView key, qsizetype &position)
{
    uint32_t word = 0;
    for (int i = 0; i < 4; ++i) {
        word = word << 8 | uchar(key[position]);
        position = position + 1 == key.size() ? 0 : position + 1;
    }
    return word;
}

} // namespace

const Blowfish::Tables &Blowfish::initial()
{
    static const Tables tables = [] {
        const std::vector<uint32_t> words = fractionOfPi();
        Tables made;
        auto next = words.begin();
        for (uint32_t &word : made.p)
            word = *next++;
        for (auto &box : made.s)
            for (uint32_t &word : box)
                word = *next++;
        return made;
    }();
    return tables;
}

Blowfish::Blowfish() : m_tables(initial()) {}

Blowfish::~Blowfish()
{
    wipe(&m_tables, sizeof m_tables);
}

uint32_t Blowfish::firstWord()
{
    return initial().p[0];
}

void Blowfish::encrypt(uint32_t &left, uint32_t &right) const
{
    const auto &s = m_tables.s;
    for (size_t round = 0; round < 16; ++round) {
        left ^= m_tables.p[round];
        right ^= ((s[0][left >> 24] + s[1][left >> 16 & 0xff]) ^ s[2][left >> 8 & 0xff]) + s[3][left & 0xff];
        std::swap(left, right);
    }
    std::swap(left, right);
    right ^= m_tables.p[16];
    left ^= m_tables.p[17];
}

void Blowfish::schedule(QByteArrayView salt)
{
    uint32_t left = 0, right = 0;
    qsizetype position = 0;
    const auto fill = [&](auto &words) {
        for (size_t i = 0; i < words.size(); i += 2) {
            if (!salt.isEmpty()) {
                left ^= nextWord(salt, position);
                right ^= nextWord(salt, position);
            }
            encrypt(left, right);
            words[i] = left;
            words[i + 1] = right;
        }
    };
    fill(m_tables.p);
    for (auto &box : m_tables.s)
        fill(box);
}

void Blowfish::expand(QByteArrayView key)
{
    expand({}, key);
}

void Blowfish::expand(QByteArrayView salt, QByteArrayView key)
{
    qsizetype position = 0;
    for (uint32_t &word : m_tables.p)
        word ^= nextWord(key, position);
    schedule(salt);
}

} // namespace aiops::vault
