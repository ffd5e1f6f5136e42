#include "vault/pemkey.h"

#include <QCoreApplication>

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstring>
#include <limits>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMostRounds = 10'000'000;

struct Free
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509_SIG *sig) const { X509_SIG_free(sig); }
    void operator()(PBE2PARAM *param) const { PBE2PARAM_free(param); }
    void operator()(PBKDF2PARAM *param) const { PBKDF2PARAM_free(param); }
    void operator()(PBEPARAM *param) const { PBEPARAM_free(param); }
    void operator()(SCRYPT_PARAMS *param) const { SCRYPT_PARAMS_free(param); }
};
using Bio = std::unique_ptr<BIO, Free>;

struct Asked
{
    const Secret *passphrase;
    bool asked = false;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

int givePassphrase(char *buffer, int size, int, void *data)
{
    auto *state = static_cast<Asked *>(data);
    state->asked = true;
    if (!state->passphrase || state->passphrase->isEmpty() || state->passphrase->size() > size)
        return -1;
    std::memcpy(buffer, state->passphrase->reveal().data(), size_t(state->passphrase->size()));
    return int(state->passphrase->size());
}

template <typename T>
std::unique_ptr<T, Free> unpack(const ASN1_ITEM *item, const X509_ALGOR *algorithm)
{
    const void *value = nullptr;
    int type = 0;
    X509_ALGOR_get0(nullptr, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE)
        return {};
    return std::unique_ptr<T, Free>(static_cast<T *>(ASN1_item_unpack(static_cast<const ASN1_STRING *>(value), item)));
}

double valueOf(const ASN1_INTEGER *number)
{
    uint64_t value = 0;
    return ASN1_INTEGER_get_uint64(&value, number) == 1 ? double(value) : std::numeric_limits<double>::max();
}

/// One of PBKDF2 takes about as long as one step of scrypt.
double roundsOf(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    if (OBJ_obj2nid(name) != NID_pbes2) { // PKCS #5 v1 and PKCS #12
        const auto old = unpack<PBEPARAM>(ASN1_ITEM_rptr(PBEPARAM), algorithm);
        return old ? valueOf(old->iter) : 0;
    }
    const auto scheme = unpack<PBE2PARAM>(ASN1_ITEM_rptr(PBE2PARAM), algorithm);
    if (!scheme)
        return 0;
    X509_ALGOR_get0(&name, nullptr, nullptr, scheme->keyfunc);
    if (OBJ_obj2nid(name) == NID_id_scrypt) {
        const auto scrypt = unpack<SCRYPT_PARAMS>(ASN1_ITEM_rptr(SCRYPT_PARAMS), scheme->keyfunc);
        return scrypt ? valueOf(scrypt->costParameter) * valueOf(scrypt->blockSize) * valueOf(scrypt->parallelizationParameter) : 0;
    }
    const auto kdf = unpack<PBKDF2PARAM>(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc);
    return kdf ? valueOf(kdf->iter) : 0;
}

/// What the key derivation of an encrypted PKCS #8 file asks for; 0 when it is protected in another way.
double rounds(QByteArrayView text)
{
    const Bio bio(BIO_new_mem_buf(text.data(), int(text.size())));
    const std::unique_ptr<X509_SIG, Free> sig(PEM_read_bio_PKCS8(bio.get(), nullptr, nullptr, nullptr));
    if (!sig)
        return 0;
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(sig.get(), &algorithm, nullptr);
    return roundsOf(algorithm);
}

} // namespace

Result<OpensslKey> readPemKey(QByteArrayView text, const Secret *passphrase)
{
    if (rounds(text) > kMostRounds) {
        ERR_clear_error();
        return keyError(Errc::Invalid, tr("The key file asks for an absurd number of key derivation rounds."),
                        tr("Protect it anew: ssh-keygen -p -f KEYFILE"));
    }
    Asked state{.passphrase = passphrase};
    const Bio bio(BIO_new_mem_buf(text.data(), int(text.size())));
    OpensslKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, &state));
    ERR_clear_error();
    if (key)
        return key;
    if (!state.asked)
        return damagedKey(u"PEM"_s);
    if (!passphrase || passphrase->isEmpty())
        return keyError(Errc::NoInput, tr("The key file is protected by a passphrase."), tr("Give the key's own passphrase too."));
    return keyError(Errc::WrongPassphrase, tr("The passphrase of the key file is wrong."));
}

Secret writePemKey(EVP_PKEY *key)
{
    const Bio out(BIO_new(BIO_s_secmem()));
    PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    char *text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return size > 0 ? Secret::copyOf(QByteArrayView(text, size)) : Secret();
}

} // namespace aiops::vault
