#include "features/audit/auditjson.h"

#include "core/text.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;

QJsonObject toJson(const team::AuditRow &row)
{
    const AuditEntry &entry = row.entry;
    QJsonObject object{{u"seq"_s, row.seq}, {u"at"_s, toRfc3339(entry.at)}, {u"actor"_s, entry.actor}, {u"action"_s, entry.action},
                       {u"object_kind"_s, entry.objectKind}, {u"object_id"_s, entry.objectId}, {u"object_name"_s, entry.objectName},
                       {u"outcome"_s, entry.outcome}, {u"detail"_s, entry.detail}, {u"device"_s, row.device}, {u"device_seq"_s, row.devSeq},
                       {u"hash"_s, row.hash}, {u"signed"_s, row.isSigned}};
    if (row.detailRemoved)
        object.insert(u"detail_removed"_s, true);
    return object;
}

} // namespace aiops::audit
