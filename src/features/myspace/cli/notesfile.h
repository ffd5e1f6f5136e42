#pragma once

#include "cli/command.h"

namespace aiops::myspace {

/// The text of --notes-file, or --note when it is given; nothing when neither is. Relative to where the command was
/// started. Errors: NotFound, Invalid (not a file, not UTF-8, both given), TooLarge.
Result<std::optional<QString>> notesOf(const cli::Context &context);
cli::Parameter notesFileParameter();
/// The notes below what `show` printed; with --json they are in the object already.
void printNotes(const cli::Context &context, const QString &notes);

} // namespace aiops::myspace
