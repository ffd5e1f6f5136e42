#include "vault/random.h"

#include <openssl/rand.h>

#include <cstdlib>

namespace aiops::vault {
namespace {

void fill(char *data, qsizetype size)
{
    if (RAND_priv_bytes(reinterpret_cast<uchar *>(data), int(size)) != 1)
        std::abort();
}

} // namespace

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    fill(bytes.data(), size);
    return bytes;
}

Secret randomSecret(qsizetype size)
{
    Secret secret = Secret::zeroed(size);
    fill(secret.data(), size);
    return secret;
}

} // namespace aiops::vault
