#include "vault/secondfactor.h"

#include "vault/canonical.h"
#include "vault/identity.h"
#include "vault/random.h"
#include "vault/sealedbox.h"

#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kInfo = "aiops/v1/second-factor";
constexpr qsizetype kSeedSize = 32; ///< base32 of 20 bytes
constexpr int kRecoveryCodes = 10;

QByteArray aadOf(const QUuid &vault)
{
    return "AIO2" + vault.toRfc4122();
}

QByteArray numberOf(qint64 value)
{
    QByteArray out(8, '\0');
    for (int i = 0; i < 8; ++i)
        out[7 - i] = char(value >> (8 * i) & 0xff);
    return out;
}

qint64 toNumber(QByteArrayView bytes)
{
    quint64 value = 0;
    for (const char c : bytes)
        value = value << 8 | uchar(c);
    return qint64(value);
}

QByteArray hashOf(const QString &code)
{
    QString plain = code.toLower();
    plain.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return sha256(plain.toLatin1());
}

QString makeCode()
{
    const QString letters = QString::fromLatin1(toBase32(randomBytes(10))).toLower().first(12);
    return letters.first(4) + u'-' + letters.sliced(4, 4) + u'-' + letters.sliced(8);
}

} // namespace

QByteArray SecondFactor::seal(const QUuid &vault, const Secret &vaultKey) const
{
    Secret plain = Secret::zeroed(kSeedSize + 8 + 32 * recovery.size());
    std::memcpy(plain.data(), seed.reveal().data(), size_t(kSeedSize));
    std::memcpy(plain.data() + kSeedSize, numberOf(lastStep).constData(), 8);
    for (qsizetype i = 0; i < recovery.size(); ++i)
        std::memcpy(plain.data() + kSeedSize + 8 + 32 * i, recovery[i].constData(), 32);
    const SealedBox box = vault::seal(vaultKey, kInfo, aadOf(vault), plain);
    return box.salt + box.commitment + box.ciphertext;
}

Result<SecondFactor> SecondFactor::open(const QByteArray &bytes, const QUuid &vault, const Secret &vaultKey)
{
    if (bytes.size() < 48 + 64)
        return std::unexpected(integrityError(u"second factor: size"_s));
    const SealedBox box{.salt = bytes.first(32), .commitment = bytes.sliced(32, 16), .ciphertext = bytes.sliced(48)};
    const std::optional<Secret> plain = unseal(vaultKey, kInfo, aadOf(vault), box);
    if (!plain || plain->size() < kSeedSize + 8 || (plain->size() - kSeedSize - 8) % 32 != 0)
        return std::unexpected(integrityError(u"second factor"_s));
    const QByteArrayView view = plain->reveal();
    SecondFactor out{.seed = Secret::copyOf(view.first(kSeedSize)), .recovery = {}, .lastStep = toNumber(view.sliced(kSeedSize, 8))};
    for (qsizetype at = kSeedSize + 8; at < view.size(); at += 32)
        out.recovery.append(view.sliced(at, 32).toByteArray());
    return out;
}

bool SecondFactor::take(const QString &code, const QDateTime &now)
{
    QString digits = code;
    digits.removeIf([](QChar c) { return c.isSpace(); });
    const Result<TotpSeed> totp = totpSeed(seed, {});
    if (const auto step = totp ? matchTotp(*totp, digits, now) : std::nullopt; step && *step > lastStep) {
        lastStep = *step;
        return true;
    }
    return recovery.removeOne(hashOf(code));
}

NewSecondFactor makeSecondFactor()
{
    NewSecondFactor made{.factor = {.seed = Secret(toBase32(randomBytes(20))), .recovery = {}, .lastStep = 0}, .recoveryCodes = {}, .address = {}};
    for (int i = 0; i < kRecoveryCodes; ++i) {
        made.recoveryCodes.append(makeCode());
        made.factor.recovery.append(hashOf(made.recoveryCodes.last()));
    }
    made.address = u"otpauth://totp/AIOps%20Command%20Center?secret="_s + QString::fromLatin1(made.factor.seed.reveal())
                   + u"&issuer=AIOps%20Command%20Center"_s;
    return made;
}

} // namespace aiops::vault
