#pragma once

#include "widgets/statusdelegate.h"

namespace aiops::exec {

/// The state of a host or the effect of a rule: shape, and the word in its colour.
widgets::StatusDelegate *makeStateDelegate(int glyphRole, QObject *parent);

} // namespace aiops::exec
