#pragma once

#include "features/rotation/rotator.h"

#include <QJsonObject>

namespace aiops::rotation {

QJsonObject toJson(const vault::Rotation &rotation, const QString &credential, const inventory::Inventory &inventory);
QJsonObject toJson(const RotatePreview &preview);
QStringList stepsOf(const QString &method); ///< in words, of "ssh" or "password-command"
/// 0 done, 8 where some hosts kept the old value, 1 where all did.
int exitCodeOf(const vault::Rotation &rotation);

} // namespace aiops::rotation
