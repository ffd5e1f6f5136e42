#include "vault/opensshcipher.h"

#include "vault/bcryptpbkdf.h"
#include "vault/opensslkey.h"
#include "vault/sshwire.h"

#include <QCoreApplication>

#include <openssl/evp.h>

#include <array>
#include <cstring>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kMostRounds = 1024;

struct Cipher
{
    const char *name;
    const char *openssl;
    qsizetype key, iv, tag;
};
constexpr std::array kCiphers{Cipher{"aes256-ctr", "AES-256-CTR", 32, 16, 0},
                              Cipher{"aes256-cbc", "AES-256-CBC", 32, 16, 0},
                              Cipher{"aes192-ctr", "AES-192-CTR", 24, 16, 0},
                              Cipher{"aes128-ctr", "AES-128-CTR", 16, 16, 0},
                              Cipher{"aes256-gcm@openssh.com", "AES-256-GCM", 32, 12, 16},
                              Cipher{"aes128-gcm@openssh.com", "AES-128-GCM", 16, 12, 16}};

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

const Cipher *findCipher(QByteArrayView name)
{
    const auto found = std::ranges::find_if(kCiphers, [name](const Cipher &c) { return name == QByteArrayView(c.name); });
    return found == kCiphers.end() ? nullptr : &*found;
}

bool decrypt(const Cipher &cipher, const Secret &key, const ProtectedPart &part, Secret &out)
{
    const auto *bytes = reinterpret_cast<const uchar *>(key.reveal().data());
    EVP_CIPHER *algorithm = EVP_CIPHER_fetch(nullptr, cipher.openssl, nullptr);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    QByteArray tag = part.tag.toByteArray();
    int length = 0;
    auto *target = reinterpret_cast<uchar *>(out.data());
    bool done = context && EVP_DecryptInit_ex2(context, algorithm, bytes, bytes + cipher.key, nullptr) == 1
                && EVP_CIPHER_CTX_set_padding(context, 0) == 1
                && (cipher.tag == 0 || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int(tag.size()), tag.data()) == 1)
                && EVP_DecryptUpdate(context, target, &length, reinterpret_cast<const uchar *>(part.data.data()),
                                     int(part.data.size()))
                       == 1
                && EVP_DecryptFinal_ex(context, target + length, &length) == 1;
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(algorithm);
    return done;
}

} // namespace

Result<Secret> decryptPart(const ProtectedPart &part, const Secret *passphrase)
{
    if (part.cipher == "none" && part.kdf == "none") {
        if (part.data.isEmpty() || part.data.size() % 8 != 0 || !part.tag.isEmpty())
            return damagedKey(u"length"_s);
        return Secret::copyOf(part.data);
    }
    const Cipher *cipher = findCipher(part.cipher);
    if (!cipher)
        return keyError(Errc::Invalid, tr("The key file is encrypted with a cipher that is not supported."),
                        tr("Protect it anew: ssh-keygen -p -Z aes256-ctr -f KEYFILE"));
    WireReader options(part.kdfOptions);
    const QByteArrayView salt = options.string();
    const quint32 rounds = options.number();
    if (part.kdf != "bcrypt" || !options.ok() || salt.isEmpty() || salt.size() > 64 || rounds == 0)
        return damagedKey(u"kdf"_s);
    if (rounds > kMostRounds)
        return keyError(Errc::Invalid, tr("The key file asks for an absurd number of key derivation rounds (%1).").arg(rounds),
                        tr("Protect it anew: ssh-keygen -p -a 100 -f KEYFILE"));
    if (part.data.size() < 16 || part.data.size() % 16 != 0 || part.tag.size() != cipher->tag)
        return damagedKey(u"length"_s);
    if (!passphrase || passphrase->isEmpty())
        return keyError(Errc::NoInput, tr("The key file is protected by a passphrase."), tr("Give the key's own passphrase too."));
    const Secret key = bcryptPbkdf(*passphrase, salt, rounds, cipher->key + cipher->iv);
    Secret out = Secret::zeroed(part.data.size());
    WireReader check(out.reveal());
    if (!decrypt(*cipher, key, part, out) || check.number() != check.number())
        return keyError(Errc::WrongPassphrase, tr("The passphrase of the key file is wrong."));
    return out;
}

} // namespace aiops::vault
