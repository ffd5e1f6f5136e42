/// A security key in software: the middleware that OpenSSH's programs load (its sk-api, version 10; PROTOCOL.u2f), as
/// with ssh-keygen -w, ssh-add -S and SSH_SK_PROVIDER. The key handle is the private key itself. With the file name
/// AIOPS_TOKEN_TOUCH in the environment a signature waits until that file is there, as for a finger.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>

#include <unistd.h>

namespace {

constexpr uint32_t kVersion = 0x000a0000;
constexpr uint32_t kEcdsa = 0, kEd25519 = 1;
constexpr int kFailed = -1, kUnsupported = -2;
constexpr int kMostChecks = 1500; ///< for the touch, 20 ms apart

struct EnrollResponse
{
    uint8_t flags;
    uint8_t *publicKey;
    size_t publicKeySize;
    uint8_t *handle;
    size_t handleSize;
    uint8_t *signature;
    size_t signatureSize;
    uint8_t *attestation;
    size_t attestationSize;
    uint8_t *authData;
    size_t authDataSize;
};

struct SignResponse
{
    uint8_t flags;
    uint32_t counter;
    uint8_t *r;
    size_t rSize;
    uint8_t *s;
    size_t sSize;
};

template <auto Free>
struct Freed
{
    template <typename T>
    void operator()(T *thing) const { Free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

/// The program that loaded this frees it.
uint8_t *handed(size_t size)
{
    return static_cast<uint8_t *>(std::calloc(1, size));
}

bool publicHalf(EVP_PKEY *key, uint32_t algorithm, EnrollResponse &to)
{
    to.publicKeySize = algorithm == kEd25519 ? 32 : 65;
    to.publicKey = handed(to.publicKeySize);
    if (algorithm == kEd25519)
        return EVP_PKEY_get_raw_public_key(key, to.publicKey, &to.publicKeySize) == 1;
    return EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, to.publicKey, to.publicKeySize, &to.publicKeySize) == 1;
}

bool privateHalf(EVP_PKEY *key, EnrollResponse &to)
{
    const int size = i2d_PrivateKey(key, nullptr);
    if (size <= 0)
        return false;
    to.handleSize = size_t(size);
    to.handle = handed(to.handleSize);
    uint8_t *at = to.handle;
    return i2d_PrivateKey(key, &at) == size;
}

bool waitForTouch()
{
    const char *file = std::getenv("AIOPS_TOKEN_TOUCH");
    const timespec pause{0, 20'000'000};
    for (int i = 0; file && i < kMostChecks && ::access(file, F_OK) != 0; ++i)
        ::nanosleep(&pause, nullptr);
    return !file || ::access(file, F_OK) == 0;
}

/// What a security key signs: SHA-256 of the application, flags, counter, SHA-256 of the data.
struct Signed
{
    uint8_t bytes[32 + 1 + 4 + 32];
    Signed(const char *application, uint8_t flags, uint32_t counter, const uint8_t *data, size_t size)
    {
        SHA256(reinterpret_cast<const uint8_t *>(application), std::strlen(application), bytes);
        bytes[32] = flags;
        for (int i = 0; i < 4; ++i)
            bytes[33 + i] = uint8_t(counter >> (24 - 8 * i));
        SHA256(data, size, bytes + 37);
    }
};

bool giveNumber(const BIGNUM *number, uint8_t *&to, size_t &size)
{
    size = size_t(BN_num_bytes(number));
    to = handed(size);
    return to && BN_bn2bin(number, to) == int(size);
}

bool sign(EVP_PKEY *key, uint32_t algorithm, const Signed &message, SignResponse &to)
{
    const Digest digest(EVP_MD_CTX_new());
    uint8_t signature[128];
    size_t size = sizeof signature;
    if (EVP_DigestSignInit(digest.get(), nullptr, algorithm == kEd25519 ? nullptr : EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(digest.get(), signature, &size, message.bytes, sizeof message.bytes) != 1)
        return false;
    if (algorithm == kEd25519) {
        to.r = handed(size);
        to.rSize = size;
        std::memcpy(to.r, signature, size);
        return true;
    }
    const uint8_t *at = signature;
    const EcdsaSignature both(d2i_ECDSA_SIG(nullptr, &at, long(size)));
    return both && giveNumber(ECDSA_SIG_get0_r(both.get()), to.r, to.rSize) && giveNumber(ECDSA_SIG_get0_s(both.get()), to.s, to.sSize);
}

} // namespace

extern "C" {

uint32_t sk_api_version()
{
    return kVersion;
}

int sk_enroll(uint32_t algorithm, const uint8_t *, size_t, const char *, uint8_t flags, const char *, void **, EnrollResponse **answer)
{
    if (algorithm != kEcdsa && algorithm != kEd25519)
        return kUnsupported;
    const Key key(algorithm == kEd25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519") : EVP_EC_gen("P-256"));
    auto *made = static_cast<EnrollResponse *>(std::calloc(1, sizeof(EnrollResponse)));
    if (!key || !made || !publicHalf(key.get(), algorithm, *made) || !privateHalf(key.get(), *made))
        return kFailed;
    made->flags = flags;
    made->signatureSize = 1; // of the maker of the device: there is none, but something must be there
    made->signature = handed(made->signatureSize);
    *answer = made;
    return 0;
}

int sk_sign(uint32_t algorithm, const uint8_t *data, size_t size, const char *application, const uint8_t *handle, size_t handleSize,
            uint8_t flags, const char *, void **, SignResponse **answer)
{
    const uint8_t *at = handle;
    const Key key(d2i_AutoPrivateKey(nullptr, &at, long(handleSize)));
    auto *made = static_cast<SignResponse *>(std::calloc(1, sizeof(SignResponse)));
    if (!key || !made || !waitForTouch())
        return kFailed;
    made->flags = flags;
    made->counter = uint32_t(std::time(nullptr));
    if (!sign(key.get(), algorithm, Signed(application, made->flags, made->counter, data, size), *made))
        return kFailed;
    *answer = made;
    return 0;
}

/// It keeps nothing.
int sk_load_resident_keys(const char *, void **, void ***keys, size_t *count)
{
    *keys = nullptr;
    *count = 0;
    return 0;
}
}
