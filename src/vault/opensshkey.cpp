#include "vault/opensshkey.h"

#include "vault/opensshcipher.h"
#include "vault/sshwire.h"

#include <QCoreApplication>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kBegin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr QByteArrayView kEnd = "-----END OPENSSH PRIVATE KEY-----";

struct Free
{
    void operator()(BIGNUM *number) const { BN_clear_free(number); }
    void operator()(OSSL_PARAM_BLD *builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM *params) const { OSSL_PARAM_free(params); }
    void operator()(EVP_PKEY_CTX *context) const { EVP_PKEY_CTX_free(context); }
    void operator()(BN_CTX *context) const { BN_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Number number(QByteArrayView mpint)
{
    Number value(BN_secure_new());
    BN_bin2bn(reinterpret_cast<const uchar *>(mpint.data()), int(mpint.size()), value.get());
    return value;
}

OpensslKey build(const char *type, OSSL_PARAM_BLD *builder)
{
    const std::unique_ptr<OSSL_PARAM, Free> params(OSSL_PARAM_BLD_to_param(builder));
    const std::unique_ptr<EVP_PKEY_CTX, Free> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, params.get()) != 1)
        return {};
    return OpensslKey(key);
}

OpensslKey readEd25519(WireReader &reader)
{
    const QByteArrayView publicKey = reader.string(), both = reader.string();
    if (publicKey.size() != 32 || both.size() != 64 || both.last(32) != publicKey)
        return {};
    OpensslKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const uchar *>(both.data()), 32));
    QByteArray derived(32, '\0');
    size_t size = 32;
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<uchar *>(derived.data()), &size);
    return derived == publicKey ? std::move(key) : OpensslKey{};
}

OpensslKey readRsa(WireReader &reader)
{
    const Number n = number(reader.string()), e = number(reader.string()), d = number(reader.string());
    const Number iqmp = number(reader.string()), p = number(reader.string()), q = number(reader.string());
    for (const Number *part : {&e, &d, &iqmp, &p, &q})
        if (BN_num_bits(part->get()) > BN_num_bits(n.get()))
            return {};
    const std::unique_ptr<BN_CTX, Free> scratch(BN_CTX_secure_new());
    const Number dp(BN_secure_new()), dq(BN_secure_new()), one(BN_new());
    BN_one(one.get());
    const Number p1(BN_secure_new()), q1(BN_secure_new());
    if (!reader.ok() || BN_is_zero(p.get()) || BN_is_zero(q.get()) || BN_num_bits(n.get()) > 16384
        || !BN_sub(p1.get(), p.get(), one.get()) || !BN_sub(q1.get(), q.get(), one.get())
        || !BN_mod(dp.get(), d.get(), p1.get(), scratch.get()) || !BN_mod(dq.get(), d.get(), q1.get(), scratch.get()))
        return {};
    const Builder builder(OSSL_PARAM_BLD_new());
    const std::pair<const char *, const BIGNUM *> parts[] = {
        {OSSL_PKEY_PARAM_RSA_N, n.get()}, {OSSL_PKEY_PARAM_RSA_E, e.get()}, {OSSL_PKEY_PARAM_RSA_D, d.get()},
        {OSSL_PKEY_PARAM_RSA_FACTOR1, p.get()}, {OSSL_PKEY_PARAM_RSA_FACTOR2, q.get()},
        {OSSL_PKEY_PARAM_RSA_EXPONENT1, dp.get()}, {OSSL_PKEY_PARAM_RSA_EXPONENT2, dq.get()},
        {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, iqmp.get()}};
    for (const auto &[name, value] : parts)
        if (OSSL_PARAM_BLD_push_BN(builder.get(), name, value) != 1)
            return {};
    return build("RSA", builder.get());
}

OpensslKey readEcdsa(WireReader &reader, QByteArrayView type)
{
    const QByteArrayView curve = reader.string(), point = reader.string();
    const Number scalar = number(reader.string());
    const char *group = curve == "nistp256" ? "P-256" : curve == "nistp384" ? "P-384" : curve == "nistp521" ? "P-521" : nullptr;
    if (!reader.ok() || !group || !type.endsWith(curve))
        return {};
    const Builder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), size_t(point.size())) != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get()) != 1)
        return {};
    return build("EC", builder.get());
}

Status checkPadding(QByteArrayView padding)
{
    for (qsizetype i = 0; i < padding.size(); ++i)
        if (uchar(padding[i]) != i + 1)
            return damagedKey(u"padding"_s);
    return padding.size() < 256 ? Status{} : damagedKey(u"padding"_s);
}

Result<OpensslKey> readPrivatePart(const Secret &part)
{
    WireReader reader(part.reveal());
    if (reader.number() != reader.number() || !reader.ok())
        return damagedKey(u"check numbers"_s);
    const QByteArrayView type = reader.string();
    if (type == "ssh-dss")
        return keyError(Errc::Invalid, tr("This is a DSA key. DSA is broken and no longer accepted by servers."),
                        tr("Make a new one: ssh-keygen -t ed25519"));
    if (type.startsWith("sk-"))
        return keyError(Errc::Invalid, tr("This key lives in a security key (FIDO2); its file alone cannot sign."),
                        tr("Use it through an SSH agent."));
    OpensslKey key = type == "ssh-ed25519"          ? readEd25519(reader)
                     : type == "ssh-rsa"            ? readRsa(reader)
                     : type.startsWith("ecdsa-sha2-") ? readEcdsa(reader, type)
                                                    : OpensslKey{};
    reader.string(); // comment
    if (!key || !reader.ok())
        return damagedKey(u"private part"_s);
    if (const Status padding = checkPadding(reader.rest()); !padding)
        return std::unexpected(padding.error());
    return key;
}

} // namespace

Result<OpensslKey> readOpensshKey(QByteArrayView text, const Secret *passphrase)
{
    const qsizetype begin = text.indexOf(kBegin), end = text.indexOf(kEnd);
    if (begin < 0 || end < begin + kBegin.size()) // the dashes may be those of both
        return keyError(Errc::Invalid, tr("The key file is cut off: its end is missing."), tr("Copy the whole file again."));
    Secret body = Secret::zeroed(end - begin);
    qsizetype used = 0;
    for (const char c : text.sliced(begin + kBegin.size(), end - begin - kBegin.size()))
        if (!QByteArrayView(" \t\r\n").contains(c))
            body.data()[used++] = c;
    const QByteArray encoded = QByteArray::fromRawData(body.data(), used);
    auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return damagedKey(u"base64"_s);
    const Secret bytes(std::move(decoded.decoded));
    WireReader reader(bytes.reveal());
    if (reader.raw(15) != QByteArrayView("openssh-key-v1\0", 15))
        return damagedKey(u"magic"_s);
    ProtectedPart part{.cipher = reader.string(), .kdf = reader.string(), .kdfOptions = reader.string(), .data = {}, .tag = {}};
    const quint32 keys = reader.number();
    reader.string(); // the public key is derived from the private one
    part.data = reader.string();
    part.tag = reader.rest();
    if (!reader.ok() || keys != 1)
        return damagedKey(u"frame"_s);
    const Result<Secret> opened = decryptPart(part, passphrase);
    return opened ? readPrivatePart(*opened) : std::unexpected(opened.error());
}

} // namespace aiops::vault
