#include "fuzz/fuzz.h"
#include "vault/sshkey.h"

using aiops::Secret;
using aiops::vault::SshKey;

QList<QByteArray> fuzzSeeds()
{
    static const QList<QByteArray> seeds = [] {
        const SshKey key = SshKey::generate(SshKey::Type::Ed25519);
        return QList{key.toFile(QStringLiteral("me@here")).reveal().toByteArray(), key.toPem().reveal().toByteArray(),
                     QByteArray("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB me@here\n"), QByteArray("PuTTY-User-Key-File-3: ssh-ed25519\n")};
    }();
    return seeds;
}

void fuzzOne(QByteArrayView input)
{
    // No passphrase: bcrypt would take all the time.
    const auto key = SshKey::fromFile(Secret::copyOf(input));
    if (key)
        (void)key->toFile(QStringLiteral("again"));
}
