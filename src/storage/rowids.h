#pragma once

#include <QStringList>
#include <QUuid>

/// How ids stand in the rows of the shared tables.
namespace aiops::storage {

inline QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

/// One id for one element of one owner, so that two devices that add the same element add the same row.
inline QString elementId(const QUuid &owner, const QString &element)
{
    return idText(QUuid::createUuidV5(owner, element));
}

/// Of a set, beside the id; sorted.
inline QStringList elementColumns()
{
    static const QStringList columns{QStringLiteral("element"), QStringLiteral("owner")};
    return columns;
}

} // namespace aiops::storage
