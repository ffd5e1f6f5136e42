#pragma once

#include "core/error.h"

#include <QCoreApplication>
#include <QList>

namespace aiops::inventory {

inline constexpr qsizetype kShortestPrefix = 4;
inline constexpr int kMostCandidates = 11; ///< one more than an error lists

/// Exactly one of the candidates, or NotFound, or Ambiguous with the candidates in the text.
template <typename T>
Result<T> onlyOne(const QList<T> &candidates, const QString &selector)
{
    if (candidates.size() == 1)
        return candidates.constFirst();
    if (candidates.isEmpty())
        return std::unexpected(Error{Errc::NotFound,
            QCoreApplication::translate("inventory", "Nothing is named “%1”.").arg(selector)});
    QStringList names;
    for (const T &candidate : candidates.first(std::min<qsizetype>(10, candidates.size())))
        names.append(QStringLiteral("%1 (%2)").arg(candidate.name, candidate.id.toString()));
    return std::unexpected(Error{Errc::Ambiguous,
        QCoreApplication::translate("inventory", "“%1” fits several: %2").arg(selector, names.join(QStringLiteral(", "))), {},
        QCoreApplication::translate("inventory", "Give the id, or more of it.")});
}

/// Selecting (cli.md): the whole id, then slug or name, then an id prefix of at least 4 characters.
template <typename T>
Result<T> select(const QList<T> &all, const QString &selector)
{
    QList<T> byName;
    QList<T> byPrefix;
    for (const T &one : all) {
        const QString id = one.id.toString();
        if (id == selector.toLower())
            return one;
        bool named = one.name == selector;
        if constexpr (requires { one.slug; })
            named = named || one.slug == selector;
        if (named)
            byName.append(one);
        else if (selector.size() >= kShortestPrefix && id.startsWith(selector, Qt::CaseInsensitive))
            byPrefix.append(one);
    }
    return onlyOne(byName.isEmpty() ? byPrefix : byName, selector);
}

} // namespace aiops::inventory
