#include "features/metrics/jsonread.h"

#include <QCoreApplication>
#include <QSet>

#include <charconv>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace aiops::metrics {

std::unexpected<Error> badAnswer(const char *fault, Errc code)
{
    return std::unexpected(Error{code,
                                 QCoreApplication::translate("aiops::metrics", "Netdata on this host sent an answer that cannot be used (%1).")
                                     .arg(QString::fromLatin1(fault).replace(u'_', u' ')),
                                 u"netdata: "_s + QLatin1StringView(fault),
                                 QCoreApplication::translate("aiops::metrics", "Check that what answers on the Netdata port of the host is Netdata 1.33 or later.")});
}

namespace json {

namespace {

/// Depth of brackets outside strings. The on-demand reader skips what it does not need without judging it.
bool tooDeep(QByteArrayView json, int limit)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

Fault eachField(od::object object, qsizetype limit, const Field &field)
{
    QSet<QByteArray> seen;
    for (auto entry : object) {
        std::string_view key;
        od::value value;
        if (entry.error() || entry.unescaped_key().get(key) != simdjson::SUCCESS || entry.value().get(value) != simdjson::SUCCESS)
            return "not_json";
        const QByteArray name = bytes(key);
        if (seen.contains(name))
            return "duplicate_key";
        if (seen.size() >= limit)
            return "too_many_fields";
        seen.insert(name);
        if (Fault fault = field(name, value))
            return fault;
    }
    return nullptr;
}

} // namespace

Fault readNumber(od::value value, double &out)
{
    std::string_view raw;
    od::json_type type;
    out = std::numeric_limits<double>::quiet_NaN();
    if (value.type().get(type) == simdjson::SUCCESS
        && (type == od::json_type::array || type == od::json_type::object || type == od::json_type::string || type == od::json_type::boolean))
        return "not_a_number";
    raw = value.raw_json_token();
    while (!raw.empty() && std::string_view(" \t\r\n").contains(raw.back()))
        raw.remove_suffix(1);
    if (raw == "null" || raw == "NaN" || raw == "nan" || raw == "Infinity" || raw == "-Infinity")
        return nullptr;
    double parsed = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), parsed);
    if (end != raw.data() + raw.size() || raw.empty() || !(raw[0] == '-' || (raw[0] >= '0' && raw[0] <= '9')))
        return "not_a_number";
    if (error == std::errc() && std::isfinite(parsed))
        out = parsed;
    return nullptr;
}

Fault readText(od::value value, QByteArray &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return "not_a_text";
    out = bytes(text.substr(0, kNameLimit));
    return nullptr;
}

Status parseObject(QByteArrayView json, const JsonLimits &limits, qsizetype fields, const Field &field)
{
    const QByteArrayView trimmed = json.trimmed();
    if (json.size() > limits.bytes)
        return badAnswer("too_large", Errc::TooLarge);
    if (trimmed.isEmpty())
        return badAnswer("empty");
    if (trimmed.startsWith('<'))
        return badAnswer("html_instead_of_json");
    if (!trimmed.startsWith('{'))
        return badAnswer("not_an_object");
    if (!trimmed.endsWith('}'))
        return badAnswer("truncated_or_trailing_text");
    if (tooDeep(json, 16))
        return badAnswer("nested_too_deep");
    od::parser parser;
    const simdjson::padded_string padded(json.data(), std::size_t(json.size()));
    od::document document;
    od::object object;
    if (const auto error = parser.iterate(padded).get(document); error != simdjson::SUCCESS)
        return badAnswer(error == simdjson::UTF8_ERROR ? "not_utf8" : "not_json");
    if (document.get_object().get(object) != simdjson::SUCCESS)
        return badAnswer("not_json");
    if (Fault fault = eachField(object, fields, field))
        return badAnswer(fault);
    if (!document.at_end())
        return badAnswer("truncated_or_trailing_text");
    return {};
}

Fault readObject(od::value value, qsizetype limit, const Field &field)
{
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return "not_an_object";
    return eachField(object, limit, field);
}

} // namespace json
} // namespace aiops::metrics
