#include "vault/totp.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>
#include <QtEndian>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <optional>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::unexpected<Error> invalid(const char *text)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = QCoreApplication::translate("aiops::vault", text)});
}

std::optional<Secret> fromBase32(QByteArrayView text)
{
    Secret out = Secret::zeroed(text.size());
    qsizetype size = 0;
    quint32 bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-' || c == '=')
            continue;
        const qsizetype value = kAlphabet.indexOf(c >= 'a' && c <= 'z' ? char(c - 32) : c);
        if (value < 0)
            return {};
        bits = (bits << 5 | quint32(value)) & 0xffff;
        count += 5;
        if (count >= 8) {
            count -= 8;
            out.data()[size++] = char(bits >> count & 0xff);
        }
    }
    out.truncate(size);
    return out;
}

const EVP_MD *digestOf(const QByteArray &algorithm)
{
    return algorithm == "SHA256" ? EVP_sha256() : algorithm == "SHA512" ? EVP_sha512() : EVP_sha1();
}

QString codeOf(const TotpSeed &seed, qint64 step)
{
    const quint64 counter = qToBigEndian(quint64(step));
    std::array<uchar, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    HMAC(digestOf(seed.algorithm), seed.key.reveal().data(), int(seed.key.size()), reinterpret_cast<const uchar *>(&counter), sizeof counter,
         mac.data(), &size);
    const size_t offset = mac[size - 1] & 0xf;
    const quint32 number = qFromBigEndian<quint32>(mac.data() + offset) & 0x7fffffff;
    quint32 modulus = 1;
    for (int i = 0; i < seed.digits; ++i)
        modulus *= 10;
    return QString::number(number % modulus).rightJustified(seed.digits, u'0');
}

} // namespace

QByteArray toBase32(QByteArrayView bytes)
{
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8 | uchar(c)) & 0xffff;
        for (count += 8; count >= 5; count -= 5)
            out.append(kAlphabet[bits >> (count - 5) & 31]);
    }
    if (count > 0)
        out.append(kAlphabet[bits << (5 - count) & 31]);
    return out;
}

Result<Secret> normalizedTotp(const Secret &text, QMap<QString, QString> &fields)
{
    QByteArrayView base32 = text.reveal().trimmed();
    QByteArray fromUrl;
    if (base32.startsWith("otpauth:")) {
        const QUrl url(QString::fromUtf8(base32));
        const QUrlQuery query(url);
        if (url.host() != "totp"_L1)
            return invalid("Only time-based codes (otpauth://totp/…) can be kept.");
        for (const QString &name : {u"issuer"_s, u"digits"_s, u"period"_s, u"algorithm"_s})
            if (const QString value = query.queryItemValue(name, QUrl::FullyDecoded); !value.isEmpty())
                fields[name] = value;
        fromUrl = query.queryItemValue(u"secret"_s).toLatin1();
        base32 = fromUrl;
    }
    const std::optional<Secret> key = fromBase32(base32);
    wipe(fromUrl);
    if (!key || key->size() < 10)
        return invalid("This is not the secret of one-time codes: it must be base32, of at least 16 characters.");
    Secret out(toBase32(key->reveal()));
    if (const Result<TotpSeed> seed = totpSeed(out, fields); !seed)
        return std::unexpected(seed.error());
    return out;
}

Result<TotpSeed> totpSeed(const Secret &base32, const QMap<QString, QString> &fields)
{
    std::optional<Secret> key = fromBase32(base32.reveal());
    if (!key)
        return invalid("The secret of the one-time codes cannot be read.");
    TotpSeed seed{.key = std::move(*key)};
    bool isNumber = true;
    if (const QString digits = fields[u"digits"_s]; !digits.isEmpty())
        seed.digits = digits.toInt(&isNumber);
    if (!isNumber || seed.digits < 6 || seed.digits > 8)
        return invalid("One-time codes have 6 to 8 digits.");
    if (const QString period = fields[u"period"_s]; !period.isEmpty())
        seed.period = period.toInt(&isNumber);
    if (!isNumber || seed.period < 10 || seed.period > 300)
        return invalid("The period of one-time codes must be 10 to 300 seconds.");
    if (const QByteArray algorithm = fields[u"algorithm"_s].toUpper().remove(u'-').toLatin1(); !algorithm.isEmpty())
        seed.algorithm = algorithm;
    if (seed.algorithm != "SHA1" && seed.algorithm != "SHA256" && seed.algorithm != "SHA512")
        return invalid("The algorithm of one-time codes must be SHA1, SHA256 or SHA512.");
    return seed;
}

Secret otpauthAddress(const QString &account, const Secret &base32, const QMap<QString, QString> &fields)
{
    const QString issuer = fields.value(u"issuer"_s);
    const QByteArray start = "otpauth://totp/" + QUrl::toPercentEncoding(issuer.isEmpty() ? account : issuer + u':' + account) + "?secret=";
    QByteArray rest;
    for (const QString &name : {u"issuer"_s, u"algorithm"_s, u"digits"_s, u"period"_s}) {
        if (const QString value = fields.value(name); !value.isEmpty())
            rest += '&' + name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    }
    Secret address = Secret::zeroed(start.size() + base32.size() + rest.size());
    char *at = std::ranges::copy(start, address.data()).out;
    at = std::ranges::copy(base32.reveal(), at).out;
    std::ranges::copy(rest, at);
    return address;
}

TotpCode totpAt(const TotpSeed &seed, const QDateTime &at)
{
    const qint64 seconds = at.toSecsSinceEpoch();
    return {codeOf(seed, seconds / seed.period), int(seed.period - seconds % seed.period)};
}

std::optional<qint64> matchTotp(const TotpSeed &seed, QStringView code, const QDateTime &at)
{
    const qint64 now = at.toSecsSinceEpoch() / seed.period;
    std::optional<qint64> found;
    for (qint64 step = now - 1; step <= now + 1; ++step)
        if (Secret::copyOf(codeOf(seed, step).toLatin1()).equals(code.toLatin1()))
            found = step;
    return found;
}

} // namespace aiops::vault
