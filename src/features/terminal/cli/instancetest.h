#pragma once

#include "cli/command.h"
#include "ssh/client/pool.h"

namespace aiops::terminal {

/// `aiops instance test NAME`: exit 0, or the code of what failed.
Future<int> runInstanceTest(cli::Context context);

/// One line of the test: state "ok", "failed" or "skipped"; ms is -1 when skipped.
struct TestStep
{
    QString name; ///< "reach", "port", "host_key", "sign_in"
    QString state;
    qint64 ms = -1;
    QString text;
};

/// Sums the stages of a connection up. `error` is what ended it, null when it stands.
QList<TestStep> testSteps(const ssh::ConnectionLog &log, ssh::Stage stoppedAt, const std::optional<Error> &error);

} // namespace aiops::terminal
