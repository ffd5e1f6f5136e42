#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "team/auditlog.h"

#include <atomic>
#include <functional>

namespace aiops::audit {

struct ExportRequest
{
    enum Format { Csv, Json } format = Json;
    QString path;
    bool force = false;             ///< replaces a file that is there
    team::AuditFilter filter = {};  ///< `limit`, `before` and `after` do not matter
    std::shared_ptr<std::atomic<bool>> stop = {}; ///< set to true: it ends with Cancelled
};

struct ExportReport
{
    qint64 rows = 0;
    qint64 headSeq = 0;
    QString path;
    QString headPath; ///< the same file for JSON
};

/// Oldest first, mode 0600, complete or not there at all. JSON: {"rows": […], "head": {…}}; CSV: the head is FILE.head.json.
/// The permit (audit.export) ends with what came of it. `progress` is called from Qt's pool with the number of rows so far.
/// Errors: Cancelled, Conflict (there is a file), Invalid (the path), DiskFull, Failed.
Future<ExportReport> exportAudit(Permit permit, team::AuditLog &log, ExportRequest request, QDateTime now,
                                 std::function<void(qint64)> progress = {});

} // namespace aiops::audit
