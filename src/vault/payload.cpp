#include "vault/payload.h"

#include "vault/sealedbox.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

// QJsonDocument would leave copies of the secret in memory that nobody wipes, so this object of strings is
// written and read here.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QByteArrayView, 5> kKeys{"name", "kind", "user", "secret", "notes"};

/// Appends to memory of a known size; without memory it only counts.
class JsonWriter final
{
public:
    explicit JsonWriter(char *out) : m_out(out) {}
    qsizetype size() const { return m_size; }
    void raw(QByteArrayView text)
    {
        if (m_out && !text.isEmpty())
            std::memcpy(m_out + m_size, text.data(), size_t(text.size()));
        m_size += text.size();
    }
    void string(QByteArrayView text)
    {
        raw("\"");
        for (const char c : text)
            character(c);
        raw("\"");
    }

private:
    void character(char c)
    {
        static constexpr char kHex[] = "0123456789abcdef";
        if (c == '"' || c == '\\') {
            const char escaped[] = {'\\', c};
            raw(QByteArrayView(escaped, 2));
        } else if (uchar(c) < 0x20) {
            const char escaped[] = {'\\', 'u', '0', '0', kHex[uchar(c) >> 4], kHex[uchar(c) & 15]};
            raw(QByteArrayView(escaped, 6));
        } else {
            raw(QByteArrayView(&c, 1));
        }
    }

    char *m_out;
    qsizetype m_size = 0;
};

class JsonReader final
{
public:
    explicit JsonReader(QByteArrayView text) : m_text(text) {}

    bool take(char expected)
    {
        const bool there = m_at < m_text.size() && m_text[m_at] == expected;
        m_at += there;
        return there;
    }
    bool take(QByteArrayView expected)
    {
        const bool there = m_text.sliced(m_at).startsWith(expected);
        m_at += there ? expected.size() : 0;
        return there;
    }
    bool atEnd() const { return m_at == m_text.size(); }

    std::optional<Secret> string()
    {
        if (!take('"'))
            return {};
        Secret out = Secret::zeroed(rawSize());
        qsizetype size = 0;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            const std::optional<char> c = character();
            if (!c)
                return {};
            out.data()[size++] = *c;
        }
        if (!take('"'))
            return {};
        out.truncate(size);
        return out;
    }

private:
    /// Up to the closing quote, escapes and all: what the string has at most.
    qsizetype rawSize() const
    {
        qsizetype at = m_at;
        while (at < m_text.size() && m_text[at] != '"')
            at += m_text[at] == '\\' ? 2 : 1;
        return std::min(at, m_text.size()) - m_at;
    }
    std::optional<char> character()
    {
        const char c = m_text[m_at++];
        if (c != '\\')
            return uchar(c) >= 0x20 ? std::optional(c) : std::nullopt;
        if (m_at >= m_text.size())
            return {};
        const char kind = m_text[m_at++];
        if (kind == '"' || kind == '\\')
            return kind;
        if (kind != 'u' || m_text.size() - m_at < 4 || m_text[m_at] != '0' || m_text[m_at + 1] != '0')
            return {};
        bool ok = false;
        const QByteArray digits = m_text.sliced(m_at + 2, 2).toByteArray();
        const int code = digits.toInt(&ok, 16);
        m_at += 4;
        static constexpr QByteArrayView kDigits = "0123456789abcdef"; // toInt() takes spaces and capitals as well
        ok = ok && std::ranges::all_of(digits, [](char digit) { return kDigits.contains(digit); });
        return ok && code < 0x20 ? std::optional(char(code)) : std::nullopt;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// QString::fromUtf8() would swallow a byte order mark at the start.
QString textOf(const Secret &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(utf8.reveal());
}

using Fields = QList<std::pair<QByteArray, QByteArray>>;

void member(JsonWriter &writer, bool isFirst, QByteArrayView key, QByteArrayView value)
{
    writer.raw(isFirst ? "{" : ",");
    writer.string(key);
    writer.raw(":");
    writer.string(value);
}

qsizetype write(char *out, const std::array<QByteArrayView, 5> &values, const Fields &fields)
{
    JsonWriter writer(out);
    for (size_t i = 0; i < kKeys.size(); ++i)
        member(writer, i == 0, kKeys[i], values[i]);
    if (!fields.isEmpty()) {
        writer.raw(",\"fields\":");
        for (qsizetype i = 0; i < fields.size(); ++i)
            member(writer, i == 0, fields[i].first, fields[i].second);
        writer.raw("}");
    }
    writer.raw("}");
    return writer.size();
}

std::optional<std::array<Secret, 5>> readValues(JsonReader &reader)
{
    std::array<Secret, 5> values;
    for (size_t i = 0; i < kKeys.size(); ++i) {
        if (!reader.take(i == 0 ? '{' : ',') || !reader.take('"') || !reader.take(kKeys[i]) || !reader.take(QByteArrayView("\":")))
            return {};
        std::optional<Secret> value = reader.string();
        if (!value)
            return {};
        values[i] = std::move(*value);
    }
    return values;
}

/// In the order of their names, each once.
std::optional<QMap<QString, QString>> readFields(JsonReader &reader)
{
    if (!reader.take(QByteArrayView(",\"fields\":{")))
        return {};
    QMap<QString, QString> out;
    do {
        const std::optional<Secret> name = reader.string();
        const std::optional<Secret> value = name && reader.take(':') ? reader.string() : std::nullopt;
        const QString text = name ? textOf(*name) : QString();
        if (!value || text.isEmpty() || (!out.isEmpty() && text <= out.lastKey()))
            return {};
        out.insert(text, textOf(*value));
    } while (reader.take(','));
    return reader.take('}') ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace

Secret Payload::toJson() const
{
    const QByteArray nameText = name.toUtf8(), kindText = kind.toUtf8(), userText = user.toUtf8(), notesText = notes.toUtf8();
    const std::array<QByteArrayView, 5> values{nameText, kindText, userText, secret.reveal(), notesText};
    Fields named;
    for (const auto &[key, value] : fields.asKeyValueRange())
        named.append({key.toUtf8(), value.toUtf8()});
    Secret out = Secret::zeroed(write(nullptr, values, named));
    write(out.data(), values, named);
    return out;
}

Result<Payload> Payload::fromJson(const Secret &json, quint64 schema)
{
    if ((schema != 1 && schema != 2) || !json.reveal().isValidUtf8())
        return std::unexpected(integrityError(u"payload: schema"_s));
    JsonReader reader(json.reveal());
    std::optional<std::array<Secret, 5>> values = readValues(reader);
    std::optional<QMap<QString, QString>> fields = values && schema == 2 ? readFields(reader) : QMap<QString, QString>();
    if (!values || !fields || !reader.take('}') || !reader.atEnd())
        return std::unexpected(integrityError(u"payload: form"_s));
    const auto text = [&values](size_t i) { return textOf((*values)[i]); };
    return Payload{.name = text(0), .kind = text(1), .user = text(2), .notes = text(4), .secret = std::move((*values)[3]),
                   .fields = std::move(*fields)};
}

} // namespace aiops::vault
