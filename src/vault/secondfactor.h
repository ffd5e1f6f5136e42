#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "vault/totp.h"

#include <QUuid>

namespace aiops::vault {

/// The one-time codes that the window asks for besides the passphrase, and ten recovery codes that work once each. Sealed with the
/// vault key, on this computer only: it guards the window, and adds nothing to the encryption (security.md 3.6).
struct SecondFactor
{
    Secret seed; ///< base32
    QList<QByteArray> recovery; ///< SHA-256 of those that are left
    qint64 lastStep = 0; ///< of the newest code that was taken: none works twice

    QByteArray seal(const QUuid &vault, const Secret &vaultKey) const;
    static Result<SecondFactor> open(const QByteArray &box, const QUuid &vault, const Secret &vaultKey); ///< Errors: Integrity.

    /// Takes a code of the moment or a recovery code; what was used does not work again. False: it is neither.
    bool take(const QString &code, const QDateTime &now);
};

/// What a person writes down when the second factor is set up.
struct NewSecondFactor
{
    SecondFactor factor;
    QStringList recoveryCodes; ///< "abcd-efgh-ijkm"
    QString address;           ///< otpauth://totp/…, for an authenticator
};
NewSecondFactor makeSecondFactor();

} // namespace aiops::vault
