#pragma once

#include "team/audithead.h"
#include "team/auditrows.h"

#include <QSqlDatabase>

#include <functional>
#include <optional>

namespace aiops::team {

struct VerifyOptions
{
    bool allSignatures = false;              ///< also those that were checked before
    std::optional<AuditHead> against = {};   ///< a head that was kept elsewhere; its signature is checked too
};

class AuditVerifyStore final
{
public:
    using Stopped = std::function<bool()>;
    /// One read transaction: what is written meanwhile does not disturb. Any thread. Errors: Cancelled, Integrity and
    /// Invalid (the signature of options.against).
    static Result<VerifyReport> verify(QSqlDatabase db, const DeviceKey *key, const VerifyOptions &options, const Stopped &stopped);

    /// How far signatures were checked, signed itself: who can write the file cannot move it. Writer thread.
    static Status noteVerified(QSqlDatabase &db, DeviceKey &key, const VerifyReport &report);
};

} // namespace aiops::team
