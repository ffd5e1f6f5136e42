#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QDateTime>
#include <QMap>

namespace aiops::vault {

/// Time-based one-time codes (RFC 6238).
struct TotpSeed
{
    Secret key; ///< raw bytes
    int digits = 6;
    int period = 30; ///< seconds
    QByteArray algorithm = "SHA1"; ///< SHA1, SHA256, SHA512
};

struct TotpCode
{
    QString code;
    int secondsLeft = 0;
};

/// A base32 secret with or without spaces and padding, or an otpauth://totp/ address, whose parameters fill `fields`
/// (issuer, digits, period, algorithm). Gives the secret as base32. Error Invalid.
Result<Secret> normalizedTotp(const Secret &text, QMap<QString, QString> &fields);
/// `base32` and `fields` as normalizedTotp() leaves them. Error Invalid.
Result<TotpSeed> totpSeed(const Secret &base32, const QMap<QString, QString> &fields);
TotpCode totpAt(const TotpSeed &seed, const QDateTime &at);
/// The steps before and after count as well: clocks differ. Gives the step, for refusing a code twice.
std::optional<qint64> matchTotp(const TotpSeed &seed, QStringView code, const QDateTime &at);
/// otpauth://totp/…, as an authenticator reads it from a QR code. `base32` and `fields` as normalizedTotp() leaves them.
Secret otpauthAddress(const QString &account, const Secret &base32, const QMap<QString, QString> &fields);
QByteArray toBase32(QByteArrayView bytes); ///< RFC 4648, without padding

} // namespace aiops::vault
