#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>

namespace aiops::ssh {

/// One line of an ssh_config(5) file, taken apart.
struct ConfigLine
{
    QByteArray keyword;          ///< lower case; empty for a blank line or a comment
    QList<QByteArray> arguments; ///< without their quotes
};

/// "Keyword value", "Keyword=value", quotes of both kinds, '#' where a word would start. Errors Invalid: a quote that is
/// not closed, a keyword without a value, NUL bytes, not UTF-8.
Result<ConfigLine> splitConfigLine(QByteArrayView line);

} // namespace aiops::ssh
