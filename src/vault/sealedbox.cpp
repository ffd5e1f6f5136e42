#include "vault/sealedbox.h"

#include "vault/kdf.h"
#include "vault/random.h"

#include <QCoreApplication>
#include <QtEndian>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace aiops::vault {

namespace {

constexpr qsizetype kKeySize = 32;
constexpr qsizetype kCommitmentSize = 16;
constexpr qsizetype kTagSize = 16;
constexpr qsizetype kBlock = 256;
constexpr uchar kNonce[12] = {};

struct FreeCipher
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const EVP_CIPHER *cipher()
{
    static const EVP_CIPHER *const aes = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr); // looked up once, not for each record
    if (!aes)
        std::abort();
    return aes;
}

uchar *raw(char *data)
{
    return reinterpret_cast<uchar *>(data);
}
const uchar *raw(const char *data)
{
    return reinterpret_cast<const uchar *>(data);
}

/// Length, plaintext, zeros up to the next multiple of the block.
Secret padded(const Secret &plaintext)
{
    const qsizetype size = (plaintext.size() + 4 + kBlock - 1) / kBlock * kBlock;
    Secret out = Secret::zeroed(size);
    qToBigEndian(quint32(plaintext.size()), out.data());
    if (!plaintext.isEmpty())
        std::memcpy(out.data() + 4, plaintext.reveal().data(), size_t(plaintext.size()));
    return out;
}

std::optional<Secret> unpadded(const Secret &plaintext)
{
    if (plaintext.size() < kBlock || plaintext.size() % kBlock != 0)
        return {};
    const auto size = qsizetype(qFromBigEndian<quint32>(plaintext.reveal().data()));
    if (size > plaintext.size() - 4)
        return {};
    return Secret::copyOf(plaintext.reveal().sliced(4, size));
}

} // namespace

SealedBox seal(const Secret &key, QByteArrayView info, const QByteArray &aad, const Secret &plaintext)
{
    SealedBox box{.salt = randomBytes(32), .commitment = {}, .ciphertext = {}};
    const Secret derived = hkdf(key.reveal(), box.salt, info, kKeySize + kCommitmentSize);
    box.commitment = derived.reveal().sliced(kKeySize).toByteArray();
    const Secret input = padded(plaintext);
    box.ciphertext.resize(input.size() + kTagSize);
    const CipherContext context(EVP_CIPHER_CTX_new());
    uchar *out = raw(box.ciphertext.data());
    int length = 0;
    const bool done = context && EVP_EncryptInit_ex2(context.get(), cipher(), raw(derived.reveal().data()), kNonce, nullptr)
                      && EVP_EncryptUpdate(context.get(), nullptr, &length, raw(aad.constData()), int(aad.size()))
                      && EVP_EncryptUpdate(context.get(), out, &length, raw(input.reveal().data()), int(input.size()))
                      && EVP_EncryptFinal_ex(context.get(), out + length, &length)
                      && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, out + input.size());
    if (!done)
        std::abort(); // no memory; a box that is not sealed must never be stored
    return box;
}

std::optional<Secret> unseal(const Secret &key, QByteArrayView info, const QByteArray &aad, const SealedBox &box)
{
    if (box.salt.size() != 32 || box.commitment.size() != kCommitmentSize || box.ciphertext.size() < kTagSize + kBlock)
        return {};
    const Secret derived = hkdf(key.reveal(), box.salt, info, kKeySize + kCommitmentSize);
    if (CRYPTO_memcmp(derived.reveal().data() + kKeySize, box.commitment.constData(), kCommitmentSize) != 0)
        return {};
    const qsizetype size = box.ciphertext.size() - kTagSize;
    Secret out = Secret::zeroed(size);
    QByteArray tag = box.ciphertext.last(kTagSize);
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool done = context && EVP_DecryptInit_ex2(context.get(), cipher(), raw(derived.reveal().data()), kNonce, nullptr)
                      && EVP_DecryptUpdate(context.get(), nullptr, &length, raw(aad.constData()), int(aad.size()))
                      && EVP_DecryptUpdate(context.get(), raw(out.data()), &length, raw(box.ciphertext.constData()), int(size))
                      && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data())
                      && EVP_DecryptFinal_ex(context.get(), raw(out.data()) + length, &length) == 1;
    return done ? unpadded(out) : std::nullopt;
}

Error integrityError(const QString &detail)
{
    return Error{.code = Errc::Integrity,
                 .text = QCoreApplication::translate("aiops::vault", "Integrity failure: this part of the vault was changed or "
                                                                     "damaged outside the program. It was not used."),
                 .detail = detail,
                 .hint = QCoreApplication::translate("aiops::vault", "Restore the home folder from a backup, or save the "
                                                                     "credential again.")};
}

} // namespace aiops::vault
