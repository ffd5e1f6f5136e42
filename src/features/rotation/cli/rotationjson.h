#pragma once

#include "features/rotation/rotator.h"

#include <QJsonObject>

namespace aiops::rotation {

QJsonObject toJson(const vault::Rotation &rotation, const QString &credential, const inventory::Inventory &inventory);
QJsonObject toJson(const RotatePreview &preview);
/// 0 done, 8 where some hosts kept the old value, 1 where all did.
int exitCodeOf(const vault::Rotation &rotation);

} // namespace aiops::rotation
