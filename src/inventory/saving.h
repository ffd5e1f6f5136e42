#pragma once

#include "core/error.h"
#include "core/text.h"
#include "storage/command.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;

/// Inserts with what only a new row gets, or changes the row.
template <typename Id>
Result<Id> write(storage::Command &command, const QString &table, Id id, Result<QVariantMap> fields, QVariantMap whenNew)
{
    if (!fields)
        return std::unexpected(fields.error());
    command.describe(id.toString(), fields->value(u"name"_s).toString());
    if (!id.isNull())
        return command.set(table, id.uuid(), *fields).transform([id] { return id; });
    id = Id::create();
    whenNew.insert(u"created_at"_s, toRfc3339(command.now()));
    fields->insert(whenNew);
    command.describe(id.toString(), fields->value(u"name"_s).toString());
    return command.insert(table, id.uuid(), *fields).transform([id] { return id; });
}

} // namespace aiops::inventory
