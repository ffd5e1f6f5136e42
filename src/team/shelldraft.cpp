#include "team/shelldraft.h"

#include <QHash>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

void Draft::add(QChar c, bool isPlain)
{
    text += c;
    quoted += isPlain;
    isStarted = true;
}

void Draft::add(QStringView all, bool isPlain)
{
    for (const QChar c : all)
        add(c, isPlain);
}

ShellWord Draft::toWord() const
{
    bool isPattern = false;
    for (qsizetype i = 0; i < text.size() && !isPattern; ++i)
        isPattern = !quoted.at(i) && u"*?["_s.contains(text.at(i));
    return {text, isDynamic, isPattern, isQuoted};
}

QList<Draft> expandedBraces(const Draft &word)
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
            all += expandedBraces(joined(part(word, 0, i), one, part(word, end + 1, word.text.size())));
            if (all.size() > mostExpansions)
                return all;
        }
        return all;
    }
    return {word};
}

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

} // namespace aiops::team
