#include "vault/passphrase.h"

#include <QByteArrayView>
#include <QCoreApplication>

#include <array>
#include <cmath>

namespace aiops::vault {
namespace {

constexpr std::array kCommon{"password", "passwort", "passwd", "letmein", "welcome", "qwerty", "qwertz", "azerty", "asdfgh",
                             "admin", "administrator", "root", "secret", "master", "dragon", "monkey", "football", "iloveyou",
                             "sunshine", "princess", "login", "changeme", "default", "server", "123456", "123456789", "111111",
                             "abc123", "aiops", "vault", "test", "hello"};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    if (text.size() < word.size())
        return false;
    for (qsizetype i = 0; i < word.size(); ++i)
        if (lower(text[i]) != word[i])
            return false;
    return true;
}

qsizetype commonWordAt(QByteArrayView text)
{
    qsizetype longest = 0;
    for (const char *word : kCommon)
        if (startsWithWord(text, word))
            longest = std::max(longest, QByteArrayView(word).size());
    return longest;
}

double bitsOf(char c)
{
    if (c >= '0' && c <= '9')
        return 3.3;
    return c >= 'a' && c <= 'z' ? 3.5 : 4.5; // letters of words carry less than letters of noise
}

/// Bits of guessing, far below log2 of the alphabet where the text is a pattern.
double estimate(QByteArrayView text)
{
    double bits = 0;
    for (qsizetype i = 0; i < text.size();) {
        if (const qsizetype word = commonWordAt(text.sliced(i))) {
            bits += 5;
            i += word;
            continue;
        }
        const int step = i > 0 ? std::abs(text[i] - text[i - 1]) : 99;
        const bool echo = i >= 2 && text[i] == text[i - 2];
        bits += step <= 1 ? 0.5 : echo ? 1.0 : bitsOf(text[i]);
        ++i;
    }
    return bits;
}

} // namespace

int passphraseScore(const Secret &passphrase)
{
    const double bits = estimate(passphrase.reveal());
    return bits < 20 ? 0 : bits < 28 ? 1 : bits < 36 ? 2 : bits < 60 ? 3 : 4;
}

Status checkNewPassphrase(const Secret &passphrase)
{
    const int score = passphraseScore(passphrase);
    if (score >= 3 || (passphrase.size() >= 12 && score >= 2))
        return {};
    const bool isShort = passphrase.size() < 12;
    return std::unexpected(Error{
        .code = Errc::Invalid,
        .text = isShort ? QCoreApplication::translate("aiops::vault", "The passphrase is too easy to guess: it is short.")
                        : QCoreApplication::translate("aiops::vault", "The passphrase is too easy to guess: it is a common word or a pattern."),
        .hint = QCoreApplication::translate("aiops::vault", "Use at least 12 characters; five words that do not belong together are best.")});
}

} // namespace aiops::vault
