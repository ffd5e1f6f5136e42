#include "storage/fieldchanges.h"

#include <QJsonObject>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostFields = 30;
constexpr qsizetype kMostCharacters = 200;

QJsonValue shown(const QVariant &value)
{
    const QString text = value.toString();
    return text.size() > kMostCharacters ? QJsonValue(text.first(kMostCharacters) + u'…') : QJsonValue::fromVariant(value);
}

} // namespace

QJsonArray fieldChanges(const ChangeSet &changes)
{
    QJsonArray list;
    for (const RowChange &change : changes) {
        if (change.kind != RowChange::Set)
            continue;
        for (const auto &[field, after] : change.after.asKeyValueRange()) {
            const QVariant before = change.before.value(field);
            // As text: SQLite gives back 22 as a 64-bit number and NULL as an invalid value.
            const bool same = before.toString() == after.toString();
            if (same || after.typeId() == QMetaType::QByteArray || before.typeId() == QMetaType::QByteArray || list.size() == kMostFields)
                continue;
            list.append(QJsonObject{{u"table"_s, change.table}, {u"id"_s, change.id.toString(QUuid::WithoutBraces)}, {u"field"_s, field},
                                    {u"before"_s, shown(before)}, {u"after"_s, shown(after)}});
        }
    }
    return list;
}

} // namespace aiops::storage
