#pragma once

#include "features/exec/execution.h"

namespace aiops::exec {

QString stateWord(HostState state); ///< for people: "timed out"
/// "38 ok, 1 failed, 1 unreachable of 40"; what is zero is left out.
QString countsText(const Counts &counts);
/// Shape and colour of a state, as widgets::paintStatusGlyph() knows them.
QString stateGlyph(HostState state);

} // namespace aiops::exec
