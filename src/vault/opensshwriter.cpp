#include "vault/opensshwriter.h"

#include "vault/bcryptpbkdf.h"
#include "vault/random.h"
#include "vault/sshwire.h"

#include <QtEndian>

#include <openssl/bn.h>
#include <openssl/core_names.h>

#include <cstring>

namespace aiops::vault {

namespace {

constexpr qsizetype kLargest = 32 * 1024; ///< more than RSA 16384 needs
constexpr quint32 kRounds = 16;
constexpr int kLineLength = 70;

/// RFC 4251 §5 into memory that is wiped.
class SecretWriter final
{
public:
    void number(quint32 value)
    {
        const quint32 big = qToBigEndian(value);
        raw(QByteArrayView(reinterpret_cast<const char *>(&big), sizeof big));
    }
    void string(QByteArrayView value)
    {
        number(quint32(value.size()));
        raw(value);
    }
    void mpint(EVP_PKEY *key, const char *name)
    {
        BIGNUM *value = nullptr;
        EVP_PKEY_get_bn_param(key, name, &value);
        Secret bytes = Secret::zeroed(value ? BN_num_bytes(value) + 1 : 1); // a zero in front keeps it positive
        if (value)
            BN_bn2bin(value, reinterpret_cast<uchar *>(bytes.data()) + 1);
        BN_clear_free(value);
        const bool needsZero = bytes.size() > 1 && (uchar(bytes.data()[1]) & 0x80);
        string(needsZero ? bytes.reveal() : bytes.reveal().sliced(1));
    }
    void raw(QByteArrayView value)
    {
        Q_ASSERT(m_size + value.size() <= kLargest);
        if (!value.isEmpty())
            std::memcpy(m_data.data() + m_size, value.data(), size_t(value.size()));
        m_size += value.size();
    }
    qsizetype size() const { return m_size; }
    Secret take()
    {
        m_data.truncate(m_size);
        return std::move(m_data);
    }

private:
    Secret m_data = Secret::zeroed(kLargest);
    qsizetype m_size = 0;
};

void writeEd25519(SecretWriter &out, EVP_PKEY *key)
{
    Secret both = Secret::zeroed(64); // seed and public key
    size_t size = 32;
    EVP_PKEY_get_raw_private_key(key, reinterpret_cast<uchar *>(both.data()), &size);
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(both.data()) + 32, &(size = 32));
    out.string(both.reveal().last(32));
    out.string(both.reveal());
}

void writeRsa(SecretWriter &out, EVP_PKEY *key)
{
    for (const char *name : {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
                             OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2})
        out.mpint(key, name);
}

void writeEcdsa(SecretWriter &out, EVP_PKEY *key, const QByteArray &publicBlob)
{
    WireReader reader(publicBlob);
    reader.string(); // the type
    out.string(reader.string());
    out.string(reader.string());
    out.mpint(key, OSSL_PKEY_PARAM_PRIV_KEY);
}

Secret privatePart(EVP_PKEY *key, const QByteArray &publicBlob, const QByteArray &comment, qsizetype blockSize)
{
    SecretWriter out;
    const QByteArray check = randomBytes(4);
    out.raw(check);
    out.raw(check);
    const QByteArrayView type = WireReader(publicBlob).string();
    out.string(type);
    if (type == "ssh-ed25519")
        writeEd25519(out, key);
    else if (type == "ssh-rsa")
        writeRsa(out, key);
    else
        writeEcdsa(out, key, publicBlob);
    out.string(comment);
    for (char pad = 1; out.size() % blockSize != 0; ++pad)
        out.raw(QByteArrayView(&pad, 1));
    return out.take();
}

Secret encrypted(const Secret &part, const Secret &keyAndIv)
{
    Secret out = Secret::zeroed(part.size());
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    const auto *bytes = reinterpret_cast<const uchar *>(keyAndIv.reveal().data());
    int length = 0;
    if (EVP_EncryptInit_ex2(context, EVP_aes_256_ctr(), bytes, bytes + 32, nullptr) != 1
        || EVP_EncryptUpdate(context, reinterpret_cast<uchar *>(out.data()), &length, reinterpret_cast<const uchar *>(part.reveal().data()),
                             int(part.size()))
               != 1)
        qFatal("AES-256-CTR is not available");
    EVP_CIPHER_CTX_free(context);
    return out;
}

Secret armored(const Secret &body)
{
    QByteArray base64 = QByteArray::fromRawData(body.reveal().data(), body.size()).toBase64();
    SecretWriter out;
    out.raw("-----BEGIN OPENSSH PRIVATE KEY-----\n");
    for (qsizetype at = 0; at < base64.size(); at += kLineLength) {
        out.raw(QByteArrayView(base64).sliced(at, qMin<qsizetype>(kLineLength, base64.size() - at)));
        out.raw("\n");
    }
    out.raw("-----END OPENSSH PRIVATE KEY-----\n");
    wipe(base64);
    return out.take();
}

} // namespace

Secret writeOpensshKey(EVP_PKEY *key, const QByteArray &publicBlob, const QByteArray &comment, const Secret *passphrase)
{
    SecretWriter file;
    file.raw(QByteArrayView("openssh-key-v1\0", 15));
    Secret part = privatePart(key, publicBlob, comment, passphrase ? 16 : 8);
    QByteArray options;
    if (passphrase) {
        const QByteArray salt = randomBytes(16);
        SecretWriter kdf;
        kdf.string(salt);
        kdf.number(kRounds);
        options = kdf.take().reveal().toByteArray();
        part = encrypted(part, bcryptPbkdf(*passphrase, salt, kRounds, 32 + 16));
    }
    file.string(passphrase ? QByteArrayView("aes256-ctr") : QByteArrayView("none"));
    file.string(passphrase ? QByteArrayView("bcrypt") : QByteArrayView("none"));
    file.string(options);
    file.number(1);
    file.string(publicBlob);
    file.string(part.reveal());
    return armored(file.take());
}

} // namespace aiops::vault
