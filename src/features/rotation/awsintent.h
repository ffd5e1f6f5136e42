#pragma once

#include "features/rotation/awsclient.h"

#include <QJsonObject>

namespace aiops::rotation {

/// The plan with what is stored before a key is created: which keys there are, and when. A crash may come between the
/// creation and our knowledge of it.
QJsonObject withIntent(QJsonObject plan, const QList<AwsKeyInfo> &keys, const QDateTime &now);

/// The id of the key that we made just before a crash; empty: none was made. A key is ours only when it is the one that is
/// new since the intent and was made within ten minutes of it. Error Conflict: keys are new and it is not certain whose.
Result<QString> orphanOf(const QJsonObject &plan, const QList<AwsKeyInfo> &keys);

} // namespace aiops::rotation
