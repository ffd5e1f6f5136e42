#include "ssh/versionfloor.h"

#include "core/versionfloor.h"

#include <libssh2.h>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

Status checkVersion()
{
    return requireVersion(u"libssh2"_s, QString::fromLatin1(libssh2_version(0)), u"1.11.1"_s);
}

} // namespace aiops::ssh
