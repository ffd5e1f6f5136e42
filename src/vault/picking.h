#pragma once

#include <QList>
#include <QString>

namespace aiops::vault {

/// What fits a selector (cli.md): the one with this id or name, else all whose id begins so (at least four characters).
template <typename T>
QList<T> fitting(const QList<T> &all, const QString &selector)
{
    QList<T> prefixed;
    for (const T &one : all) {
        const QString id = one.id.toString();
        if (id == selector || one.name.compare(selector, Qt::CaseInsensitive) == 0)
            return {one};
        if (selector.size() >= 4 && id.startsWith(selector, Qt::CaseInsensitive))
            prefixed.append(one);
    }
    return prefixed;
}

} // namespace aiops::vault
