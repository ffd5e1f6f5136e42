#pragma once

#include <QRegularExpression>

namespace aiops {

/// A pattern of file names for Qt. A "[" without an end stands for itself, as in glob(3); Qt would make an expression of it
/// that is none, and match nothing.
inline QString closedWildcard(const QString &pattern)
{
    const QRegularExpression expression(QRegularExpression::wildcardToRegularExpression(pattern, QRegularExpression::NonPathWildcardConversion));
    return expression.isValid() ? pattern : QString(pattern).replace(u'[', QStringLiteral("[[]"));
}

} // namespace aiops
