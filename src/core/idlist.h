#pragma once

#include "core/ids.h"

#include <QStringList>

namespace aiops {

/// "ID,ID": how pages hand several objects to each other.
template <typename Tag>
QString joinedIds(const QList<Id<Tag>> &ids)
{
    QStringList words;
    for (const Id<Tag> &id : ids)
        words.append(id.toString());
    return words.join(u',');
}

} // namespace aiops
