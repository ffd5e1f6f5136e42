#pragma once

#include "core/ids.h"

class QWidget;

namespace aiops::rotation {

class RotationSession;

/// The tab "Rotation plan" of the vault: the plan, and the keys on hosts. The session outlives it.
QWidget *makeRotationTab(RotationSession &session, QWidget *parent);

} // namespace aiops::rotation
