#pragma once

#include "features/myspace/haystack.h"

#include <QCoreApplication>
#include <QList>

#include <expected>

namespace aiops::myspace {

/// Why a filter was not understood, in words for people, and where.
struct FilterProblem
{
    qsizetype position = 0; ///< of the first character, from 0
    QString text;           ///< "There is no key “colour”. …"
    QString sentence() const; ///< with the position, from 1
};

/// The filter language: bare words and key:value (name ip user tag region project role group provider env status),
/// "quotes" around what has spaces, AND (also between two terms without a word), OR, NOT or -, parentheses. Upper and
/// lower case are the same except in AND, OR and NOT. A value is found anywhere in the field; provider, env and status
/// from their beginning.
class FilterQuery final
{
    Q_DECLARE_TR_FUNCTIONS(aiops::myspace::FilterQuery)

public:
    static std::expected<FilterQuery, FilterProblem> parse(const QString &text);

    bool isEmpty() const { return m_root < 0; } ///< everything matches
    bool matches(const Haystack &hay) const { return m_root < 0 || matches(m_root, hay); }
    bool looksAt(FilterKey key) const; ///< whether a change of that field can change the answer

    static constexpr qsizetype longest = 4000;

private:
    friend class FilterParser;
    enum class Kind { Word, Field, And, Or, Not };
    struct Node
    {
        Kind kind;
        FilterKey key = FilterKey::Name;
        std::string value = {};
        int left = -1;
        int right = -1;
    };
    bool matches(int node, const Haystack &hay) const;

    QList<Node> m_nodes;
    int m_root = -1;
};

} // namespace aiops::myspace
