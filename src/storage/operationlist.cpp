#include "storage/operationlist.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestEscape = 6; ///< \u00nn

void appendByQt(QByteArray &json, const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    json.append(QByteArrayView(array).sliced(1, array.size() - 2));
}

/// 0: needs no short escape.
char shortEscape(char16_t unit)
{
    switch (unit) {
    case u'"': return '"';
    case u'\\': return '\\';
    case u'\b': return 'b';
    case u'\f': return 'f';
    case u'\n': return 'n';
    case u'\r': return 'r';
    case u'\t': return 't';
    default: return 0;
    }
}

char *appendEscaped(char *to, char16_t unit)
{
    constexpr const char *kDigits = "0123456789abcdef";
    *to++ = '\\';
    if (const char letter = shortEscape(unit)) {
        *to++ = letter;
        return to;
    }
    to = std::ranges::copy("u00"_L1, to).out;
    *to++ = kDigits[unit >> 4];
    *to++ = kDigits[unit & 0xf];
    return to;
}

/// ASCII as UTF-16, or anything as UTF-8.
template <typename Units>
void appendEscaped(QByteArray &json, Units units)
{
    const qsizetype start = json.size();
    json.resize(start + units.size() * kLongestEscape + 2);
    char *to = json.data() + start;
    *to++ = '"';
    for (auto one : units) {
        const auto unit = char16_t(std::make_unsigned_t<decltype(one)>(one)); // a negative char is no control character
        if (unit < 0x20 || unit == u'"' || unit == u'\\')
            to = appendEscaped(to, unit);
        else
            *to++ = char(unit);
    }
    *to++ = '"';
    json.truncate(to - json.constData());
}

void appendText(QByteArray &json, QStringView text)
{
    if (std::ranges::none_of(text, [](QChar c) { return c.unicode() >= 0x80; }))
        appendEscaped(json, std::u16string_view(text.utf16(), size_t(text.size())));
    else if (text.isValidUtf16())
        appendEscaped(json, QByteArrayView(text.toUtf8()));
    else
        appendByQt(json, text.toString());
}

void appendValue(QByteArray &json, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return appendText(json, *static_cast<const QString *>(value.constData()));
    case QMetaType::QByteArray:
        json.append('"').append(value.toByteArray().toBase64()).append('"');
        return;
    case QMetaType::Int:
        json.append(QByteArray::number(value.toInt()));
        return;
    default:
        return appendByQt(json, QJsonValue::fromVariant(value));
    }
}

void appendFields(QByteArray &json, const QStringList &columns, const QVariantList &values)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        json.append(i == 0 ? '{' : ',');
        appendText(json, columns[i]);
        json.append(':');
        appendValue(json, values[i]);
    }
    json.append('}');
}

} // namespace

void OperationList::append(const Operation &operation, const QStringList &columns, const QVariantList &values)
{
    m_json.append(m_size++ == 0 ? '[' : ',');
    m_json.append("{\"base\":").append(QByteArray::number(operation.base));
    if (!columns.isEmpty())
        appendFields(m_json.append(",\"fields\":"), columns, values);
    m_json.append(",\"hlc\":\"").append(QByteArray::number(operation.hlc));
    appendText(m_json.append("\",\"id\":"), operation.id);
    appendText(m_json.append(",\"op\":"), operation.op);
    m_json.append(",\"schema\":").append(QByteArray::number(operation.schema));
    appendText(m_json.append(",\"table\":"), operation.table);
    m_json.append('}');
}

QByteArray OperationList::take()
{
    m_size = 0;
    return std::exchange(m_json, {}).append(']');
}

} // namespace aiops::storage
