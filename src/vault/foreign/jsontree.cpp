#include "vault/foreign/jsontree.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace aiops::vault {

namespace {

constexpr int kDeepest = 64;
constexpr qsizetype kMostValues = 1'500'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Gives where the next character goes. At most 4 bytes.
char *putUtf8(char *out, char32_t c)
{
    if (c < 0x80) {
        *out++ = char(c);
    } else if (c < 0x800) {
        *out++ = char(0xc0 | (c >> 6));
        *out++ = char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = char(0xe0 | (c >> 12));
        *out++ = char(0x80 | ((c >> 6) & 0x3f));
        *out++ = char(0x80 | (c & 0x3f));
    } else {
        *out++ = char(0xf0 | (c >> 18));
        *out++ = char(0x80 | ((c >> 12) & 0x3f));
        *out++ = char(0x80 | ((c >> 6) & 0x3f));
        *out++ = char(0x80 | (c & 0x3f));
    }
    return out;
}

bool hasKeyTwice(const std::vector<JsonMember> &members)
{
    std::vector<QByteArrayView> keys;
    keys.reserve(members.size());
    for (const JsonMember &member : members)
        keys.push_back(member.key);
    std::ranges::sort(keys, [](QByteArrayView a, QByteArrayView b) { return a.compare(b) < 0; });
    return std::ranges::adjacent_find(keys) != keys.end();
}

class Parser final
{
public:
    Parser(char *begin, qsizetype size) : m_at(begin), m_end(begin + size) {}

    Result<JsonNode> whole()
    {
        JsonNode node;
        if (!value(node, 0) || !atEnd())
            return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This is not valid JSON: line %1, %2.").arg(m_line).arg(m_problem.isEmpty() ? tr("something does not belong there") : m_problem),
                                         .detail = {}, .hint = tr("Export it again.")});
        return node;
    }

private:
    bool atEnd()
    {
        skipSpace();
        return m_at == m_end;
    }
    void skipSpace()
    {
        for (; m_at < m_end && isSpace(*m_at); ++m_at)
            m_line += *m_at == '\n';
    }
    bool take(char expected)
    {
        skipSpace();
        const bool there = m_at < m_end && *m_at == expected;
        m_at += there;
        return there;
    }
    bool fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }

    bool value(JsonNode &node, int depth)
    {
        if (depth > kDeepest)
            return fail(tr("the nesting is too deep"));
        if (++m_values > kMostValues)
            return fail(tr("there are too many values"));
        skipSpace();
        if (m_at == m_end)
            return fail(tr("the file ends too early"));
        switch (*m_at) {
        case '{': return object(node, depth);
        case '[': return array(node, depth);
        case '"': node.type = JsonNode::String; return string(node.text);
        case 't': return word(node, JsonNode::Bool, "true");
        case 'f': return word(node, JsonNode::Bool, "false");
        case 'n': return word(node, JsonNode::Null, "null");
        default: return number(node);
        }
    }

    bool word(JsonNode &node, JsonNode::Type type, QByteArrayView text)
    {
        if (!QByteArrayView(m_at, m_end - m_at).startsWith(text))
            return false;
        node.type = type;
        node.text = type == JsonNode::Null ? QByteArrayView() : text; // what is not there is empty
        m_at += text.size();
        return true;
    }

    bool digits()
    {
        const char *start = m_at;
        while (m_at < m_end && isDigit(*m_at))
            ++m_at;
        return m_at > start;
    }

    bool number(JsonNode &node)
    {
        const char *start = m_at;
        m_at += *m_at == '-';
        const bool leadingZero = m_end - m_at > 1 && *m_at == '0' && isDigit(m_at[1]);
        if (leadingZero || !digits())
            return false;
        if (m_at < m_end && *m_at == '.' && (++m_at, !digits()))
            return false;
        if (m_at < m_end && (*m_at == 'e' || *m_at == 'E')) {
            ++m_at;
            m_at += m_at < m_end && (*m_at == '+' || *m_at == '-');
            if (!digits())
                return false;
        }
        node.type = JsonNode::Number;
        node.text = QByteArrayView(start, m_at - start);
        return true;
    }

    bool array(JsonNode &node, int depth)
    {
        node.type = JsonNode::Array;
        ++m_at;
        if (take(']'))
            return true;
        do {
            if (!value(node.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take(']');
    }

    bool object(JsonNode &node, int depth)
    {
        node.type = JsonNode::Object;
        ++m_at;
        if (take('}'))
            return true;
        do {
            JsonMember &member = node.members.emplace_back();
            skipSpace();
            if (m_at == m_end || *m_at != '"' || !string(member.key) || !take(':') || !value(member.value, depth + 1))
                return false;
        } while (take(','));
        if (!take('}'))
            return false;
        return !hasKeyTwice(node.members) || fail(tr("a name is there twice in one object"));
    }

    bool string(QByteArrayView &text)
    {
        char *const start = ++m_at;
        char *out = start;
        while (m_at < m_end && *m_at != '"') {
            if (uchar(*m_at) < 0x20)
                return fail(tr("a text has a control character"));
            if (*m_at != '\\')
                *out++ = *m_at++;
            else if (!escape(out))
                return fail(tr("a text has a wrong escape"));
        }
        if (m_at == m_end)
            return fail(tr("a text does not end"));
        ++m_at;
        text = QByteArrayView(start, out - start);
        return true;
    }

    /// What an escape stands for is never longer than the escape.
    bool escape(char *&out)
    {
        static constexpr QByteArrayView kNames = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
        if (m_end - m_at < 2)
            return false;
        const char name = m_at[1];
        if (name == 'u')
            return unicode(out);
        const qsizetype index = kNames.indexOf(name);
        if (index < 0)
            return false;
        m_at += 2;
        *out++ = kMeanings[index];
        return true;
    }

    std::optional<char32_t> unit()
    {
        if (m_end - m_at < 6 || m_at[0] != '\\' || m_at[1] != 'u')
            return {};
        bool ok = false;
        const char *const hex = m_at + 2;
        if (!std::all_of(hex, hex + 4, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }))
            return {};
        const char32_t c = QByteArrayView(hex, 4).toUInt(&ok, 16);
        m_at += 6;
        return c;
    }

    bool unicode(char *&out)
    {
        const std::optional<char32_t> first = unit();
        if (!first || QChar::isLowSurrogate(*first))
            return false;
        if (!QChar::isHighSurrogate(*first)) {
            out = putUtf8(out, *first);
            return true;
        }
        const std::optional<char32_t> second = unit();
        if (!second || !QChar::isLowSurrogate(*second))
            return false;
        out = putUtf8(out, QChar::surrogateToUcs4(char16_t(*first), char16_t(*second)));
        return true;
    }

    char *m_at;
    char *m_end;
    qsizetype m_values = 0;
    int m_line = 1; ///< a raw line end cannot stand in a text
    QString m_problem;
};

} // namespace

const JsonNode &JsonNode::operator[](QByteArrayView key) const
{
    static const JsonNode nothing;
    const auto found = std::ranges::find(members, key, &JsonMember::key);
    return found == members.end() ? nothing : found->value;
}

int JsonNode::number(int otherwise) const
{
    bool ok = false;
    const int out = type == Number ? text.toInt(&ok) : 0;
    return ok ? out : otherwise;
}

Result<JsonNode> parseJson(Secret &text)
{
    return Parser(text.data(), text.size()).whole();
}

} // namespace aiops::vault
