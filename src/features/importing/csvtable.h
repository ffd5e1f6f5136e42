#pragma once

#include "core/error.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace aiops::importing {

struct CsvRow
{
    int line = 0; ///< where it starts
    QStringList cells;
    QString problem = {}; ///< why it cannot be used
};

struct CsvTable
{
    QChar delimiter;
    QStringList header;
    QList<CsvRow> rows; ///< without blank ones
};

/// RFC 4180, and what spreadsheets write: , ; or tab (found in the header unless given), CR, LF or CRLF, quoted cells over
/// several lines. A quote that is never closed ends with its line, so that one broken row does not swallow the others.
/// At most 250,000 rows, 500 columns, 128 KiB a cell. Errors Invalid: no header.
Result<CsvTable> readCsv(const QString &text, QChar delimiter = {});

/// A cell as it stands in a file: quoted when needed, and with an apostrophe in front of what a spreadsheet would take for a formula.
QString csvCell(const QString &value, QChar delimiter = u',');
/// Takes that apostrophe off again.
QString plainCell(const QString &cell);

} // namespace aiops::importing
