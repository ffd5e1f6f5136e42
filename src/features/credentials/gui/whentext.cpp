#include "features/credentials/gui/whentext.h"

#include <QCoreApplication>
#include <QLocale>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

} // namespace

QString whenText(const QDateTime &at, const QDateTime &now)
{
    if (!at.isValid())
        return tr("Never");
    const qint64 minutes = at.secsTo(now) / 60;
    if (minutes < 1)
        return tr("Just now");
    if (minutes < 60)
        return tr("%1 min ago").arg(minutes);
    if (minutes < 24 * 60)
        return tr("%1 h ago").arg(minutes / 60);
    if (at.toLocalTime().date().daysTo(now.toLocalTime().date()) == 1)
        return tr("Yesterday");
    return QLocale().toString(at.toLocalTime().date(), u"d MMM yyyy"_s);
}

QString exactText(const QDateTime &at)
{
    return at.isValid() ? QLocale().toString(at.toLocalTime(), u"d MMM yyyy, HH:mm"_s) : tr("Never");
}

} // namespace aiops::credentials
