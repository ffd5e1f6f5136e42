#pragma once

#include "cli/command.h"
#include "features/exec/grouping.h"

#include <QElapsedTimer>

namespace aiops::exec {

/// Follows an execution at the command line: progress on stderr, at the end the groups on stdout; with --json one object a
/// line for each change. Ctrl+C stops the execution, again leaves at once. Deletes itself when done. Main thread.
class ExecReport final : public QObject
{
    Q_OBJECT

public:
    ExecReport(cli::Context context, std::shared_ptr<Execution> execution);
    Future<int> run(); ///< the exit code

private:
    void hostChanged(int position);
    void progress();
    void interrupted();
    void finish();
    void leave(int code);
    void printGroups();
    void printSummary();
    QJsonObject recordOf(int position) const;
    int exitCode() const;

    cli::Context m_context;
    std::shared_ptr<Execution> m_execution;
    QPromise<Result<int>> m_promise;
    QTimer m_soon;
    qsizetype m_shownLength = 0; ///< of the line of progress
    bool m_isInterrupted = false;
    bool m_isFinished = false;
};

/// "web-1, web-2, web-3 and 12 more"
QString namesText(const QStringList &names, int most);

} // namespace aiops::exec
