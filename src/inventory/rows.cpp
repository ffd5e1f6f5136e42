#include "inventory/rows.h"

#include "inventory/selecting.h"

#include <QCoreApplication>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

Error missing()
{
    return Error{Errc::NotFound, QCoreApplication::translate("inventory", "It does not exist.")};
}

QString likePattern(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

std::pair<QString, QString> idRange(const QString &selector)
{
    const QString prefix = selector.toLower();
    return prefix.size() < kShortestPrefix ? std::pair(u""_s, u""_s) : std::pair(prefix, prefix + u'~');
}

} // namespace aiops::inventory
