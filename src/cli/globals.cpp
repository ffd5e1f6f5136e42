#include "cli/parser.h"

#include <numeric>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

/// Levenshtein distance.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> previous(b.size() + 1);
    std::iota(previous.begin(), previous.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        QList<qsizetype> row{i + 1};
        for (qsizetype j = 0; j < b.size(); ++j)
            row.append(std::min({previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1)}));
        previous = row;
    }
    return previous.last();
}

} // namespace

const QList<Parameter> &globalOptions()
{
    static const QList<Parameter> options{
        {u"--home"_s, Parameter::Value, tr("the folder that holds everything, else $AIOPS_HOME"), false, {}, u"file"_s},
        {u"--org"_s, Parameter::Value, tr("the organization, else the current one"), false, {}, u"org"_s},
        {u"--json"_s, Parameter::Flag, tr("one JSON document instead of tables")},
        {u"--quiet"_s, Parameter::Flag, tr("no messages, only results and errors")},
        {u"--yes"_s, Parameter::Flag, tr("answer questions with yes")},
        {u"--no-input"_s, Parameter::Flag, tr("never ask: a missing input is an error that names it")},
    };
    return options;
}

QString nearest(const QString &word, const QStringList &candidates)
{
    if (word.size() > 60)
        return {};
    QString best;
    qsizetype least = std::max<qsizetype>(2, word.size() / 3) + 1;
    for (const QString &candidate : candidates) {
        const qsizetype far = distance(word, candidate);
        if (far < least && far < candidate.size()) {
            least = far;
            best = candidate;
        }
    }
    return best;
}

} // namespace aiops::cli
