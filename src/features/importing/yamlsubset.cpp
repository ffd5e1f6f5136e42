#include "features/importing/yamlsubset.h"

#include "core/text.h"

#include <QRegularExpression>
#include <QSet>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 64;
constexpr int kMostNodes = 500'000;
constexpr qsizetype kLongestLine = 64 * 1024;

struct Line
{
    qsizetype indent;
    QStringView text; ///< without indentation and blanks at the end
    int number;
};

bool isNullWord(QStringView text)
{
    return text.isEmpty() || text == u"~" || text == u"null" || text == u"Null" || text == u"NULL";
}

/// Where a comment starts outside quotes, or the size.
qsizetype endWithoutComment(QStringView text)
{
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\' && quote == u'"')
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if ((c == u'"' || c == u'\'') && (i == 0 || text[i - 1].isSpace() || QStringView(u"{[,:").contains(text[i - 1]))) {
            quote = c;
        } else if (c == u'#' && (i == 0 || text[i - 1].isSpace())) {
            return i;
        }
    }
    return text.size();
}

QChar escapeOf(QChar c)
{
    switch (c.unicode()) {
    case u'n': return u'\n';
    case u't': return u'\t';
    case u'r': return u'\r';
    case u'0': return QChar(0);
    case u'e': return QChar(0x1b);
    default: return c;
    }
}

/// Reads a quoted scalar at `at`; false when it does not end.
bool readQuoted(QStringView text, qsizetype &at, QString &value)
{
    const QChar quote = text[at++];
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'\\' && quote == u'"' && at + 1 < text.size()) {
            const int digits = text[at + 1] == u'x' ? 2 : text[at + 1] == u'u' ? 4 : 0;
            bool isHex = false;
            const ushort code = digits > 0 && at + 1 + digits < text.size() ? text.sliced(at + 2, digits).toUShort(&isHex, 16) : 0;
            value += isHex ? QChar(code) : escapeOf(text[at + 1]);
            at += isHex ? 1 + digits : 1;
        } else if (c == quote && quote == u'\'' && at + 1 < text.size() && text[at + 1] == quote) {
            value += text[++at];
        } else if (c == quote) {
            ++at;
            return true;
        } else {
            value += c;
        }
    }
    return false;
}

class YamlReader final
{
public:
    YamlReader(const QString &file, QList<Problem> &problems) : m_file(file), m_problems(problems) {}

    YamlNode read(const QString &text)
    {
        split(text);
        YamlNode root;
        while (m_at < qsizetype(m_lines.size())) {
            const qsizetype before = m_at;
            YamlNode node = block(m_lines[m_at].indent, 0);
            if (root.kind == YamlNode::Null)
                root = std::move(node);
            if (m_at < qsizetype(m_lines.size()))
                problem(m_lines[m_at].number, Text::tr("the indentation does not fit"));
            if (m_at == before)
                ++m_at;
        }
        return root;
    }

private:
    void problem(int line, const QString &text, bool isNote = false) { addProblem(m_problems, {m_file, line, text, isNote}); }
    void split(const QString &text);
    YamlNode block(qsizetype indent, int depth);
    void mapEntries(YamlNode &map, qsizetype indent, int depth);
    void listItems(YamlNode &list, qsizetype indent, int depth);
    YamlNode valueAfter(QStringView rest, const Line &line, qsizetype indent, int depth);
    YamlNode scalar(QStringView text, int line);
    std::optional<YamlNode> flow(QStringView text, qsizetype &at, int line, int depth);
    bool flowEntry(YamlNode &node, QSet<QString> &keys, QStringView text, qsizetype &at, int line, int depth);
    void skipDeeper(qsizetype indent);
    std::optional<std::pair<QString, QStringView>> keyOf(const Line &line) const;
    YamlNode made(YamlNode::Kind kind, int line) { ++m_nodes; return YamlNode{.kind = kind, .line = line}; }

    QString m_file;
    QList<Problem> &m_problems;
    std::vector<Line> m_lines;
    qsizetype m_at = 0;
    int m_nodes = 0;
};

void YamlReader::split(const QString &text)
{
    int number = 0;
    bool ended = false;
    for (const QStringView raw : QStringView(text).split(u'\n')) {
        ++number;
        qsizetype indent = 0;
        while (indent < raw.size() && raw[indent] == u' ')
            ++indent;
        QStringView line = raw.sliced(indent);
        if (line.size() > kLongestLine) {
            problem(number, Text::tr("the line is longer than 64 KiB"));
            continue;
        }
        line = line.first(endWithoutComment(line)).trimmed();
        if (line.isEmpty() || ended)
            continue;
        if (raw.startsWith(u"---") || raw.startsWith(u"...") || raw.startsWith(u'%')) {
            ended = !m_lines.empty() && !raw.startsWith(u'%');
            if (ended && !raw.startsWith(u"..."))
                problem(number, Text::tr("only the first document of the file is taken over"), true);
        } else if (raw[indent] == u'\t') {
            problem(number, Text::tr("a tab cannot be indentation"));
        } else {
            m_lines.push_back({indent, line, number});
        }
    }
}

void YamlReader::skipDeeper(qsizetype indent)
{
    while (m_at < qsizetype(m_lines.size()) && m_lines[m_at].indent > indent)
        ++m_at;
}

/// "key: rest" or "key:"; a key may be quoted.
std::optional<std::pair<QString, QStringView>> YamlReader::keyOf(const Line &line) const
{
    const QStringView text = line.text;
    if (text.startsWith(u'"') || text.startsWith(u'\'')) {
        qsizetype at = 0;
        QString key;
        if (!readQuoted(text, at, key) || at >= text.size() || text[at] != u':')
            return {};
        return std::pair{key, text.sliced(at + 1).trimmed()};
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u':' && (i + 1 == text.size() || text[i + 1].isSpace()))
            return std::pair{text.first(i).trimmed().toString(), text.sliced(i + 1).trimmed()};
    }
    return {};
}

YamlNode YamlReader::block(qsizetype indent, int depth)
{
    const Line &line = m_lines[m_at];
    if (depth >= kDeepest || m_nodes >= kMostNodes) {
        problem(line.number, depth >= kDeepest ? Text::tr("more than 64 levels are not taken over") : Text::tr("there are more than 500,000 values"));
        skipDeeper(indent - 1);
        return {};
    }
    if (line.text == u"-" || line.text.startsWith(u"- ")) {
        YamlNode list = made(YamlNode::List, line.number);
        listItems(list, indent, depth);
        return list;
    }
    if (line.text.startsWith(u'{') || line.text.startsWith(u'[') || !keyOf(line)) {
        ++m_at;
        YamlNode node = valueAfter(line.text, line, indent, depth);
        return node;
    }
    YamlNode map = made(YamlNode::Map, line.number);
    mapEntries(map, indent, depth);
    return map;
}

void YamlReader::mapEntries(YamlNode &map, qsizetype indent, int depth)
{
    QSet<QString> keys;
    while (m_at < qsizetype(m_lines.size()) && m_lines[m_at].indent >= indent) {
        const Line line = m_lines[m_at++];
        const auto entry = keyOf(line);
        if (line.indent > indent || !entry) {
            problem(line.number, line.indent > indent ? Text::tr("the indentation does not fit") : Text::tr("“key: value” is expected here"));
            continue;
        }
        YamlNode value = valueAfter(entry->second, line, indent, depth);
        if (entry->first == "<<"_L1)
            problem(line.number, Text::tr("merged maps (<<) are not taken over"), true);
        else if (keys.contains(entry->first))
            problem(line.number, Text::tr("“%1” stands twice; the first one counts").arg(shownPlain(entry->first, 60)));
        else
            map.pairs.emplace_back(entry->first, std::move(value));
        keys.insert(entry->first);
    }
}

void YamlReader::listItems(YamlNode &list, qsizetype indent, int depth)
{
    while (m_at < qsizetype(m_lines.size()) && m_lines[m_at].indent == indent) {
        Line &line = m_lines[m_at];
        if (line.text != u"-" && !line.text.startsWith(u"- "))
            return;
        const QStringView rest = line.text.sliced(1).trimmed();
        const qsizetype inner = indent + (rest.isEmpty() ? 1 : rest.data() - line.text.data());
        const bool isNested = !rest.isEmpty() && (keyOf({inner, rest, line.number}) || rest == u"-" || rest.startsWith(u"- "));
        if (isNested && !rest.startsWith(u'{') && !rest.startsWith(u'[')) {
            line = {inner, rest, line.number}; // "- key: value" is a map that starts behind the dash
            list.items.push_back(block(inner, depth + 1));
        } else {
            const Line item = line;
            ++m_at;
            list.items.push_back(valueAfter(rest, item, indent, depth));
        }
    }
}

YamlNode YamlReader::valueAfter(QStringView rest, const Line &line, qsizetype indent, int depth)
{
    if (rest.isEmpty()) {
        if (m_at >= qsizetype(m_lines.size()))
            return made(YamlNode::Null, line.number);
        const Line &next = m_lines[m_at];
        const bool isList = next.indent == indent && line.text != u"-" && (next.text == u"-" || next.text.startsWith(u"- "));
        return next.indent > indent || isList ? block(next.indent, depth + 1) : made(YamlNode::Null, line.number);
    }
    const bool isUnknown = QStringView(u"&*!|>@`").contains(rest.front());
    if (isUnknown) {
        const bool isVault = rest.startsWith(u"!vault");
        problem(line.number, isVault ? Text::tr("a value of Ansible Vault is not taken over")
                                     : Text::tr("anchors, aliases, tags and texts over several lines are not taken over"), true);
        skipDeeper(indent);
        return made(YamlNode::Null, line.number);
    }
    if (m_at < qsizetype(m_lines.size()) && m_lines[m_at].indent > indent) {
        problem(m_lines[m_at].number, Text::tr("a value over several lines is not taken over"), true);
        skipDeeper(indent);
    }
    return scalar(rest, line.number);
}

YamlNode YamlReader::scalar(QStringView text, int line)
{
    if (text.startsWith(u'{') || text.startsWith(u'[')) {
        qsizetype at = 0;
        auto node = flow(text, at, line, 0);
        if (node && at == text.size())
            return *std::move(node);
        problem(line, Text::tr("a value in { } or [ ] must end on its line"));
        return made(YamlNode::Null, line);
    }
    if (text.startsWith(u'"') || text.startsWith(u'\'')) {
        YamlNode node = made(YamlNode::Scalar, line);
        qsizetype at = 0;
        if (readQuoted(text, at, node.text) && at == text.size())
            return node;
        problem(line, Text::tr("a quote is not closed"));
        return made(YamlNode::Null, line);
    }
    YamlNode node = made(isNullWord(text) ? YamlNode::Null : YamlNode::Scalar, line);
    node.text = node.kind == YamlNode::Scalar ? text.toString() : QString();
    return node;
}

std::optional<YamlNode> YamlReader::flow(QStringView text, qsizetype &at, int line, int depth)
{
    const auto skipBlanks = [&] { while (at < text.size() && text[at].isSpace()) ++at; };
    if (depth >= kDeepest || m_nodes >= kMostNodes || at >= text.size())
        return {};
    if (text[at] == u'"' || text[at] == u'\'') {
        YamlNode node = made(YamlNode::Scalar, line);
        return readQuoted(text, at, node.text) ? std::optional(node) : std::nullopt;
    }
    if (text[at] != u'{' && text[at] != u'[') {
        const qsizetype start = at;
        while (at < text.size() && !QStringView(u",]}").contains(text[at]) && !(text[at] == u':' && (at + 1 == text.size() || text[at + 1].isSpace())))
            ++at;
        const QStringView plain = text.sliced(start, at - start).trimmed();
        if (!plain.isEmpty() && QStringView(u"&*!").contains(plain.front()))
            return {};
        YamlNode node = made(isNullWord(plain) ? YamlNode::Null : YamlNode::Scalar, line);
        node.text = node.kind == YamlNode::Scalar ? plain.toString() : QString();
        return node;
    }
    YamlNode node = made(text[at] == u'{' ? YamlNode::Map : YamlNode::List, line);
    const QChar end = text[at++] == u'{' ? u'}' : u']';
    QSet<QString> keys;
    for (skipBlanks(); at < text.size() && text[at] != end; skipBlanks()) {
        if (!flowEntry(node, keys, text, at, line, depth))
            return {};
        skipBlanks();
        if (at < text.size() && text[at] == u',')
            ++at;
        else if (at >= text.size() || text[at] != end)
            return {};
    }
    return at < text.size() && text[at++] == end ? std::optional(std::move(node)) : std::nullopt;
}

bool YamlReader::flowEntry(YamlNode &node, QSet<QString> &keys, QStringView text, qsizetype &at, int line, int depth)
{
    auto first = flow(text, at, line, depth + 1);
    if (!first || node.kind == YamlNode::List) {
        if (first)
            node.items.push_back(*std::move(first));
        return first.has_value();
    }
    while (at < text.size() && text[at].isSpace())
        ++at;
    YamlNode value;
    if (at < text.size() && text[at] == u':') {
        do
            ++at;
        while (at < text.size() && text[at].isSpace());
        auto second = flow(text, at, line, depth + 1);
        if (!second)
            return false;
        value = *std::move(second);
    }
    if (first->kind == YamlNode::Scalar && !keys.contains(first->text)) {
        keys.insert(first->text);
        node.pairs.emplace_back(first->text, std::move(value));
    }
    return true;
}

} // namespace

YamlNode readYaml(const QString &text, const QString &file, QList<Problem> &problems)
{
    return YamlReader(file, problems).read(text);
}

QString yamlScalar(const QString &text)
{
    static const QRegularExpression plain(uR"(\A[A-Za-z0-9_./][A-Za-z0-9_./@+-]*\z)"_s);
    static const QRegularExpression word(uR"(\A(?:~|null|true|false|yes|no|on|off|y|n|[0-9._+:eExobA-Fa-f-]+)\z)"_s, QRegularExpression::CaseInsensitiveOption);
    if (plain.match(text).hasMatch() && !word.match(text).hasMatch())
        return text;
    QString quoted = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\';
        if (c.category() == QChar::Other_Control)
            quoted += c == u'\n' ? u"\\n"_s : c == u'\t' ? u"\\t"_s : u"\\x%1"_s.arg(uint(c.unicode()), 2, 16, QChar(u'0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

} // namespace aiops::importing
