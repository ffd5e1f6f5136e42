#include "shots/request.h"

#include <QRegularExpression>

#include <algorithm>

namespace aiops::shots {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refused(const QString &text)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text});
}

bool isScenario(const QString &name)
{
    return std::ranges::any_of(scenarios(), [&name](const Scenario &one) { return one.name == name; });
}

bool applySuffix(const QString &suffix, Request &request)
{
    static const QRegularExpression size(u"^([1-9]\\d{2,3})x([1-9]\\d{2,3})$"_s), factor(u"^([1-9](?:\\.\\d+)?)x$"_s);
    if (const auto found = size.match(suffix); found.hasMatch())
        request.size = {found.captured(1).toInt(), found.captured(2).toInt()};
    else if (const auto scaled = factor.match(suffix); scaled.hasMatch())
        request.scale = scaled.captured(1).toDouble();
    else
        return false;
    return true;
}

} // namespace

Result<Request> parseRequest(const QString &word)
{
    QStringList parts = word.split(u'@');
    Request request{.word = word, .scenario = parts.takeFirst(), .size = {}};
    if (!isScenario(request.scenario))
        return refused(u"No scenario is named %1."_s.arg(request.scenario));
    for (const QString &suffix : std::as_const(parts)) {
        if (!applySuffix(suffix, request))
            return refused(u"%1: after @ comes a size as 1100x700 or a factor as 2x."_s.arg(word));
    }
    return request;
}

QStringList allRequests()
{
    QStringList words;
    for (const Scenario &scenario : scenarios())
        words.append(scenario.name);
    return words << u"my-space@1100x700"_s << u"my-space@3840x2160"_s << u"my-space@2x"_s;
}

} // namespace aiops::shots
