#pragma once

#include <QList>
#include <QString>
#include <QUuid>
#include <QVariantMap>

namespace aiops::storage {

/// What one command did to one row of a shared table, with what it takes to do the opposite.
struct RowChange
{
    enum Kind { Inserted, Set, Removed, Added, Taken } kind = Set; ///< Added and Taken: an element of a set
    QString table; ///< without "row_"
    QUuid id;      ///< the owner for Added and Taken
    QString element;
    QVariantMap before; ///< Set: the columns that changed; Removed: all of them
    QVariantMap after;  ///< Set only
};

/// In the order in which it happened.
using ChangeSet = QList<RowChange>;

} // namespace aiops::storage
