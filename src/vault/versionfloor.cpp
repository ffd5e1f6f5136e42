#include "vault/versionfloor.h"

#include "core/versionfloor.h"

#include <openssl/crypto.h>

namespace aiops::vault {

using namespace Qt::StringLiterals;

Status checkVersion()
{
    const QString have = u"%1.%2.%3"_s.arg(OPENSSL_version_major()).arg(OPENSSL_version_minor()).arg(OPENSSL_version_patch());
    return requireVersion(u"OpenSSL"_s, have, u"3.2"_s);
}

} // namespace aiops::vault
