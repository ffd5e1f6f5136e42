#pragma once

#include "core/error.h"

#include <openssl/evp.h>

#include <memory>

namespace aiops::vault {

struct FreeKey
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using OpensslKey = std::unique_ptr<EVP_PKEY, FreeKey>;

/// One sentence of what is wrong with a key file, and what to do.
std::unexpected<Error> keyError(Errc code, const QString &text, const QString &hint = {});
std::unexpected<Error> damagedKey(const QString &detail);

} // namespace aiops::vault
