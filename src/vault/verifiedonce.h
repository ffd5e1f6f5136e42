#pragma once

#include <QByteArray>

namespace aiops::vault {

/// As verifyEd25519(), but what this process verified before is not computed again: key, message and signature are the same
/// to the last bit, known by their SHA-256. Any thread.
bool verifiedOnce(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);
/// This process made the signature itself.
void noteVerified(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);
void forgetVerified(); ///< for tests and measurements

} // namespace aiops::vault
