#include "vault/generate.h"

#include "vault/random.h"

#include <QtGlobal>

#include <algorithm>

namespace aiops::vault {

namespace {

constexpr QByteArrayView kLower = "abcdefghijkmnopqrstuvwxyz";
constexpr QByteArrayView kUpper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr QByteArrayView kDigits = "23456789";
constexpr QByteArrayView kSymbols = "!#%+-.:=?@_~";

/// Without the bias of a modulo: bytes above the last whole multiple are thrown away.
int below(int limit)
{
    const int whole = 256 - 256 % limit;
    for (;;) {
        const int byte = uchar(randomBytes(1).at(0));
        if (byte < whole)
            return byte % limit;
    }
}


bool hasOneOf(QByteArrayView text, QByteArrayView set)
{
    return std::ranges::any_of(text, [set](char c) { return set.contains(c); });
}

} // namespace

Secret makePassword(int length, bool symbols)
{
    const QByteArrayView sets[] = {kLower, kUpper, kDigits, kSymbols};
    const int used = symbols ? 4 : 3;
    int total = 0;
    for (int i = 0; i < used; ++i)
        total += int(sets[i].size());
    Secret out = Secret::zeroed(qBound(8, length, 128));
    do {
        for (qsizetype i = 0; i < out.size(); ++i) {
            int at = below(total), set = 0;
            while (at >= sets[set].size())
                at -= int(sets[set++].size());
            out.data()[i] = sets[set][at];
        }
    } while (!std::all_of(sets, sets + used, [&out](QByteArrayView set) { return hasOneOf(out.reveal(), set); }));
    return out;
}

} // namespace aiops::vault
