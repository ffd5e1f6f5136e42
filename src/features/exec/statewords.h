#pragma once

#include "features/exec/execution.h"

namespace aiops::exec {

QString stateWord(HostState state); ///< for people: "timed out"
/// "38 ok, 1 failed, 1 unreachable of 40"; what is zero is left out.
QString countsText(const Counts &counts);
/// Shape and colour of a state, as widgets::paintStatusGlyph() knows them.
QString stateGlyph(HostState state);
/// The same for what became of a whole execution, see KeptExecution; a word that is not known counts as "interrupted".
QString outcomeWord(const QString &outcome);
QString outcomeGlyph(const QString &outcome);

} // namespace aiops::exec
