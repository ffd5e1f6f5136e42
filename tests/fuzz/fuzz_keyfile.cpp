#include "fuzz/fuzz.h"
#include "fuzz/seeds.h"
#include "vault/sshkey.h"

using aiops::Secret;
using aiops::vault::SshKey;

namespace {

constexpr QByteArrayView kBegin = "-----BEGIN OPENSSH PRIVATE KEY-----\n", kEnd = "\n-----END OPENSSH PRIVATE KEY-----\n";

/// What is inside of the base64, which changes at random would hardly reach.
QByteArray bodyOf(const QByteArray &file)
{
    const qsizetype begin = file.indexOf('\n'), end = file.indexOf("\n-----END");
    return begin < 0 || end < begin ? QByteArray() : QByteArray::fromBase64(file.sliced(begin, end - begin));
}

void again(const aiops::Result<SshKey> &key)
{
    // No passphrase: bcrypt would take all the time.
    if (key)
        (void)key->toFile(QStringLiteral("again"));
}

} // namespace

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = [] {
        const SshKey key = SshKey::generate(SshKey::Type::Ed25519);
        QList<QByteArray> all{key.toFile(QStringLiteral("me@here")).reveal().toByteArray(), key.toPem().reveal().toByteArray(),
                              QByteArray("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB me@here\n"), QByteArray("PuTTY-User-Key-File-3: ssh-ed25519\n")};
        all += filesBelow(QStringLiteral("fuzz/keyfile"), {QStringLiteral("*.key")});
        for (qsizetype i = 0, files = all.size(); i < files; ++i) {
            if (const QByteArray body = bodyOf(all[i]); !body.isEmpty())
                all += body;
        }
        return all;
    }();
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    again(SshKey::fromFile(Secret::copyOf(input)));
    again(SshKey::fromPkcs8(Secret::copyOf(input)));
    again(SshKey::fromFile(Secret(kBegin.toByteArray() + input.toByteArray().toBase64() + kEnd.toByteArray())));
}
