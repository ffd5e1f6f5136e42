#include "features/importing/hostrecord.h"

#include "core/text.h"

#include <QFileInfo>

namespace aiops::importing {

using namespace Qt::StringLiterals;

QString shownProblem(const Problem &problem)
{
    const QString file = QFileInfo(problem.file).fileName();
    const QString place = problem.line > 0 ? u"%1:%2"_s.arg(file).arg(problem.line) : file;
    return shownPlain(place.isEmpty() ? problem.text : place + u": "_s + problem.text, 400);
}

void addProblem(QList<Problem> &problems, Problem problem)
{
    if (problems.size() < kMostProblems)
        problems += std::move(problem);
    else if (problems.size() == kMostProblems)
        problems += Problem{problem.file, 0, Text::tr("there are more problems; they are not listed")};
}

} // namespace aiops::importing
