#include "inventory/rows.h"

#include <QCoreApplication>

namespace aiops::inventory {

Error missing()
{
    return Error{Errc::NotFound, QCoreApplication::translate("inventory", "It does not exist.")};
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

} // namespace aiops::inventory
