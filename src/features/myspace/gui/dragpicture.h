#pragma once

#include "core/ids.h"

class QWidget;

namespace aiops::myspace {

/// Starts dragging instances: a small picture says how many they are, and which ids go along.
void dragInstances(const QList<InstanceId> &ids, Qt::DropActions actions, QWidget *from);

} // namespace aiops::myspace
