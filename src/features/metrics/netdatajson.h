#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <vector>

/// Netdata's JSON (API v1), read strictly and without I/O. The sender is not trusted: sizes, nesting, types, times
/// and units are checked, duplicate keys are refused, null, NaN, Infinity and numbers beyond a double are gaps.
/// Errors: Protocol (TooLarge for size), `detail` is "netdata: " and the name of the fault.
namespace aiops::metrics {

struct JsonLimits
{
    qsizetype bytes = 8 * 1024 * 1024;
    qsizetype labels = 256;
    qsizetype rows = 100'000;
    qsizetype charts = 20'000;
};

struct AgentInfo
{
    QString version; ///< safe to show
};

/// Units by chart id, from /api/v1/charts.
struct ChartList
{
    QHash<QByteArray, QByteArray> units;
    int cores = 0;
};

/// /api/v1/data: rows in ascending time.
struct DataTable
{
    QList<QByteArray> labels;    ///< without "time"
    std::vector<qint64> times;   ///< seconds since 1970
    std::vector<double> values;  ///< row-major, NaN is a gap
    qsizetype wrongTimes = 0;    ///< rows left out because of a time before 2001 or in the future
};

/// One chart of /api/v1/allmetrics.
struct LatestChart
{
    QByteArray units;
    qint64 at = 0; ///< 0: flagged, a time before 2001 or in the future
    QHash<QByteArray, double> dimensions;
};

Result<AgentInfo> parseInfo(QByteArrayView json, const JsonLimits &limits = {});
Result<ChartList> parseCharts(QByteArrayView json, const JsonLimits &limits = {});
/// `now` in seconds since 1970 bounds the times.
Result<DataTable> parseData(QByteArrayView json, qint64 now, const JsonLimits &limits = {});
Result<QHash<QByteArray, LatestChart>> parseLatest(QByteArrayView json, qint64 now,
                                                   const JsonLimits &limits = {.bytes = 1024 * 1024});

std::unexpected<Error> badAnswer(const char *fault, Errc code = Errc::Protocol);

} // namespace aiops::metrics
