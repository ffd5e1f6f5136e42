#include "team/shellword.h"

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

} // namespace

void WordReader::read()
{
    const QChar c = at(m_pos);
    if (c == u'\\') {
        if (m_pos + 1 >= m_text.size())
            m_isUnclear = true;
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

void WordReader::singleQuoted()
{
    const qsizetype end = m_text.indexOf(u'\'', m_pos + 1);
    m_word.isStarted = m_word.isQuoted = true;
    if (end < 0)
        m_isUnclear = true;
    const qsizetype stop = end < 0 ? m_text.size() : end;
    m_word.add(QStringView(m_text).sliced(m_pos + 1, stop - m_pos - 1), true);
    m_pos = stop + 1;
}

void WordReader::doubleQuoted()
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
        m_isUnclear = true;
    ++m_pos;
}

void WordReader::dollar(bool inQuotes)
{
    const QChar next = at(m_pos + 1);
    if (next == u'\'' && !inQuotes)
        return ansiQuoted();
    if (next == u'"' && !inQuotes) {
        ++m_pos;
        return doubleQuoted();
    }
    if (next != u'(')
        return variable(inQuotes);
    m_word.isDynamic = true;
    ++m_pos;
    substitution(m_pos);
}

void WordReader::ansiQuoted()
{
    qsizetype end = m_pos + 2;
    while (end < m_text.size() && at(end) != u'\'')
        end += at(end) == u'\\' ? 2 : 1;
    if (end >= m_text.size())
        m_isUnclear = true;
    m_word.add(ansiDecoded(QStringView(m_text).sliced(m_pos + 2, std::min(end, m_text.size()) - m_pos - 2)), true);
    m_word.isQuoted = true;
    m_pos = end + 1;
}

void WordReader::variable(bool inQuotes)
{
    const QChar next = at(m_pos + 1);
    qsizetype end = m_pos + 1;
    if (next == u'{') {
        end = m_text.indexOf(u'}', m_pos) + 1;
        const QStringView inside = QStringView(m_text).sliced(m_pos, (end > 0 ? end : m_text.size()) - m_pos);
        if (end <= 0 || inside.contains("$("_L1) || inside.contains(u'`') || inside.sliced(2).contains(u'$'))
            m_isUnclear = true;
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
        m_isUnclear = true; // becomes blanks
    m_word.add(name, true);
    m_pos = end;
}

void WordReader::backtick()
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
        m_isUnclear = true;
    m_inner.append(inside);
    m_pos = end + 1;
}

void WordReader::substitution(qsizetype open)
{
    const qsizetype end = closingParenthesis(open);
    m_word.add(u"$(…)"_s, true);
    if (end < 0) {
        m_isUnclear = true;
        m_pos = m_text.size();
        return;
    }
    m_inner.append(m_text.sliced(open + 1, end - open - 1));
    m_pos = end + 1;
}

qsizetype WordReader::closingParenthesis(qsizetype open) const
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

qsizetype WordReader::closingQuote(qsizetype open) const
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

} // namespace aiops::team
