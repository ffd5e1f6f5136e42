#include "vault/identity.h"

#include "vault/random.h"

#include <openssl/evp.h>
#include <openssl/hpke.h>

#include <cstdlib>
#include <memory>

namespace aiops::vault {
namespace {

struct Free
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    void operator()(OSSL_HPKE_CTX *context) const { OSSL_HPKE_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free>;
using Hpke = std::unique_ptr<OSSL_HPKE_CTX, Free>;

constexpr OSSL_HPKE_SUITE kSuite{OSSL_HPKE_KEM_ID_X25519, OSSL_HPKE_KDF_ID_HKDF_SHA256, OSSL_HPKE_AEAD_ID_AES_GCM_256};

uchar *raw(char *data)
{
    return reinterpret_cast<uchar *>(data);
}
const uchar *raw(const char *data)
{
    return reinterpret_cast<const uchar *>(data);
}

Key privateKey(int type, const Secret &bytes)
{
    return Key(EVP_PKEY_new_raw_private_key(type, nullptr, raw(bytes.reveal().data()), size_t(bytes.size())));
}

QByteArray publicHalf(EVP_PKEY *key)
{
    QByteArray out(32, '\0');
    size_t size = 32;
    if (!key || EVP_PKEY_get_raw_public_key(key, raw(out.data()), &size) != 1 || size != 32)
        return {};
    return out;
}

} // namespace

Identity Identity::generate()
{
    auto identity = fromPrivate(randomSecret(32), randomSecret(32));
    if (!identity)
        std::abort();
    return std::move(*identity);
}

std::optional<Identity> Identity::fromPrivate(Secret x25519, Secret ed25519)
{
    if (x25519.size() != 32 || ed25519.size() != 32)
        return {};
    const QByteArray exchange = publicHalf(privateKey(EVP_PKEY_X25519, x25519).get());
    const QByteArray signing = publicHalf(privateKey(EVP_PKEY_ED25519, ed25519).get());
    if (exchange.isEmpty() || signing.isEmpty())
        return {};
    return Identity{std::move(x25519), exchange, std::move(ed25519), signing};
}

Identity Identity::clone() const
{
    return {x25519Private.clone(), x25519Public, ed25519Private.clone(), ed25519Public};
}

Ed25519Key::Ed25519Key(const Secret &bytes) : m_key(privateKey(EVP_PKEY_ED25519, bytes)) {}

QByteArray Ed25519Key::sign(QByteArrayView message) const
{
    const Digest context(EVP_MD_CTX_new());
    QByteArray signature(64, '\0');
    size_t size = 64;
    if (!m_key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), raw(signature.data()), &size, raw(message.data()), size_t(message.size())) != 1)
        std::abort();
    return signature;
}

QByteArray signEd25519(const Secret &bytes, QByteArrayView message)
{
    return Ed25519Key(bytes).sign(message);
}

bool verifyEd25519(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature)
{
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(publicKey.constData()), size_t(publicKey.size())));
    const Digest context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
           && EVP_DigestVerify(context.get(), raw(signature.constData()), size_t(signature.size()), raw(message.data()),
                               size_t(message.size()))
                  == 1;
}

QByteArray sha256(QByteArrayView data)
{
    static const EVP_MD *const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    QByteArray out(32, Qt::Uninitialized);
    if (!method || EVP_Digest(data.data(), size_t(data.size()), raw(out.data()), nullptr, method, nullptr) != 1)
        std::abort();
    return out;
}

std::optional<HpkeBox> hpkeSeal(const QByteArray &x25519Public, const QByteArray &info, const Secret &plaintext)
{
    const Hpke context(OSSL_HPKE_CTX_new(OSSL_HPKE_MODE_BASE, kSuite, OSSL_HPKE_ROLE_SENDER, nullptr, nullptr));
    HpkeBox box{QByteArray(32, '\0'), QByteArray(plaintext.size() + 16, '\0')};
    size_t encapsulated = size_t(box.encapsulated.size()), ciphertext = size_t(box.ciphertext.size());
    if (!context
        || OSSL_HPKE_encap(context.get(), raw(box.encapsulated.data()), &encapsulated, raw(x25519Public.constData()),
                           size_t(x25519Public.size()), raw(info.constData()), size_t(info.size()))
               != 1
        || OSSL_HPKE_seal(context.get(), raw(box.ciphertext.data()), &ciphertext, nullptr, 0,
                          raw(plaintext.reveal().data()), size_t(plaintext.size()))
               != 1)
        return {};
    return box;
}

std::optional<Secret> hpkeOpen(const Secret &x25519Private, const QByteArray &info, const HpkeBox &box)
{
    if (box.ciphertext.size() <= 16)
        return {};
    const Key key = privateKey(EVP_PKEY_X25519, x25519Private);
    const Hpke context(OSSL_HPKE_CTX_new(OSSL_HPKE_MODE_BASE, kSuite, OSSL_HPKE_ROLE_RECEIVER, nullptr, nullptr));
    Secret out = Secret::zeroed(box.ciphertext.size());
    size_t size = size_t(out.size());
    if (!key || !context
        || OSSL_HPKE_decap(context.get(), raw(box.encapsulated.constData()), size_t(box.encapsulated.size()), key.get(),
                           raw(info.constData()), size_t(info.size()))
               != 1
        || OSSL_HPKE_open(context.get(), raw(out.data()), &size, nullptr, 0, raw(box.ciphertext.constData()),
                          size_t(box.ciphertext.size()))
               != 1)
        return {};
    out.truncate(qsizetype(size));
    return out;
}

} // namespace aiops::vault
