#pragma once

#include "core/permit.h"

#include <QList>
#include <QStringList>

namespace aiops::audit {

/// "Instance added" for "instance.add"; the name itself for one that this version does not know.
QString actionWords(const QString &action);
/// "done" -> "Done".
QString outcomeWord(const QString &outcome);
/// The status shape (widgets::paintStatusGlyph) of an outcome.
QString outcomeGlyph(const QString &outcome);
/// The name of the object, or its id when it has none.
QString objectText(const AuditEntry &entry);

struct ActionGroup
{
    QString prefix; ///< "instance."
    QString words;  ///< "Instances"
};
QList<ActionGroup> actionGroups();

/// Names of the actions whose words hold `text`: "reveal" finds credential.reveal.
QStringList actionsWithWords(const QString &text);

/// Local time, "2026-11-21 09:14:03".
QString localTime(const QDateTime &at);
QString utcTime(const QDateTime &at);

} // namespace aiops::audit
