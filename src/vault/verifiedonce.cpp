#include "vault/verifiedonce.h"

#include "vault/canonical.h"
#include "vault/identity.h"

#include <QMutex>
#include <QSet>

namespace aiops::vault {

namespace {

constexpr qsizetype kMost = 200'000; ///< 10 MB: more records than that are verified again

struct Verified
{
    QMutex mutex;
    QSet<QByteArray> hashes;
};

Verified &verified()
{
    static Verified &one = *new Verified; // pool threads may still ask when statics go
    return one;
}

QByteArray hashOf(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    return sha256(CanonicalWriter().bytes(publicKey).bytes(message).bytes(signature).data());
}

void keep(const QByteArray &hash)
{
    const QMutexLocker guard(&verified().mutex);
    if (verified().hashes.size() >= kMost)
        verified().hashes.clear();
    verified().hashes.insert(hash);
}

} // namespace

bool verifiedOnce(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    const QByteArray hash = hashOf(publicKey, message, signature);
    {
        const QMutexLocker guard(&verified().mutex);
        if (verified().hashes.contains(hash))
            return true;
    }
    if (!verifyEd25519(publicKey, message, signature))
        return false;
    keep(hash);
    return true;
}

void noteVerified(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    keep(hashOf(publicKey, message, signature));
}

void forgetVerified()
{
    const QMutexLocker guard(&verified().mutex);
    verified().hashes.clear();
}

} // namespace aiops::vault
