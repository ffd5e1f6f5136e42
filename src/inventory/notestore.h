#pragma once

#include "inventory/types.h"

#include <QSqlDatabase>

namespace aiops::inventory {

class NoteStore final
{
public:
    static Result<QList<NoteHit>> search(QSqlDatabase db, OrganizationId organization, const QString &text);
};

} // namespace aiops::inventory
