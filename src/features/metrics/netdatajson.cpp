#include "features/metrics/netdatajson.h"

#include "core/text.h"
#include "features/metrics/jsonread.h"

#include <cmath>

namespace aiops::metrics {

using namespace json;

namespace {

constexpr qint64 kOldest = 978'307'200; ///< 2001-01-01
constexpr qint64 kAhead = 86'400;
bool sane(double time, qint64 now)
{
    return time >= double(kOldest) && time <= double(now + kAhead) && time == std::floor(time);
}

Fault readLabels(od::value value, const JsonLimits &limits, DataTable &table)
{
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return "labels_not_a_list";
    for (auto item : array) {
        od::value label;
        QByteArray text;
        if (item.get(label) != simdjson::SUCCESS || readText(label, text))
            return "label_not_a_text";
        if (table.labels.contains(text))
            return "duplicate_label";
        if (table.labels.size() > limits.labels)
            return "too_many_labels";
        table.labels.append(text);
    }
    if (table.labels.isEmpty() || table.labels.constFirst() != "time")
        return "no_time_column";
    return nullptr;
}

Fault readRow(od::array row, qsizetype width, qint64 now, DataTable &table)
{
    const std::size_t before = table.values.size();
    qsizetype column = 0;
    double time = 0;
    for (auto item : row) {
        od::value cell;
        double number = 0;
        if (item.get(cell) != simdjson::SUCCESS)
            return "not_json";
        if (Fault fault = readNumber(cell, number))
            return fault;
        if (column >= width)
            return "row_too_long";
        if (column++ == 0)
            time = number;
        else
            table.values.push_back(number);
    }
    if (column != width)
        return "row_too_short";
    if (!sane(time, now)) {
        ++table.wrongTimes;
        table.values.resize(before);
        return nullptr;
    }
    table.times.push_back(qint64(time));
    return nullptr;
}

Fault readRows(od::value value, const JsonLimits &limits, qint64 now, DataTable &table)
{
    od::array rows;
    if (table.labels.isEmpty())
        return "data_before_labels";
    if (value.get_array().get(rows) != simdjson::SUCCESS)
        return "data_not_a_list";
    for (auto item : rows) {
        od::array row;
        if (item.get_array().get(row) != simdjson::SUCCESS)
            return "row_not_a_list";
        if (qsizetype(table.times.size()) + table.wrongTimes >= limits.rows)
            return "too_many_rows";
        if (Fault fault = readRow(row, table.labels.size(), now, table))
            return fault;
    }
    return nullptr;
}

/// Netdata sends the newest row first.
Fault sortRows(DataTable &table)
{
    table.labels.removeFirst();
    const auto rising = [](const std::vector<qint64> &times) {
        return std::ranges::adjacent_find(times, std::greater_equal<>()) == times.end();
    };
    if (rising(table.times))
        return nullptr;
    std::ranges::reverse(table.times);
    if (!rising(table.times))
        return "times_out_of_order";
    const auto width = std::size_t(table.labels.size());
    std::vector<double> turned;
    turned.reserve(table.values.size());
    for (std::size_t row = table.times.size(); row-- > 0;)
        turned.insert(turned.end(), table.values.begin() + qsizetype(row * width), table.values.begin() + qsizetype((row + 1) * width));
    table.values = std::move(turned);
    return nullptr;
}

bool isCore(const QByteArray &id)
{
    return id.size() > 7 && id.startsWith("cpu.cpu") && std::ranges::all_of(id.sliced(7), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Result<AgentInfo> parseInfo(QByteArrayView json, const JsonLimits &limits)
{
    AgentInfo info;
    QByteArray version;
    const Status read = parseObject(json, limits, 1000, [&](const QByteArray &key, od::value value) -> Fault {
        return key == "version" ? readText(value, version) : nullptr;
    });
    if (!read)
        return std::unexpected(read.error());
    if (version.isEmpty())
        return badAnswer("no_version");
    info.version = shownPlain(QString::fromUtf8(version), 40);
    return info;
}

Result<ChartList> parseCharts(QByteArrayView json, const JsonLimits &limits)
{
    ChartList list;
    bool found = false;
    const auto chart = [&](const QByteArray &id, od::value value) {
        QByteArray units;
        const Fault fault = readObject(value, 1000, [&](const QByteArray &key, od::value field) -> Fault {
            return key == "units" ? readText(field, units) : nullptr;
        });
        list.units.insert(id.first(std::min(id.size(), kNameLimit)), units);
        list.cores += isCore(id) ? 1 : 0;
        return fault;
    };
    const Status read = parseObject(json, limits, 1000, [&](const QByteArray &key, od::value value) -> Fault {
        found = found || key == "charts";
        return key == "charts" ? readObject(value, limits.charts, chart) : nullptr;
    });
    if (!read)
        return std::unexpected(read.error());
    if (!found)
        return badAnswer("no_charts");
    return list;
}

Result<DataTable> parseData(QByteArrayView json, qint64 now, const JsonLimits &limits)
{
    DataTable table;
    bool found = false;
    const Status read = parseObject(json, limits, 1000, [&](const QByteArray &key, od::value value) -> Fault {
        if (key == "labels")
            return readLabels(value, limits, table);
        if (key != "data")
            return nullptr;
        found = true;
        return readRows(value, limits, now, table);
    });
    if (!read)
        return std::unexpected(read.error());
    if (!found)
        return badAnswer("no_data");
    if (Fault fault = sortRows(table))
        return badAnswer(fault);
    return table;
}

Result<QHash<QByteArray, LatestChart>> parseLatest(QByteArrayView json, qint64 now, const JsonLimits &limits)
{
    QHash<QByteArray, LatestChart> charts;
    const auto dimensions = [&](LatestChart &chart, od::value value) {
        return readObject(value, limits.labels, [&chart](const QByteArray &name, od::value dimension) -> Fault {
            double number = std::numeric_limits<double>::quiet_NaN();
            QByteArray shown; // the key is an id ("InOctets"); /data labels its columns with the name ("received")
            const Fault fault = readObject(dimension, 20, [&](const QByteArray &key, od::value field) -> Fault {
                return key == "value" ? readNumber(field, number) : key == "name" ? readText(field, shown) : nullptr;
            });
            chart.dimensions.insert(shown.isEmpty() ? name.first(std::min(name.size(), kNameLimit)) : shown, number);
            return fault;
        });
    };
    const Status read = parseObject(json, limits, limits.charts, [&](const QByteArray &id, od::value value) -> Fault {
        LatestChart chart;
        const Fault fault = readObject(value, 50, [&](const QByteArray &key, od::value field) -> Fault {
            double time = 0;
            if (key == "units")
                return readText(field, chart.units);
            if (key == "dimensions")
                return dimensions(chart, field);
            if (key != "last_updated")
                return nullptr;
            const Fault wrong = readNumber(field, time);
            chart.at = sane(time, now) ? qint64(time) : 0;
            return wrong;
        });
        charts.insert(id.first(std::min(id.size(), kNameLimit)), chart);
        return fault;
    });
    if (!read)
        return std::unexpected(read.error());
    return charts;
}

} // namespace aiops::metrics
