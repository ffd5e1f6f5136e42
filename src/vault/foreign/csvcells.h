#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArrayView>
#include <QList>

namespace aiops::vault {

struct CsvLine
{
    int line = 0; ///< where it starts
    QList<QByteArrayView> cells;
    QString problem = {}; ///< why it cannot be used
};

struct CsvCells
{
    QList<QByteArrayView> header;
    QList<CsvLine> lines; ///< without blank ones
};

/// RFC 4180 with , ; or tab, CR, LF or CRLF. Quotes are taken away in place, so that no copy of a secret is made: the cells are
/// views into `text`, which must live longer. A quote that is never closed ends with its line. At most 50,000 lines, 200
/// columns. `backslash`: \" and \\ inside quotes, as KeePass 1 writes them. Errors: Invalid (no header), TooLarge.
Result<CsvCells> readCsvCells(Secret &text, bool backslash = false);

/// The first line in lower case, without reading more: to tell formats apart.
QByteArray csvHeader(const Secret &text);

} // namespace aiops::vault
