#include "vault/bcryptpbkdf.h"

#include "vault/blowfish.h"

#include <QtEndian>

#include <openssl/sha.h>

#include <array>
#include <cstring>

namespace aiops::vault {
namespace {

constexpr qsizetype kHashSize = 32;

Secret sha512(QByteArrayView data)
{
    Secret out = Secret::zeroed(SHA512_DIGEST_LENGTH);
    SHA512(reinterpret_cast<const uchar *>(data.data()), size_t(data.size()), reinterpret_cast<uchar *>(out.data()));
    return out;
}

Secret bcryptHash(const Secret &passphrase, const Secret &salt)
{
    Blowfish cipher;
    cipher.expand(salt.reveal(), passphrase.reveal());
    for (int i = 0; i < 64; ++i) {
        cipher.expand(salt.reveal());
        cipher.expand(passphrase.reveal());
    }
    static constexpr char kText[] = "OxychromaticBlowfishSwatDynamite";
    std::array<uint32_t, 8> words;
    for (size_t i = 0; i < words.size(); ++i)
        words[i] = qFromBigEndian<uint32_t>(kText + 4 * i);
    for (int i = 0; i < 64; ++i)
        for (size_t pair = 0; pair < words.size(); pair += 2)
            cipher.encrypt(words[pair], words[pair + 1]);
    Secret out = Secret::zeroed(kHashSize);
    for (size_t i = 0; i < words.size(); ++i)
        qToLittleEndian(words[i], out.data() + 4 * i);
    wipe(words.data(), sizeof words);
    return out;
}

/// Output bytes number `block`, before they are spread over the key.
Secret outputBlock(const Secret &hashedPassphrase, QByteArrayView salt, quint32 block, quint32 rounds)
{
    char counter[4];
    qToBigEndian(block, counter);
    Secret next = bcryptHash(hashedPassphrase, sha512(salt.toByteArray().append(counter, 4)));
    Secret out = next.clone();
    for (quint32 round = 1; round < rounds; ++round) {
        next = bcryptHash(hashedPassphrase, sha512(next.reveal()));
        for (qsizetype i = 0; i < kHashSize; ++i)
            out.data()[i] = char(out.data()[i] ^ next.data()[i]);
    }
    return out;
}

} // namespace

Secret bcryptPbkdf(const Secret &passphrase, QByteArrayView salt, quint32 rounds, qsizetype size)
{
    const Secret hashed = sha512(passphrase.reveal());
    const qsizetype stride = (size + kHashSize - 1) / kHashSize;
    Secret key = Secret::zeroed(size);
    for (qsizetype block = 0; block < stride; ++block) {
        const Secret out = outputBlock(hashed, salt, quint32(block + 1), rounds);
        for (qsizetype i = 0; i * stride + block < size; ++i)
            key.data()[i * stride + block] = out.reveal()[i];
    }
    return key;
}

} // namespace aiops::vault
