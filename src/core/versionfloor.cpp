#include "core/versionfloor.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace aiops {

Status requireVersion(const QString &library, const QString &have, const QString &least)
{
    if (QVersionNumber::fromString(have) >= QVersionNumber::fromString(least))
        return {};
    return std::unexpected(Error{
        Errc::Failed, QCoreApplication::translate("aiops", "%1 %2 is too old; %3 or newer is needed.").arg(library, have, least), {},
        QCoreApplication::translate("aiops", "Update the packages of this computer, then start again.")});
}

} // namespace aiops
