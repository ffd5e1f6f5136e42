#include "features/myspace/filterquery.h"

#include <optional>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

struct KeyName
{
    QLatin1StringView name;
    FilterKey key;
};
constexpr std::array kKeys{
    KeyName{"name"_L1, FilterKey::Name},         KeyName{"ip"_L1, FilterKey::Ip},
    KeyName{"address"_L1, FilterKey::Ip},        KeyName{"user"_L1, FilterKey::User},
    KeyName{"tag"_L1, FilterKey::Tag},           KeyName{"region"_L1, FilterKey::Region},
    KeyName{"project"_L1, FilterKey::Project},   KeyName{"role"_L1, FilterKey::Role},
    KeyName{"group"_L1, FilterKey::Group},       KeyName{"provider"_L1, FilterKey::Provider},
    KeyName{"env"_L1, FilterKey::Env},           KeyName{"environment"_L1, FilterKey::Env},
    KeyName{"status"_L1, FilterKey::Status},
};

constexpr int kDeepest = 100;

bool isWordOnly(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isLetter(); });
}

std::optional<FilterKey> keyOf(QStringView text)
{
    const auto found = std::ranges::find_if(kKeys, [text](const KeyName &k) { return text.compare(k.name, Qt::CaseInsensitive) == 0; });
    return found == kKeys.end() ? std::nullopt : std::optional(found->key);
}

/// These hold one of a few words: "reachable" must not find "unreachable".
bool fromBeginning(FilterKey key)
{
    return key == FilterKey::Provider || key == FilterKey::Env || key == FilterKey::Status;
}

} // namespace

QString FilterProblem::sentence() const
{
    return FilterQuery::tr("%1 (character %2)").arg(text).arg(position + 1);
}

/// Recursive descent: or = and {OR and}; and = not {[AND] not}; not = [NOT|-] term; term = ( or ) | word | key:value.
class FilterParser final
{
public:
    explicit FilterParser(const QString &text) : m_text(text) {}

    std::expected<FilterQuery, FilterProblem> parse()
    {
        if (m_text.size() > FilterQuery::longest)
            return std::unexpected(FilterProblem{FilterQuery::longest, FilterQuery::tr("The filter is too long.")});
        skipSpace();
        if (m_at < m_text.size())
            m_query.m_root = parseOr(0);
        if (!m_problem && m_at < m_text.size())
            fail(m_at, FilterQuery::tr("This closing parenthesis has no opening one."));
        if (m_problem)
            return std::unexpected(*m_problem);
        return m_query;
    }

private:
    using Kind = FilterQuery::Kind;

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    int fail(qsizetype at, const QString &text)
    {
        if (!m_problem)
            m_problem = FilterProblem{at, text};
        return -1;
    }

    int add(FilterQuery::Node node)
    {
        m_query.m_nodes.append(std::move(node));
        return int(m_query.m_nodes.size()) - 1;
    }

    /// An upper-case word that stands alone.
    bool isAt(QLatin1StringView word) const
    {
        const qsizetype end = m_at + word.size();
        return QStringView(m_text).sliced(m_at).startsWith(word)
            && (end == m_text.size() || m_text[end].isSpace() || m_text[end] == u'(' || m_text[end] == u')');
    }

    bool take(QLatin1StringView word)
    {
        if (!isAt(word))
            return false;
        m_at += word.size();
        skipSpace();
        return true;
    }

    bool isAtEnd() const { return m_at >= m_text.size() || m_text[m_at] == u')'; }

    int parseOr(int depth)
    {
        int left = parseAnd(depth);
        while (!m_problem && !isAtEnd()) {
            const qsizetype at = m_at;
            if (!take("OR"_L1))
                break;
            if (isAtEnd())
                return fail(at, FilterQuery::tr("OR needs something after it."));
            const int right = parseAnd(depth);
            left = add({.kind = Kind::Or, .left = left, .right = right});
        }
        return left;
    }

    int parseAnd(int depth)
    {
        int left = parseNot(depth);
        while (!m_problem && !isAtEnd() && !isAt("OR"_L1)) {
            const qsizetype at = m_at;
            if (take("AND"_L1) && (isAtEnd() || isAt("OR"_L1)))
                return fail(at, FilterQuery::tr("AND needs something after it."));
            const int right = parseNot(depth);
            left = add({.kind = Kind::And, .left = left, .right = right});
        }
        return left;
    }

    int parseNot(int depth)
    {
        if (depth > kDeepest)
            return fail(m_at, FilterQuery::tr("The filter is nested too deeply."));
        const qsizetype at = m_at;
        const bool dash = m_text[m_at] == u'-' && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace();
        if (dash)
            ++m_at;
        else if (!take("NOT"_L1))
            return parseTerm(depth);
        if (isAtEnd())
            return fail(at, dash ? FilterQuery::tr("The minus sign needs something after it.")
                                 : FilterQuery::tr("NOT needs something after it."));
        const int of = parseNot(depth + 1);
        return add({.kind = Kind::Not, .left = of});
    }

    int parseTerm(int depth)
    {
        for (const auto word : {"OR"_L1, "AND"_L1}) {
            if (isAt(word))
                return fail(m_at, FilterQuery::tr("%1 needs something before it.").arg(word));
        }
        if (m_text[m_at] == u'(')
            return parseGroup(depth);
        const qsizetype at = m_at;
        if (m_text[m_at] == u'"')
            return word(quoted());
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u'(' && m_text[m_at] != u')') {
            if (m_text[m_at] == u':' && isWordOnly(QStringView(m_text).sliced(at, m_at - at))
                && !(m_at + 1 < m_text.size() && m_text[m_at + 1] == u':')) // abcd::1 is an address
                return parseField(at);
            ++m_at;
        }
        return word(m_text.sliced(at, m_at - at));
    }

    int parseGroup(int depth)
    {
        const qsizetype at = m_at++;
        skipSpace();
        if (isAtEnd())
            return fail(at, m_at < m_text.size() ? FilterQuery::tr("There is nothing in these parentheses.")
                                                 : FilterQuery::tr("This parenthesis is not closed."));
        const int inner = parseOr(depth + 1);
        if (m_problem)
            return -1;
        if (m_at >= m_text.size())
            return fail(at, FilterQuery::tr("This parenthesis is not closed."));
        ++m_at;
        skipSpace();
        return inner;
    }

    int parseField(qsizetype at)
    {
        const QString name = m_text.sliced(at, m_at - at);
        const auto key = keyOf(name);
        if (!key)
            return fail(at, FilterQuery::tr("There is no key “%1”. Use name, ip, tag, provider, region, status, env, project, role, "
                                            "group or user, or put it in quotes.").arg(name));
        ++m_at;
        const qsizetype from = m_at;
        QString value;
        if (m_at < m_text.size() && m_text[m_at] == u'"') {
            value = quoted();
        } else {
            while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u')' && m_text[m_at] != u'(')
                ++m_at;
            value = m_text.sliced(from, m_at - from);
        }
        if (m_problem)
            return -1;
        if (value.trimmed().isEmpty())
            return fail(from, FilterQuery::tr("Say what %1: should be.").arg(name.toLower()));
        skipSpace();
        const QByteArray prepared = Haystack::prepared(value);
        return add({.kind = Kind::Field, .key = *key, .value = (fromBeginning(*key) ? "\n" : "") + prepared.toStdString()});
    }

    QString quoted()
    {
        const qsizetype at = m_at;
        const qsizetype end = m_text.indexOf(u'"', at + 1);
        if (end < 0) {
            fail(at, FilterQuery::tr("This quote is not closed."));
            return {};
        }
        m_at = end + 1;
        return m_text.sliced(at + 1, end - at - 1);
    }

    int word(const QString &text)
    {
        if (m_problem)
            return -1;
        skipSpace();
        return add({.kind = Kind::Word, .value = Haystack::prepared(text).toStdString()});
    }

    QString m_text;
    qsizetype m_at = 0;
    FilterQuery m_query;
    std::optional<FilterProblem> m_problem;
};

std::expected<FilterQuery, FilterProblem> FilterQuery::parse(const QString &text)
{
    return FilterParser(text).parse();
}

bool FilterQuery::looksAt(FilterKey key) const
{
    return std::ranges::any_of(m_nodes, [key](const Node &node) { return node.kind == Kind::Field && node.key == key; });
}

bool FilterQuery::matches(int at, const Haystack &hay) const
{
    const Node &node = m_nodes[at];
    switch (node.kind) {
    case Kind::Word: return hay.words().find(node.value) != std::string_view::npos;
    case Kind::Field: return hay.field(node.key).find(node.value) != std::string_view::npos;
    case Kind::And: return matches(node.left, hay) && matches(node.right, hay);
    case Kind::Or: return matches(node.left, hay) || matches(node.right, hay);
    case Kind::Not: return !matches(node.left, hay);
    }
    return true;
}

} // namespace aiops::myspace
