#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace aiops {

/// An OpenSSH user certificate (PROTOCOL.certkeys): a public key, and who may sign in with it for how long.
struct UserCertificate
{
    QByteArray blob;      ///< as a server is shown it
    QByteArray type;      ///< "ssh-ed25519-cert-v01@openssh.com"
    QByteArray publicKey; ///< the plain key inside, RFC 4253 §6.6
    quint64 serial = 0;
    QString keyId;
    QStringList principals; ///< user names; empty: any
    QDateTime validAfter;   ///< invalid: always
    QDateTime validBefore;  ///< invalid: for ever
    QString authority;      ///< "SHA256:…" of the key that signed it

    bool isExpired(const QDateTime &now) const { return validBefore.isValid() && now >= validBefore; }
    bool isEarly(const QDateTime &now) const { return validAfter.isValid() && now < validAfter; }
};

/// One line as ssh-keygen writes it: "type base64 [comment]". The signature is not checked: that is the server's business.
/// Error Invalid: not a certificate, one for hosts, damaged.
Result<UserCertificate> parseUserCertificate(const QByteArray &line);

/// "ssh-ed25519" for "ssh-ed25519-cert-v01@openssh.com"; other names as they are.
QByteArray plainKeyType(const QByteArray &type);

} // namespace aiops
