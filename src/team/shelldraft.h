#pragma once

#include "team/shellsplit.h"

namespace aiops::team {

/// A word while it is read: what was quoted counts as plain text.
struct Draft
{
    QString text;
    QList<bool> quoted; ///< for each character
    bool isDynamic = false;
    bool isQuoted = false;
    bool isStarted = false;

    void add(QChar c, bool isPlain);
    void add(QStringView all, bool isPlain);
    ShellWord toWord() const;
};

/// {a,b} as bash does it, and no more than a few of them than mostExpansions. Ranges like {1..9} make the word dynamic.
QList<Draft> expandedBraces(const Draft &word);
constexpr int mostExpansions = 64;

/// What stands between $' and ': \n, \x41, \101.
QString ansiDecoded(QStringView text);

} // namespace aiops::team
