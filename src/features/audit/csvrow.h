#pragma once

#include "team/auditrows.h"

#include <QByteArray>

namespace aiops::audit {

QByteArray csvHeader();
/// One line (RFC 4180). Every cell is quoted; control characters become visible; a cell that a spreadsheet would take for
/// a formula gets an apostrophe in front.
QByteArray csvRow(const team::AuditRow &row);
QByteArray csvCell(const QString &text);

} // namespace aiops::audit
