#include "team/shellsplit.h"

#include "team/shellword.h"

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 8;
constexpr qsizetype kLongest = 64 * 1024;

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
    void takeFrom(const WordReader &reader);
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
        WordReader reader(m_text, m_pos, m_word);
        reader.substitution(m_pos + 1);
        return takeFrom(reader);
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
    WordReader reader(m_text, m_pos, m_word);
    reader.read();
    takeFrom(reader);
}

void Splitter::takeFrom(const WordReader &reader)
{
    for (const QString &text : reader.inner())
        Splitter(text, m_depth + 1, m_line).run();
    if (reader.isUnclear())
        unclear();
}

void Splitter::endWord()
{
    if (!m_word.isStarted)
        return;
    const Draft word = std::exchange(m_word, {});
    const QList<Draft> all = expandedBraces(word);
    if (all.size() > mostExpansions)
        unclear();
    for (const Draft &one : all)
        take(one.toWord());
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
