#include "widgets/charts/chartdata.h"

#include "core/text.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::widgets {

qsizetype ChartData::nearest(qint64 at, qint64 reach) const
{
    auto after = std::ranges::lower_bound(times, at);
    if (after != times.begin() && (after == times.end() || *after - at > at - *(after - 1)))
        --after;
    if (after == times.end() || std::abs(*after - at) > reach)
        return -1;
    return after - times.begin();
}

bool ChartData::hasValues(std::size_t line) const
{
    return line < lines.size() && std::ranges::any_of(lines[line], [](float v) { return std::isfinite(v); });
}

std::vector<std::vector<float>> stacked(const ChartData &data)
{
    std::vector<std::vector<float>> edges(data.lines.size(), std::vector<float>(data.size(), kGap));
    for (std::size_t row = 0; row < data.size(); ++row) {
        float sum = 0;
        bool any = false;
        for (const auto &line : data.lines)
            any = any || std::isfinite(line[row]);
        for (std::size_t i = 0; any && i < data.lines.size(); ++i) {
            sum += std::isfinite(data.lines[i][row]) ? data.lines[i][row] : 0;
            edges[i][row] = sum;
        }
    }
    return edges;
}

namespace {

QByteArray cell(const QString &text)
{
    QString safe = text;
    if (!safe.isEmpty() && u"=+-@\t\r"_s.contains(safe.front()))
        safe.prepend(u'\'');
    safe.replace(u'"', u"\"\""_s);
    return '"' + safe.toUtf8() + '"';
}

} // namespace

QByteArray toCsv(const ChartData &data, const QStringList &names)
{
    QByteArray csv = "\"time\"";
    for (const QString &name : names)
        csv += ',' + cell(name);
    csv += "\r\n";
    for (std::size_t row = 0; row < data.size(); ++row) {
        csv += toRfc3339(QDateTime::fromMSecsSinceEpoch(data.times[row], QTimeZone::UTC)).toLatin1();
        for (const auto &line : data.lines) {
            csv += ',';
            if (std::isfinite(line[row]))
                csv += QByteArray::number(line[row], 'g', 9);
        }
        csv += "\r\n";
    }
    return csv;
}

} // namespace aiops::widgets
