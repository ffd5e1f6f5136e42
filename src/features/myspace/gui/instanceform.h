#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace aiops::myspace {

/// What was typed, before it is anything else.
struct InstanceInput
{
    QString name;
    QString address;
    QString port; ///< empty: inherited
    QString user;
    QString tags; ///< separated by commas
};

/// Object name of the edit -> what is wrong with it. Empty: it can be saved. The inventory checks again.
QHash<QString, QString> problemsOf(const InstanceInput &input);
QStringList splitTags(const QString &text);

} // namespace aiops::myspace
