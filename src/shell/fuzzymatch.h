#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace aiops::shell {

/// Where the letters of a query stand in a text, and how good that is: more is better.
struct FuzzyMatch
{
    int score = 0;
    QList<qsizetype> at;
};

/// Every letter of `query` in order, not regarding case or spaces. Starts of words and runs count more.
std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text);
/// What of `text` a row shows that was found by more than its text: the words of the query that are in it.
FuzzyMatch wordMatch(const QString &query, const QString &text);

} // namespace aiops::shell
