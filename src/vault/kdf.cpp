#include "vault/kdf.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/thread.h>

#include <cstdlib>
#include <memory>
#include <mutex>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

struct FreeContext
{
    void operator()(EVP_KDF_CTX *context) const { EVP_KDF_CTX_free(context); }
};
using KdfContext = std::unique_ptr<EVP_KDF_CTX, FreeContext>;

KdfContext kdfContext(const char *name)
{
    EVP_KDF *kdf = EVP_KDF_fetch(nullptr, name, nullptr);
    KdfContext context(EVP_KDF_CTX_new(kdf));
    EVP_KDF_free(kdf);
    return context;
}

OSSL_PARAM octets(const char *key, QByteArrayView value)
{
    return OSSL_PARAM_construct_octet_string(key, const_cast<char *>(value.data()), size_t(value.size()));
}

bool derive(const Secret &passphrase, const QByteArray &salt, const KdfCost &cost, uint32_t threads, Secret &out)
{
    uint32_t memory = uint32_t(cost.memoryKiB), passes = uint32_t(cost.passes), lanes = uint32_t(cost.lanes);
    const OSSL_PARAM params[] = {octets(OSSL_KDF_PARAM_PASSWORD, passphrase.reveal()),
                                 octets(OSSL_KDF_PARAM_SALT, salt),
                                 OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ITER, &passes),
                                 OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_THREADS, &threads),
                                 OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_LANES, &lanes),
                                 OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_ARGON2_MEMCOST, &memory),
                                 OSSL_PARAM_construct_end()};
    const KdfContext context = kdfContext("ARGON2ID");
    return context && EVP_KDF_derive(context.get(), reinterpret_cast<uchar *>(out.data()), size_t(out.size()), params) == 1;
}

bool threadsAvailable()
{
    static std::once_flag once;
    static bool available = false;
    std::call_once(once, [] { available = OSSL_set_max_threads(nullptr, 8) == 1; });
    return available;
}

} // namespace

Status checkCost(const KdfCost &cost, const KdfCost *lastSeen)
{
    const bool inRange = cost.memoryKiB >= 65536 && cost.memoryKiB <= 1048576 && cost.passes >= 3 && cost.passes <= 10
                         && cost.lanes >= 1 && cost.lanes <= 8;
    const bool lowered = lastSeen && (cost.memoryKiB < lastSeen->memoryKiB || cost.passes < lastSeen->passes);
    if (inRange && !lowered)
        return {};
    return std::unexpected(Error{
        .code = Errc::Integrity,
        .text = QCoreApplication::translate("aiops::vault", "Integrity failure: the vault's key derivation was changed to "
                                                            "values that this program does not accept."),
        .detail = u"argon2id m=%1 KiB t=%2 p=%3"_s.arg(cost.memoryKiB).arg(cost.passes).arg(cost.lanes),
        .hint = QCoreApplication::translate("aiops::vault", "Restore the home folder from a backup.")});
}

KdfCost notBelow(const KdfCost &cost, const KdfCost &seen)
{
    return seen.memoryKiB >= cost.memoryKiB && seen.passes >= cost.passes ? seen : cost;
}

KdfCost calibrated(const KdfCost &cost)
{
    if (cost != KdfCost())
        return cost;
    QElapsedTimer timer;
    timer.start();
    if (!argon2id(Secret::copyOf("calibration"), QByteArray(16, 'c'), cost))
        return cost;
    KdfCost raised = cost;
    raised.passes = std::clamp<quint64>(700 * cost.passes / quint64(std::max<qint64>(1, timer.elapsed())), cost.passes, 10);
    return raised;
}

Result<Secret> argon2id(const Secret &passphrase, const QByteArray &salt, const KdfCost &cost)
{
    if (const Status accepted = checkCost(cost); !accepted)
        return std::unexpected(accepted.error());
    Secret out = Secret::zeroed(32);
    // OpenSSL refuses more than one thread until a limit was set; one thread gives the same bytes, only later.
    if (threadsAvailable() && cost.lanes > 1 && derive(passphrase, salt, cost, uint32_t(cost.lanes), out))
        return out;
    if (derive(passphrase, salt, cost, 1, out))
        return out;
    return std::unexpected(Error{.code = Errc::Failed,
                                 .text = QCoreApplication::translate("aiops::vault", "There is not enough free memory to "
                                                                                     "check the passphrase (%1 MiB).")
                                             .arg(cost.memoryKiB / 1024),
                                 .hint = QCoreApplication::translate("aiops::vault", "Close a program and try again.")});
}

Secret hkdf(QByteArrayView key, QByteArrayView salt, QByteArrayView info, qsizetype size)
{
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                                 octets(OSSL_KDF_PARAM_KEY, key), octets(OSSL_KDF_PARAM_SALT, salt),
                                 octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
    Secret out = Secret::zeroed(size);
    const KdfContext context = kdfContext("HKDF");
    if (!context || EVP_KDF_derive(context.get(), reinterpret_cast<uchar *>(out.data()), size_t(size), params) != 1)
        std::abort(); // only for impossible parameters or no memory: an unset key must never be used
    return out;
}

} // namespace aiops::vault
