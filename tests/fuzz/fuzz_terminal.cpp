#include "features/terminal/outputfilter.h"
#include "fuzz/fuzz.h"

#include <cstdlib>

using aiops::terminal::OutputFilter;

namespace {

QByteArray filtered(QByteArrayView input, qsizetype piece)
{
    OutputFilter filter;
    QByteArray out;
    for (; !input.isEmpty(); input = input.sliced(std::min(piece, input.size())))
        out += filter.filter(input.first(std::min(piece, input.size())));
    return out;
}

} // namespace

QList<QByteArray> fuzzSeeds()
{
    return {"\x1b[1;31mred\x1b[0m\r\n$ ",        "\x1b]0;title\a\x1b]2;title\x1b\\",       "\x1b[6n\x1b[c\x1b]52;c;aGk=\a",
            "\x1b[?2004h\x1b[?1049h\x1b[2J\x1b[H", "\x1bP1$tx\x1b\\text\x1b_apc\x1b\\",      "\x1b[38;2;1;2;3mtrue\x1b[4:3m",
            "\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\", "\x1b[80b\x1b[21t\x1b(B\x1b#8\x9b" "6n\xc2\x9b" "6n"};
}

/// What passes does not depend on how the stream was cut, and is of what may pass: nothing of it goes when it is filtered again.
void fuzzOne(QByteArrayView input)
{
    const QByteArray whole = filtered(input, std::max<qsizetype>(1, input.size()));
    if (whole.size() > input.size() || filtered(input, 1) != whole || filtered(input, 7) != whole)
        std::abort();
    if (filtered(whole, std::max<qsizetype>(1, whole.size())) != whole)
        std::abort();
}
