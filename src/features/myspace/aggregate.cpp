#include "features/myspace/aggregate.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::myspace {

namespace {

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("aiops::myspace", text, nullptr, n);
}

bool counts(double percent)
{
    return std::isfinite(percent) && percent >= 0 && percent <= 100;
}

Share shareOf(const QList<Member> &members, std::size_t line)
{
    Share share{.total = int(members.size()), .average = {}, .maximum = {}};
    double sum = 0, most = 0;
    for (const Member &member : members) {
        const double value = member.percent[line];
        if (!counts(value))
            continue;
        ++share.reporting;
        sum += value;
        most = std::max(most, value);
    }
    if (share.reporting > 0) {
        share.average = sum / share.reporting;
        share.maximum = most;
    }
    return share;
}

} // namespace

Aggregate aggregate(const QList<Member> &members)
{
    Aggregate all{.total = int(members.size()), .shares = {}};
    for (const Member &member : members) {
        const bool reports = std::ranges::any_of(member.percent, counts);
        all.reporting += reports ? 1 : 0;
        // Who reports is there, whatever the probe has seen last.
        const Member::Reach reach = reports ? Member::Up : member.reach;
        ++(reach == Member::Up ? all.up : reach == Member::Down ? all.down : all.unknown);
    }
    for (std::size_t line = 0; line < all.shares.size(); ++line)
        all.shares[line] = shareOf(members, line);
    return all;
}

QList<float> averageOf(const QList<QList<float>> &series)
{
    qsizetype longest = 0;
    for (const QList<float> &each : series)
        longest = std::max(longest, each.size());
    QList<float> average(longest, std::numeric_limits<float>::quiet_NaN());
    for (qsizetype slot = 0; slot < longest; ++slot) {
        double sum = 0;
        int reporting = 0;
        for (const QList<float> &each : series) {
            const qsizetype at = slot - (longest - each.size());
            if (at < 0 || !counts(each[at]))
                continue;
            sum += each[at];
            ++reporting;
        }
        if (reporting > 0)
            average[slot] = float(sum / reporting);
    }
    return average;
}

std::optional<double> changeOf(const QList<float> &series)
{
    const auto known = [](float value) { return std::isfinite(value); };
    const auto first = std::ranges::find_if(series, known);
    const auto last = std::find_if(series.crbegin(), series.crend(), known);
    if (first == series.end() || last.base() - 1 == first)
        return {};
    return double(*last) - double(*first);
}

QString percentOf(const std::optional<double> &value)
{
    return value ? say("%1%").arg(std::lround(*value)) : say("No data");
}

QString overText(int reporting, int total)
{
    return say("over %1 of %2 reporting").arg(reporting).arg(total);
}

QString changeText(const std::optional<double> &points)
{
    if (!points)
        return {};
    const long rounded = std::lround(*points);
    const QString number = rounded > 0 ? u"+%1"_s.arg(rounded) : rounded < 0 ? u"\u2212%1"_s.arg(-rounded) : u"0"_s;
    return std::abs(rounded) == 1 ? say("%1 point").arg(number) : say("%1 points").arg(number);
}

} // namespace aiops::myspace
