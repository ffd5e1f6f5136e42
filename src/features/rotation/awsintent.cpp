#include "features/rotation/awsintent.h"

#include "core/text.h"

#include <QJsonArray>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kClocksDiffer = 60; // seconds
constexpr qint64 kLongestCreation = 600;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

} // namespace

QJsonObject withIntent(QJsonObject plan, const QList<AwsKeyInfo> &keys, const QDateTime &now)
{
    QStringList ids;
    for (const AwsKeyInfo &key : keys)
        ids.append(key.id);
    plan.insert(u"keys_before"_s, QJsonArray::fromStringList(ids));
    plan.insert(u"intent_at"_s, toRfc3339(now));
    return plan;
}

Result<QString> orphanOf(const QJsonObject &plan, const QList<AwsKeyInfo> &keys)
{
    if (!plan.contains(u"keys_before"_s)) // the crash came before anything was asked of AWS
        return QString();
    const QJsonArray before = plan[u"keys_before"_s].toArray();
    QList<AwsKeyInfo> fresh = keys;
    fresh.removeIf([&before](const AwsKeyInfo &key) { return before.contains(key.id); });
    if (fresh.isEmpty())
        return QString();
    const QDateTime intent = QDateTime::fromString(plan[u"intent_at"_s].toString(), Qt::ISODateWithMs);
    const qint64 age = intent.secsTo(fresh.first().createdAt);
    const bool inTime = intent.isValid() && fresh.first().createdAt.isValid() && age >= -kClocksDiffer && age <= kLongestCreation;
    if (fresh.size() == 1 && inTime)
        return fresh.first().id;
    QStringList ids;
    for (const AwsKeyInfo &key : std::as_const(fresh))
        ids.append(shownPlain(key.id, 40));
    return std::unexpected(Error{Errc::Conflict, say("Since this rotation was interrupted, an access key was made at AWS that may be somebody else's: %1. Nothing was deleted.").arg(ids.join(u", "_s)), {},
                                 say("Find out who made it. When it is not needed, delete it at AWS; then go on with the rotation.")});
}

} // namespace aiops::rotation
