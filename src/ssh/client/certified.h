#pragma once

#include "core/credentialsource.h"
#include "core/usercertificate.h"

namespace aiops::ssh {

/// What a server is offered for the keys of a credential: the certificate of each first, where it is valid, then the key itself.
struct Offers
{
    std::vector<std::shared_ptr<Signer>> signers;
    QStringList notices; ///< that a certificate ends soon, or why it is not offered
    bool hasExpired = false; ///< one is not offered because its time is over
};
Offers offersOf(const std::vector<std::shared_ptr<Signer>> &keys, const QString &user, const QDateTime &now);

/// A security key, which signs only when it is touched.
bool isTouched(const Signer &signer);

} // namespace aiops::ssh
