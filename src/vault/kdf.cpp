#include "vault/kdf.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/thread.h>

#include <cstdlib>
#include <cstring>
#include <initializer_list>
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

namespace {

constexpr std::size_t kHashBlock = 64;
constexpr std::size_t kHash = 32;
using HashValue = std::array<uchar, kHash>;

const EVP_MD *sha256Method()
{
    static const EVP_MD *const method = EVP_MD_fetch(nullptr, "SHA256", nullptr); // a look-up for each record would cost more than its hashes
    if (!method)
        std::abort();
    return method;
}

/// HMAC-SHA256 (RFC 2104) with one key. EVP's own takes several times as long to set up as to run.
class Hmac final
{
public:
    Hmac(EVP_MD_CTX *context, QByteArrayView key) : m_context(context)
    {
        HashValue shortened{};
        if (key.size() > qsizetype(kHashBlock)) {
            hash({key}, shortened);
            key = QByteArrayView(reinterpret_cast<const char *>(shortened.data()), kHash);
        }
        std::ranges::fill(m_inner, char(0x36));
        std::ranges::fill(m_outer, char(0x5c));
        for (std::size_t i = 0; i < std::size_t(key.size()); ++i) {
            m_inner[i] = char(m_inner[i] ^ key[qsizetype(i)]);
            m_outer[i] = char(m_outer[i] ^ key[qsizetype(i)]);
        }
        OPENSSL_cleanse(shortened.data(), kHash);
    }
    ~Hmac()
    {
        OPENSSL_cleanse(m_inner.data(), kHashBlock);
        OPENSSL_cleanse(m_outer.data(), kHashBlock);
    }
    void run(std::initializer_list<QByteArrayView> parts, HashValue &out)
    {
        start(m_inner);
        for (const QByteArrayView part : parts)
            update(part);
        finish(out);
        start(m_outer);
        update(QByteArrayView(reinterpret_cast<const char *>(out.data()), kHash));
        finish(out);
    }

private:
    void hash(std::initializer_list<QByteArrayView> parts, HashValue &out)
    {
        check(EVP_DigestInit_ex2(m_context, sha256Method(), nullptr));
        for (const QByteArrayView part : parts)
            update(part);
        finish(out);
    }
    void start(const std::array<char, kHashBlock> &pad)
    {
        check(EVP_DigestInit_ex2(m_context, sha256Method(), nullptr));
        update(QByteArrayView(pad.data(), kHashBlock));
    }
    void update(QByteArrayView part) { check(EVP_DigestUpdate(m_context, part.data(), std::size_t(part.size()))); }
    void finish(HashValue &out) { check(EVP_DigestFinal_ex(m_context, out.data(), nullptr)); }
    static void check(int done)
    {
        if (done != 1)
            std::abort(); // no memory: an unset key must never be used
    }

    EVP_MD_CTX *m_context;
    std::array<char, kHashBlock> m_inner;
    std::array<char, kHashBlock> m_outer;
};

QByteArrayView viewOf(const HashValue &value)
{
    return {reinterpret_cast<const char *>(value.data()), kHash};
}

struct FreeDigest
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

} // namespace

Secret hkdf(QByteArrayView key, QByteArrayView salt, QByteArrayView info, qsizetype size)
{
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
    if (!context || size > 255 * qsizetype(kHash))
        std::abort();
    HashValue extracted, block;
    Hmac(context.get(), salt).run({key}, extracted);
    Hmac expand(context.get(), viewOf(extracted));
    Secret out = Secret::zeroed(size);
    for (qsizetype at = 0; at < size; at += qsizetype(kHash)) {
        const char number = char(1 + at / qsizetype(kHash));
        expand.run({at == 0 ? QByteArrayView() : viewOf(block), info, QByteArrayView(&number, 1)}, block);
        std::memcpy(out.data() + at, block.data(), std::size_t(std::min(size - at, qsizetype(kHash))));
    }
    OPENSSL_cleanse(extracted.data(), kHash);
    OPENSSL_cleanse(block.data(), kHash);
    return out;
}

} // namespace aiops::vault
