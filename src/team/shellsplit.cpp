#include "team/shellsplit.h"

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 8;
constexpr qsizetype kLongest = 64 * 1024;
constexpr int kMostExpansions = 64;

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// A word while it is read: what was quoted counts as plain text.
struct Draft
{
    QString text;
    QList<bool> quoted; ///< for each character
    bool isDynamic = false;
    bool isQuoted = false;
    bool isStarted = false;

    void add(QChar c, bool isPlain)
    {
        text += c;
        quoted += isPlain;
        isStarted = true;
    }
    void add(QStringView all, bool isPlain)
    {
        for (const QChar c : all)
            add(c, isPlain);
    }
};

qsizetype closingBrace(const Draft &word, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < word.text.size(); ++i) {
        if (word.quoted.at(i))
            continue;
        depth += word.text.at(i) == u'{' ? 1 : word.text.at(i) == u'}' ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return -1;
}

Draft part(const Draft &word, qsizetype from, qsizetype to)
{
    Draft cut = word;
    cut.text = word.text.sliced(from, to - from);
    cut.quoted = word.quoted.sliced(from, to - from);
    return cut;
}

Draft joined(Draft first, const Draft &second, const Draft &third)
{
    first.text += second.text + third.text;
    first.quoted += second.quoted + third.quoted;
    return first;
}

/// The parts of "a,b,c" at the top level; a single one when there is no comma.
QList<Draft> alternatives(const Draft &inside)
{
    QList<Draft> parts;
    qsizetype from = 0;
    int depth = 0;
    for (qsizetype i = 0; i < inside.text.size(); ++i) {
        if (inside.quoted.at(i))
            continue;
        const QChar c = inside.text.at(i);
        depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
        if (c == u',' && depth == 0)
            parts += part(inside, std::exchange(from, i + 1), i);
    }
    parts += part(inside, from, inside.text.size());
    return parts;
}

/// {a,b} as bash does it. Ranges like {1..9} make the word dynamic.
QList<Draft> expanded(const Draft &word)
{
    for (qsizetype i = 0; i < word.text.size(); ++i) {
        if (word.quoted.at(i) || word.text.at(i) != u'{')
            continue;
        const qsizetype end = closingBrace(word, i);
        const QList<Draft> parts = end < 0 ? QList<Draft>() : alternatives(part(word, i + 1, end));
        if (end > 0 && parts.size() == 1 && parts.first().text.contains(".."_L1)) {
            Draft range = word;
            range.isDynamic = true;
            return {range};
        }
        if (parts.size() < 2)
            continue;
        QList<Draft> all;
        for (const Draft &one : parts) {
            all += expanded(joined(part(word, 0, i), one, part(word, end + 1, word.text.size())));
            if (all.size() > kMostExpansions)
                return all;
        }
        return all;
    }
    return {word};
}

ShellWord toWord(const Draft &draft)
{
    bool isPattern = false;
    for (qsizetype i = 0; i < draft.text.size() && !isPattern; ++i)
        isPattern = !draft.quoted.at(i) && u"*?["_s.contains(draft.text.at(i));
    return {draft.text, draft.isDynamic, isPattern, draft.isQuoted};
}

/// \n, \x41, \101 of $'…'
QString ansiDecoded(QStringView text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u'\\' || i + 1 >= text.size()) {
            plain += text.at(i);
            continue;
        }
        const QChar kind = text.at(++i);
        const bool isHex = kind == u'x' || kind == u'u' || kind == u'U';
        const auto isDigit = [isHex](QChar c) { return isHex ? u"0123456789abcdefABCDEF"_s.contains(c) : c >= u'0' && c <= u'7'; };
        if (!isHex && !isDigit(kind)) {
            static const QHash<QChar, QChar> controls{{u'n', u'\n'}, {u't', u'\t'}, {u'r', u'\r'}, {u'a', u'\a'}, {u'b', u'\b'}, {u'e', u'\x1b'}, {u'f', u'\f'}, {u'v', u'\v'}};
            plain += controls.value(kind, kind);
            continue;
        }
        const qsizetype longest = kind == u'x' ? 2 : kind == u'u' ? 4 : kind == u'U' ? 8 : 3;
        const qsizetype from = isHex ? i + 1 : i;
        qsizetype to = from;
        while (to < text.size() && to - from < longest && isDigit(text.at(to)))
            ++to;
        const char32_t code = text.sliced(from, to - from).toUInt(nullptr, isHex ? 16 : 8);
        if (code > 0 && code <= 0x10ffff)
            plain += QString::fromUcs4(&code, 1);
        i = to - 1;
    }
    return plain;
}

class Splitter final
{
public:
    Splitter(const QString &text, int depth, ShellLine &line) : m_text(text), m_depth(depth), m_line(line) {}
    void run();

private:
    enum class Expects { Word, Write, Read, HereString, HereDoc };
    struct HereDoc
    {
        qsizetype command = -1;
        QString end;
        bool isQuoted = false;
        bool stripsTabs = false;
    };

    QChar at(qsizetype i) const { return i < m_text.size() ? m_text.at(i) : QChar(); }
    void unclear() { m_line.isUnclear = true; }
    void step();
    void separator(bool isPipe);
    void operatorAt(QChar c);
    void parenthesis();
    void redirect();
    void wordPart();
    void singleQuoted();
    void doubleQuoted();
    void dollar(bool inQuotes);
    void backtick();
    void substitution(qsizetype open);
    void inner(const QString &text);
    qsizetype closingParenthesis(qsizetype open) const;
    qsizetype closingQuote(qsizetype open) const;
    void endWord();
    void take(const ShellWord &word);
    void endCommand();
    void readHereDocs();
    bool isCase() const { return !m_command.words.isEmpty() && !m_command.words.first().isQuoted && m_command.words.first().text == "case"_L1; }

    const QString m_text;
    const int m_depth;
    ShellLine &m_line;
    qsizetype m_pos = 0;
    Draft m_word;
    ShellCommand m_command;
    Expects m_expects = Expects::Word;
    bool m_stripsTabs = false;
    int m_parentheses = 0;
    int m_cases = 0;
    QList<HereDoc> m_hereDocs;
};

void Splitter::run()
{
    if (m_depth > kDeepest || m_text.size() > kLongest)
        return unclear();
    while (m_pos < m_text.size())
        step();
    endWord();
    endCommand();
    if (!m_hereDocs.isEmpty())
        unclear();
}

void Splitter::step()
{
    const QChar c = at(m_pos);
    if (c == u' ' || c == u'\t' || c == u'\r') {
        endWord();
        ++m_pos;
    } else if (c == u'#' && !m_word.isStarted) {
        const qsizetype end = m_text.indexOf(u'\n', m_pos);
        m_pos = end < 0 ? m_text.size() : end;
    } else if (u"\n;&|"_s.contains(c)) {
        operatorAt(c);
    } else if (c == u'(' || c == u')') {
        parenthesis();
    } else if (c == u'<' || c == u'>') {
        redirect();
    } else {
        wordPart();
    }
}

void Splitter::operatorAt(QChar c)
{
    if (c == u'&' && at(m_pos + 1) == u'>') { // &> file
        endWord();
        m_pos += at(m_pos + 2) == u'>' ? 3 : 2;
        m_expects = Expects::Write;
        return;
    }
    const bool isDouble = at(m_pos + 1) == c;
    const bool isPipe = c == u'|' && !isDouble;
    m_pos += (isDouble && c != u'\n') || (isPipe && at(m_pos + 1) == u'&') ? 2 : 1;
    separator(isPipe);
    if (c == u'\n')
        readHereDocs();
}

void Splitter::separator(bool isPipe)
{
    endWord();
    endCommand();
    m_command.readsPipe = isPipe;
}

void Splitter::parenthesis()
{
    const bool opens = at(m_pos) == u'(';
    if (opens && (m_word.isStarted || !m_command.words.isEmpty()))
        unclear(); // a function, an array, or a pattern
    ++m_pos;
    if (opens) {
        ++m_parentheses;
    } else if (m_parentheses > 0) {
        --m_parentheses;
    } else if (isCase() || m_cases > 0) { // "case x in a) …": what stands before is a pattern
        endWord();
        m_cases += isCase() ? 1 : 0;
        m_command = {};
        return;
    }
    separator(opens && m_command.readsPipe);
}

void Splitter::redirect()
{
    const bool isNumber = m_word.isStarted && !m_word.isQuoted && std::ranges::all_of(m_word.text, [](QChar c) { return c.isDigit(); });
    if (isNumber)
        m_word = {};
    endWord();
    const QStringView rest = QStringView(m_text).sliced(m_pos);
    if (rest.startsWith("<("_L1) || rest.startsWith(">("_L1)) {
        m_word.isDynamic = true;
        return substitution(m_pos + 1);
    }
    const auto match = [&](QLatin1StringView op, Expects expects) {
        if (!rest.startsWith(op))
            return false;
        m_pos += op.size();
        m_expects = expects;
        m_stripsTabs = op == "<<-"_L1;
        return true;
    };
    (void)(match("<<<"_L1, Expects::HereString) || match("<<-"_L1, Expects::HereDoc) || match("<<"_L1, Expects::HereDoc)
           || match("<&"_L1, Expects::Read) || match("<>"_L1, Expects::Write) || match("<"_L1, Expects::Read)
           || match(">>"_L1, Expects::Write) || match(">&"_L1, Expects::Write) || match(">|"_L1, Expects::Write) || match(">"_L1, Expects::Write));
}

void Splitter::wordPart()
{
    const QChar c = at(m_pos);
    if (c == u'\\') {
        if (m_pos + 1 >= m_text.size())
            unclear();
        else if (at(m_pos + 1) != u'\n')
            m_word.add(at(m_pos + 1), true);
        m_word.isQuoted = true;
        m_pos += 2;
    } else if (c == u'\'') {
        singleQuoted();
    } else if (c == u'"') {
        doubleQuoted();
    } else if (c == u'$') {
        dollar(false);
    } else if (c == u'`') {
        backtick();
    } else {
        m_word.add(c, false);
        ++m_pos;
    }
}

void Splitter::singleQuoted()
{
    const qsizetype end = m_text.indexOf(u'\'', m_pos + 1);
    m_word.isStarted = m_word.isQuoted = true;
    if (end < 0)
        unclear();
    const qsizetype stop = end < 0 ? m_text.size() : end;
    m_word.add(QStringView(m_text).sliced(m_pos + 1, stop - m_pos - 1), true);
    m_pos = stop + 1;
}

void Splitter::doubleQuoted()
{
    m_word.isStarted = m_word.isQuoted = true;
    ++m_pos;
    while (m_pos < m_text.size() && at(m_pos) != u'"') {
        const QChar c = at(m_pos), next = at(m_pos + 1);
        if (c == u'\\' && u"$`\"\\\n"_s.contains(next) && !next.isNull()) {
            if (next != u'\n')
                m_word.add(next, true);
            m_pos += 2;
        } else if (c == u'$') {
            dollar(true);
        } else if (c == u'`') {
            backtick();
        } else {
            m_word.add(c, true);
            ++m_pos;
        }
    }
    if (m_pos >= m_text.size())
        unclear();
    ++m_pos;
}

void Splitter::dollar(bool inQuotes)
{
    const QChar next = at(m_pos + 1);
    if (next == u'\'' && !inQuotes) {
        qsizetype end = m_pos + 2;
        while (end < m_text.size() && at(end) != u'\'')
            end += at(end) == u'\\' ? 2 : 1;
        if (end >= m_text.size())
            unclear();
        m_word.add(ansiDecoded(QStringView(m_text).sliced(m_pos + 2, std::min(end, m_text.size()) - m_pos - 2)), true);
        m_word.isQuoted = true;
        m_pos = end + 1;
        return;
    }
    if (next == u'"' && !inQuotes) {
        ++m_pos;
        return doubleQuoted();
    }
    if (next == u'(') {
        m_word.isDynamic = true;
        ++m_pos;
        return substitution(m_pos);
    }
    qsizetype end = m_pos + 1;
    if (next == u'{') {
        end = m_text.indexOf(u'}', m_pos) + 1;
        const QStringView inside = QStringView(m_text).sliced(m_pos, (end > 0 ? end : m_text.size()) - m_pos);
        if (end <= 0 || inside.contains("$("_L1) || inside.contains(u'`') || inside.sliced(2).contains(u'$'))
            unclear();
        end = end > 0 ? end : m_text.size();
    } else if (isNameChar(next)) {
        while (end < m_text.size() && isNameChar(at(end)))
            ++end;
    } else if (u"@*#?-$!"_s.contains(next) && !next.isNull()) {
        ++end;
    }
    const QStringView name = QStringView(m_text).sliced(m_pos, end - m_pos);
    m_word.isDynamic = m_word.isDynamic || name.size() > 1;
    if (!inQuotes && name.contains("IFS"_L1))
        unclear(); // becomes blanks
    m_word.add(name, true);
    m_pos = end;
}

void Splitter::backtick()
{
    qsizetype end = m_pos + 1;
    QString inside;
    while (end < m_text.size() && at(end) != u'`') {
        if (at(end) == u'\\' && u"`\\$"_s.contains(at(end + 1)))
            ++end;
        inside += at(end++);
    }
    m_word.isDynamic = true;
    m_word.add(u"`…`"_s, true);
    if (end >= m_text.size())
        unclear();
    inner(inside);
    m_pos = end + 1;
}

/// From the "(" of $( or <( on.
void Splitter::substitution(qsizetype open)
{
    const qsizetype end = closingParenthesis(open);
    m_word.add(u"$(…)"_s, true);
    if (end < 0) {
        unclear();
        m_pos = m_text.size();
        return;
    }
    inner(m_text.sliced(open + 1, end - open - 1));
    m_pos = end + 1;
}

void Splitter::inner(const QString &text)
{
    Splitter(text, m_depth + 1, m_line).run();
}

qsizetype Splitter::closingParenthesis(qsizetype open) const
{
    int depth = 0;
    for (qsizetype i = open; i < m_text.size(); ++i) {
        const QChar c = at(i);
        if (c == u'\\')
            ++i;
        else if (c == u'\'')
            i = m_text.indexOf(u'\'', i + 1);
        else if (c == u'"')
            i = closingQuote(i);
        else if (c == u'(')
            ++depth;
        else if (c == u')' && --depth == 0)
            return i;
        if (i < 0)
            return -1;
    }
    return -1;
}

qsizetype Splitter::closingQuote(qsizetype open) const
{
    for (qsizetype i = open + 1; i < m_text.size(); ++i) {
        const QChar c = at(i);
        if (c == u'"')
            return i;
        if (c == u'\\')
            ++i;
        else if (c == u'$' && at(i + 1) == u'(' && (i = closingParenthesis(i + 1)) < 0)
            return -1;
    }
    return -1;
}

void Splitter::endWord()
{
    if (!m_word.isStarted)
        return;
    const Draft word = std::exchange(m_word, {});
    const QList<Draft> all = expanded(word);
    if (all.size() > kMostExpansions)
        unclear();
    for (const Draft &one : all)
        take(toWord(one));
}

void Splitter::take(const ShellWord &word)
{
    switch (std::exchange(m_expects, Expects::Word)) {
    case Expects::Word:
        m_command.words += word;
        return;
    case Expects::Write:
        m_command.writes += word;
        return;
    case Expects::Read:
        m_command.readsPipe = true;
        return;
    case Expects::HereString:
        m_command.input = word.text;
        m_command.hasInput = true;
        if (word.isDynamic)
            m_command.readsPipe = true;
        return;
    case Expects::HereDoc:
        m_hereDocs += HereDoc{-1, word.text, word.isQuoted, m_stripsTabs};
        m_command.hasInput = true;
        return;
    }
}

void Splitter::endCommand()
{
    m_expects = Expects::Word;
    for (HereDoc &one : m_hereDocs) {
        if (one.command < 0)
            one.command = m_line.commands.size();
    }
    if (isCase()) {
        ++m_cases;
        m_command = {};
    }
    ShellCommand command = std::exchange(m_command, {});
    static const QStringList leading{u"if"_s, u"then"_s, u"else"_s, u"elif"_s, u"while"_s, u"until"_s, u"do"_s, u"!"_s, u"{"_s,
                                     u"time"_s, u"fi"_s, u"done"_s, u"}"_s, u"coproc"_s};
    static const QStringList unread{u"function"_s};
    static const QStringList harmless{u"for"_s, u"select"_s, u"[["_s};
    const auto startsWith = [&command](const QStringList &words) {
        return !command.words.isEmpty() && !command.words.first().isQuoted && words.contains(command.words.first().text);
    };
    while (startsWith(leading) || startsWith({u"esac"_s})) {
        const bool isEsac = command.words.takeFirst().text == "esac"_L1;
        m_cases -= isEsac && m_cases > 0 ? 1 : 0;
    }
    if (startsWith({u"case"_s})) // behind "then" or "do"
        unclear();
    if (startsWith(unread))
        unclear();
    if (startsWith(harmless))
        command.words.clear();
    if (!command.words.isEmpty() || !command.writes.isEmpty() || command.hasInput)
        m_line.commands += command;
}

void Splitter::readHereDocs()
{
    for (const HereDoc &doc : std::exchange(m_hereDocs, {})) {
        QString body;
        bool isEnded = false;
        while (m_pos < m_text.size() && !isEnded) {
            const qsizetype end = m_text.indexOf(u'\n', m_pos);
            QString text = m_text.sliced(m_pos, (end < 0 ? m_text.size() : end) - m_pos);
            m_pos = end < 0 ? m_text.size() : end + 1;
            while (doc.stripsTabs && text.startsWith(u'\t'))
                text.removeFirst();
            isEnded = text == doc.end;
            if (!isEnded)
                body += text + u'\n';
        }
        if (!isEnded || (!doc.isQuoted && (body.contains("$("_L1) || body.contains(u'`'))))
            unclear();
        if (doc.command < m_line.commands.size())
            m_line.commands[doc.command].input = body;
    }
}

} // namespace

ShellLine splitShell(const QString &line, int depth)
{
    ShellLine result;
    Splitter(line, depth, result).run();
    return result;
}

} // namespace aiops::team
