#include "vault/sshkey.h"

#include "vault/opensshkey.h"
#include "vault/opensshwriter.h"
#include "vault/pemkey.h"
#include "vault/sshwire.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/x509.h>

namespace aiops::vault {

using namespace Qt::StringLiterals;

struct SshKey::Handle
{
    OpensslKey key;
};

namespace {

constexpr qsizetype kLargestFile = 64 * 1024;
constexpr int kSmallestRsa = 2048;
constexpr int kLargestRsa = 16384; // as OpenSSL and ssh-keygen
constexpr int kLargestTested = 4096; ///< of what the parts are tested one by one: that takes seconds already for 8192

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

QByteArray numberParam(EVP_PKEY *key, const char *name, int width = 0)
{
    BIGNUM *number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        return {};
    QByteArray bytes(std::max(BN_num_bytes(number), width), '\0');
    BN_bn2binpad(number, reinterpret_cast<uchar *>(bytes.data()), int(bytes.size()));
    BN_free(number);
    return bytes;
}

struct Curve
{
    const char *openssl;
    const char *ssh;
    int width;
};

/// The parts of a hostile key may be longer than the key, and to work with them takes hours.
bool isSizedRight(EVP_PKEY *rsa)
{
    const int bits = EVP_PKEY_get_bits(rsa);
    for (const char *part : {OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2,
                             OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1}) {
        BIGNUM *number = nullptr;
        const bool fits = EVP_PKEY_get_bn_param(rsa, part, &number) != 1 || BN_num_bits(number) <= bits;
        BN_clear_free(number);
        if (!fits)
            return false;
    }
    return bits <= kLargestRsa;
}

const Curve *curveOf(EVP_PKEY *key)
{
    static constexpr Curve kCurves[] = {{"prime256v1", "nistp256", 32}, {"secp384r1", "nistp384", 48}, {"secp521r1", "nistp521", 66}};
    char name[64] = {};
    if (EVP_PKEY_get_group_name(key, name, sizeof name, nullptr) != 1)
        return nullptr;
    for (const Curve &curve : kCurves)
        if (qstrcmp(curve.openssl, name) == 0)
            return &curve;
    return nullptr;
}

QByteArray ed25519Blob(EVP_PKEY *key)
{
    QByteArray bytes(32, '\0');
    size_t size = 32;
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(bytes.data()), &size);
    return WireWriter().string("ssh-ed25519").string(bytes).data();
}

QByteArray rsaBlob(EVP_PKEY *key)
{
    return WireWriter().string("ssh-rsa").mpint(numberParam(key, OSSL_PKEY_PARAM_RSA_E)).mpint(numberParam(key, OSSL_PKEY_PARAM_RSA_N)).data();
}

QByteArray ecdsaBlob(EVP_PKEY *key, const Curve &curve)
{
    const QByteArray point = '\x04' + numberParam(key, OSSL_PKEY_PARAM_EC_PUB_X, curve.width)
                             + numberParam(key, OSSL_PKEY_PARAM_EC_PUB_Y, curve.width);
    return WireWriter().string(QByteArray("ecdsa-sha2-") + curve.ssh).string(curve.ssh).string(point).data();
}

Result<QByteArray> blobOf(EVP_PKEY *key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519:
        return ed25519Blob(key);
    case EVP_PKEY_RSA:
        if (EVP_PKEY_get_bits(key) < kSmallestRsa)
            return keyError(Errc::Invalid, tr("This RSA key has %1 bits; fewer than 2048 are no longer safe.").arg(EVP_PKEY_get_bits(key)),
                            tr("Make a new one: ssh-keygen -t ed25519"));
        if (!isSizedRight(key))
            return damagedKey(u"sizes"_s);
        return rsaBlob(key);
    case EVP_PKEY_EC:
        if (const Curve *curve = curveOf(key))
            return ecdsaBlob(key, *curve);
        return keyError(Errc::Invalid, tr("This ECDSA key is on a curve that SSH does not know."), tr("Make a new one: ssh-keygen -t ed25519"));
    case EVP_PKEY_DSA:
        return keyError(Errc::Invalid, tr("This is a DSA key. DSA is broken and no longer accepted by servers."),
                        tr("Make a new one: ssh-keygen -t ed25519"));
    default:
        return keyError(Errc::Invalid, tr("This kind of key is not for SSH."), tr("Make a new one: ssh-keygen -t ed25519"));
    }
}

bool verifiesItself(EVP_PKEY *key)
{
    constexpr uchar text[] = "any text";
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    QByteArray signature(EVP_PKEY_get_size(key), '\0');
    auto *const bytes = reinterpret_cast<uchar *>(signature.data());
    size_t size = size_t(signature.size());
    bool good = context && EVP_DigestSignInit_ex(context, nullptr, "SHA256", nullptr, nullptr, key, nullptr) == 1
                && EVP_DigestSign(context, bytes, &size, text, sizeof text) == 1;
    good = good && EVP_MD_CTX_reset(context) == 1 && EVP_DigestVerifyInit_ex(context, nullptr, "SHA256", nullptr, nullptr, key, nullptr) == 1
           && EVP_DigestVerify(context, bytes, size, text, sizeof text) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

bool consistent(EVP_PKEY *key)
{
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519)
        return true; // the public half was derived from the private one
    if (EVP_PKEY_get_bits(key) > kLargestTested)
        return verifiesItself(key);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, nullptr);
    const bool good = context && EVP_PKEY_pairwise_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return good;
}

Status refuseOther(QByteArrayView text)
{
    const qsizetype lineEnd = text.indexOf('\n');
    const QByteArrayView firstLine = lineEnd < 0 ? text : text.first(lineEnd);
    if (text.startsWith("PuTTY-User-Key-File-"))
        return keyError(Errc::Invalid, tr("This is a PuTTY key (.ppk)."),
                        tr("Convert it: puttygen KEY.ppk -O private-openssh -o KEY"));
    if (firstLine.contains("-cert-v01@openssh.com") || text.startsWith("-----BEGIN CERTIFICATE"))
        return keyError(Errc::Invalid, tr("This is a certificate, not a private key."), tr("Give the private key that belongs to it."));
    const bool line = firstLine.startsWith("ssh-") || firstLine.startsWith("ecdsa-sha2-") || firstLine.startsWith("sk-");
    if (line || text.startsWith("---- BEGIN SSH2 PUBLIC KEY") || (text.startsWith("-----BEGIN ") && firstLine.contains("PUBLIC KEY")))
        return keyError(Errc::Invalid, tr("This is a public key. The private one is needed."),
                        tr("It usually has the same name without .pub."));
    if (text.startsWith("-----BEGIN DSA PRIVATE KEY"))
        return keyError(Errc::Invalid, tr("This is a DSA key. DSA is broken and no longer accepted by servers."),
                        tr("Make a new one: ssh-keygen -t ed25519"));
    if (!text.startsWith("-----BEGIN ") || !firstLine.contains("PRIVATE KEY"))
        return keyError(Errc::Invalid, tr("This is not a private key file."),
                        tr("Choose a file such as ~/.ssh/id_ed25519; it starts with -----BEGIN."));
    if (!text.contains("-----END ") || text.count("PRIVATE KEY-----") < 2)
        return keyError(Errc::Invalid, tr("The key file is cut off: its end is missing."), tr("Copy the whole file again."));
    return {};
}

/// Null for anything but PKCS#8 of an Ed25519 key (RFC 8410). OpenSSL's general reader takes half a millisecond, which is much for
/// each of hundreds of connections.
OpensslKey ed25519Of(const Secret &der)
{
    constexpr QByteArrayView before("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
    const QByteArrayView bytes = der.reveal();
    if (bytes.size() != before.size() + 32 || !bytes.startsWith(before))
        return {};
    return OpensslKey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const uchar *>(bytes.sliced(before.size()).data()), 32));
}

} // namespace

std::unexpected<Error> keyError(Errc code, const QString &text, const QString &hint)
{
    return std::unexpected(Error{.code = code, .text = text, .detail = {}, .hint = hint});
}

std::unexpected<Error> damagedKey(const QString &detail)
{
    return std::unexpected(Error{.code = Errc::Invalid,
                                 .text = tr("The key file is damaged: it cannot be read."),
                                 .detail = detail,
                                 .hint = tr("Check it with: ssh-keygen -y -f KEYFILE")});
}

Result<SshKey> SshKey::wrap(std::shared_ptr<Handle> handle)
{
    Result<QByteArray> blob = blobOf(handle->key.get());
    if (!blob)
        return std::unexpected(blob.error());
    if (!consistent(handle->key.get()))
        return damagedKey(u"halves do not match"_s);
    SshKey key;
    key.m_type = QString::fromLatin1(WireReader(*blob).string());
    key.m_publicBlob = std::move(*blob);
    key.m_handle = std::move(handle);
    return key;
}

Result<SshKey> SshKey::fromFile(const Secret &file, const Secret *passphrase)
{
    if (file.size() > kLargestFile)
        return keyError(Errc::TooLarge, tr("The file is too large for a key (more than 64 KiB)."));
    QByteArrayView text = file.reveal();
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    text = text.trimmed();
    if (text.isEmpty())
        return keyError(Errc::Invalid, tr("The key file is empty."));
    if (const Status usable = refuseOther(text); !usable)
        return std::unexpected(usable.error());
    const bool openssh = text.startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
    Result<OpensslKey> key = openssh ? readOpensshKey(text, passphrase) : readPemKey(text, passphrase);
    ERR_clear_error();
    if (!key)
        return std::unexpected(key.error());
    return wrap(std::make_shared<Handle>(std::move(*key)));
}

Result<SshKey> SshKey::fromPkcs8(const Secret &der)
{
    OpensslKey key = ed25519Of(der);
    const auto *data = reinterpret_cast<const uchar *>(der.reveal().data());
    if (!key)
        key.reset(d2i_AutoPrivateKey(nullptr, &data, long(der.size())));
    ERR_clear_error();
    if (!key)
        return damagedKey(u"PKCS#8"_s);
    return wrap(std::make_shared<Handle>(std::move(key)));
}

SshKey SshKey::generate(Type type)
{
    auto handle = std::make_shared<Handle>();
    handle->key.reset(type == Type::Ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                            : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(4096)));
    if (!handle->key)
        qFatal("no random key can be made"); // as without random bytes: nothing may go on
    return *wrap(std::move(handle));
}

Secret SshKey::toPem() const
{
    return writePemKey(m_handle->key.get());
}

Secret SshKey::toFile(const QString &comment, const Secret *passphrase) const
{
    return writeOpensshKey(m_handle->key.get(), m_publicBlob, comment.toUtf8(), passphrase);
}

Secret SshKey::toPkcs8() const
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(m_handle->key.get());
    uchar *der = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    PKCS8_PRIV_KEY_INFO_free(info);
    Secret out = size > 0 ? Secret::copyOf(QByteArrayView(der, size)) : Secret{};
    OPENSSL_clear_free(der, size > 0 ? size_t(size) : 0);
    return out;
}

QString SshKey::fingerprint() const
{
    const QByteArray hash = QCryptographicHash::hash(m_publicBlob, QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

QString SshKey::authorizedLine(const QString &comment) const
{
    const QString line = m_type + u' ' + QString::fromLatin1(m_publicBlob.toBase64());
    const QString tail = comment.simplified();
    return tail.isEmpty() ? line : line + u' ' + tail;
}

Result<QByteArray> SshKey::sign(const QByteArray &data, const QByteArray &algorithm) const
{
    EVP_PKEY *key = m_handle->key.get();
    const bool rsa = m_type == "ssh-rsa"_L1;
    const bool fits = rsa ? algorithm == "rsa-sha2-256" || algorithm == "rsa-sha2-512" : m_type == QLatin1StringView(algorithm);
    if (!fits)
        return keyError(Errc::Invalid, tr("This key does not sign with %1.").arg(QString::fromLatin1(algorithm.left(64))));
    const char *digest = algorithm == "ssh-ed25519"                                       ? nullptr
                         : algorithm == "rsa-sha2-256" || algorithm.endsWith("nistp256") ? "SHA256"
                         : algorithm.endsWith("nistp384")                                ? "SHA384"
                                                                                         : "SHA512";
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    QByteArray signature(EVP_PKEY_get_size(key), '\0');
    size_t size = size_t(signature.size());
    const bool done = context && EVP_DigestSignInit_ex(context, nullptr, digest, nullptr, nullptr, key, nullptr) == 1
                      && EVP_DigestSign(context, reinterpret_cast<uchar *>(signature.data()), &size,
                                        reinterpret_cast<const uchar *>(data.constData()), size_t(data.size()))
                             == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!done)
        return keyError(Errc::Failed, tr("The key could not sign."));
    signature.truncate(qsizetype(size));
    if (m_type.startsWith("ecdsa-"_L1)) {
        const auto *der = reinterpret_cast<const uchar *>(signature.constData());
        ECDSA_SIG *parts = d2i_ECDSA_SIG(nullptr, &der, long(size));
        const auto bytes = [](const BIGNUM *number) {
            QByteArray out(BN_num_bytes(number), '\0');
            BN_bn2bin(number, reinterpret_cast<uchar *>(out.data()));
            return out;
        };
        signature = WireWriter().mpint(bytes(ECDSA_SIG_get0_r(parts))).mpint(bytes(ECDSA_SIG_get0_s(parts))).data();
        ECDSA_SIG_free(parts);
    }
    return WireWriter().string(algorithm).string(signature).data();
}

} // namespace aiops::vault
