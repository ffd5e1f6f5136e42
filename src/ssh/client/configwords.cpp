#include "ssh/client/configwords.h"

#include "ssh/client/text.h"

#include <QUtf8StringView>

namespace aiops::ssh {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

QByteArrayView skipBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    return text;
}

/// A backslash stands for itself unless it hides a quote, a backslash or, outside quotes, a blank.
bool escapes(QByteArrayView text, char quote)
{
    if (text.size() < 2 || text[0] != '\\')
        return false;
    const char next = text[1];
    return next == '"' || next == '\'' || next == '\\' || (quote == 0 && next == ' ');
}

Result<QByteArray> nextArgument(QByteArrayView &text)
{
    QByteArray word;
    char quote = 0;
    while (!text.isEmpty() && (quote != 0 || !isBlank(text.front()))) {
        const char c = text.front();
        if (escapes(text, quote)) {
            text = text.sliced(1);
            word += text.front();
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        } else {
            word += c;
        }
        text = text.sliced(1);
    }
    if (quote != 0)
        return fail(Errc::Invalid, Text::tr("a quote is not closed"));
    return word;
}

Status isText(QByteArrayView line)
{
    if (line.contains('\0'))
        return fail(Errc::Invalid, Text::tr("the line holds NUL bytes"));
    if (!QUtf8StringView(line).isValidUtf8())
        return fail(Errc::Invalid, Text::tr("the line is not UTF-8"));
    return {};
}

} // namespace

Result<ConfigLine> splitConfigLine(QByteArrayView line)
{
    if (const Status text = isText(line); !text)
        return std::unexpected(text.error());
    QByteArrayView rest = skipBlanks(line);
    ConfigLine result;
    if (rest.isEmpty() || rest.front() == '#')
        return result;
    qsizetype end = 0;
    while (end < rest.size() && !isBlank(rest[end]) && rest[end] != '=')
        ++end;
    result.keyword = rest.first(end).toByteArray().toLower();
    rest = skipBlanks(rest.sliced(end));
    if (rest.startsWith('='))
        rest = skipBlanks(rest.sliced(1));
    while (!rest.isEmpty() && rest.front() != '#') {
        const auto word = nextArgument(rest);
        if (!word)
            return std::unexpected(word.error());
        result.arguments += *word;
        rest = skipBlanks(rest);
    }
    if (result.keyword.isEmpty() || result.arguments.isEmpty())
        return fail(Errc::Invalid, Text::tr("the value is missing"));
    return result;
}

} // namespace aiops::ssh
