#pragma once

#include <QString>

namespace aiops::terminal {

/// Pasted text as a keyboard would send it: lines end in CR, and neither ESC nor other controls but Tab are left, so
/// that it can neither run a sequence nor end a bracketed paste early (security.md 5.4).
QString pasteText(const QString &text);

/// More than one line: the person is asked, because each line may run.
bool pasteNeedsQuestion(const QString &text);

} // namespace aiops::terminal
