#pragma once

#include "team/shelldraft.h"

namespace aiops::team {

/// Reads a part of a word: a character, what stands in quotes, a variable, what another command prints. Moves `pos` behind
/// it. Used for one part.
class WordReader final
{
public:
    WordReader(const QString &text, qsizetype &pos, Draft &word) : m_text(text), m_pos(pos), m_word(word) {}

    void read();
    void substitution(qsizetype open); ///< from the "(" of $( or <( on
    const QStringList &inner() const { return m_inner; } ///< the other commands
    bool isUnclear() const { return m_isUnclear; }

private:
    QChar at(qsizetype i) const { return i < m_text.size() ? m_text.at(i) : QChar(); }
    void singleQuoted();
    void doubleQuoted();
    void dollar(bool inQuotes);
    void variable(bool inQuotes);
    void ansiQuoted();
    void backtick();
    qsizetype closingParenthesis(qsizetype open) const;
    qsizetype closingQuote(qsizetype open) const;

    const QString &m_text;
    qsizetype &m_pos;
    Draft &m_word;
    QStringList m_inner;
    bool m_isUnclear = false;
};

} // namespace aiops::team
