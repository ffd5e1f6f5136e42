#pragma once

#include "features/metrics/netdatajson.h"

#include <functional>

#include <simdjson.h>

/// Strict reading of one JSON object with simdjson's on-demand reader.
namespace aiops::metrics::json {

namespace od = simdjson::ondemand;

using Fault = const char *; ///< null: good
using Field = std::function<Fault(const QByteArray &key, od::value value)>;

constexpr qsizetype kNameLimit = 200;

/// A number, or a gap (NaN) for null, NaN, Infinity and what no double holds.
Fault readNumber(od::value value, double &out);
Fault readText(od::value value, QByteArray &out); ///< cut at kNameLimit
/// Every field once, in any order; a key that comes twice is refused, and more than `limit` fields.
Fault readObject(od::value value, qsizetype limit, const Field &field);
/// The whole text is one object of at most `limits.bytes` and 16 levels.
Status parseObject(QByteArrayView json, const JsonLimits &limits, qsizetype fields, const Field &field);

} // namespace aiops::metrics::json
