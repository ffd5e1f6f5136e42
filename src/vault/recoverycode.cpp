#include "vault/recoverycode.h"

#include <QCoreApplication>

#include <openssl/sha.h>

#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr qsizetype kGroups = 13, kData = 4, kGroup = kData + 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

/// Depends on the place too, so that two swapped groups are found.
char checkLetter(const char *data, qsizetype group)
{
    char input[24 + 1 + kData] = "aiops/v1/recovery-check";
    input[24] = char(group);
    std::memcpy(input + 25, data, size_t(kData));
    uchar hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const uchar *>(input), sizeof input, hash);
    wipe(input, sizeof input);
    return kAlphabet[hash[0] & 31];
}

int valueOf(char c)
{
    const char *found = c ? std::strchr(kAlphabet, c) : nullptr;
    return found ? int(found - kAlphabet) : -1;
}

char normal(char c)
{
    switch (c) {
    case '0': return 'O';
    case '1': return 'I';
    case '8': return 'B';
    default: return c >= 'a' && c <= 'z' ? char(c - 32) : c;
    }
}

/// The letters alone. Nothing when there is something else in between.
std::optional<Secret> lettersOf(QByteArrayView text)
{
    Secret out = Secret::zeroed(qMax<qsizetype>(1, text.size()));
    qsizetype size = 0;
    for (const char raw : text) {
        if (raw == ' ' || raw == '-' || raw == '\n' || raw == '\r' || raw == '\t')
            continue;
        const char c = normal(raw);
        if (valueOf(c) < 0)
            return {};
        out.data()[size++] = c;
    }
    if (size == 0)
        return {};
    out.truncate(size);
    return out;
}

std::unexpected<Error> invalid(const QString &text)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text, .detail = {}, .hint = tr("Compare it with the printed kit.")});
}

} // namespace

Secret recoveryCode(const Secret &bytes)
{
    Secret out = Secret::zeroed(kGroups * (kGroup + 1) - 1);
    const auto bit = [&bytes](qsizetype i) { return i < bytes.size() * 8 ? (uchar(bytes.reveal()[i / 8]) >> (7 - i % 8)) & 1 : 0; };
    for (qsizetype group = 0; group < kGroups; ++group) {
        char *at = out.data() + group * (kGroup + 1);
        for (qsizetype i = 0; i < kData; ++i) {
            int value = 0;
            for (qsizetype b = 0; b < 5; ++b)
                value = value * 2 + bit((group * kData + i) * 5 + b);
            at[i] = kAlphabet[value];
        }
        at[kData] = checkLetter(at, group);
        if (group + 1 < kGroups)
            at[kGroup] = '-';
    }
    return out;
}

Result<Secret> parseRecoveryCode(const Secret &text)
{
    const std::optional<Secret> letters = lettersOf(text.reveal());
    if (!letters)
        return invalid(tr("The recovery key holds a character that it never has: it is made of letters and the digits 2 to 7."));
    if (letters->size() != kGroups * kGroup)
        return invalid(tr("The recovery key has %1 letters, but %2 are needed.").arg(letters->size()).arg(kGroups * kGroup));
    Secret out = Secret::zeroed(32);
    for (qsizetype group = 0; group < kGroups; ++group) {
        const char *at = letters->reveal().data() + group * kGroup;
        if (checkLetter(at, group) != at[kData])
            return invalid(tr("Group %1 of the recovery key is not right.").arg(group + 1));
        for (qsizetype i = 0; i < kData * 5; ++i) {
            const qsizetype bit = group * kData * 5 + i;
            const int set = (valueOf(at[i / 5]) >> (4 - i % 5)) & 1;
            if (bit < 256)
                out.data()[bit / 8] = char(uchar(out.data()[bit / 8]) | (set << (7 - bit % 8)));
            else if (set)
                return invalid(tr("Group %1 of the recovery key is not right.").arg(group + 1));
        }
    }
    return out;
}

} // namespace aiops::vault
