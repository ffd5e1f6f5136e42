#pragma once

#include "core/future.h"
#include "core/secret.h"

#include <QProcessEnvironment>

#include <chrono>

namespace aiops::vault {

/// A program of the person's computer that is asked for something secret. Never a shell.
struct ProgramCall
{
    QString program; ///< a name on PATH or an absolute path
    QStringList arguments;
    std::shared_ptr<const Secret> input = {}; ///< written to its standard input, which is then closed
    QProcessEnvironment environment = {};     ///< all that it sees; see reducedEnvironment()
    qsizetype mostOutput = 64 * 1024;         ///< bytes
    std::chrono::milliseconds timeout{10'000};
};

/// What programs need to find their home, their agent and their display, and the variables named in `more` (a name that ends
/// with * is a prefix). Nothing else of the own environment.
QProcessEnvironment reducedEnvironment(const QStringList &more = {});

/// What the program wrote to its standard output; what it says on its standard error is thrown away unread. It runs in a
/// session of its own, and when it fails it is ended with everything that it started. Main thread; does not block. Errors: NotFound (no such program), TimedOut, TooLarge,
/// Failed (it ended with an error). No text has what the program printed.
Future<Secret> runProgram(ProgramCall call);

} // namespace aiops::vault
