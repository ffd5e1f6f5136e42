#include "features/terminal/pastetext.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;

QString pasteText(const QString &text)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\r"_L1).replace(u'\n', u'\r');
    QString safe;
    safe.reserve(lines.size());
    for (const QChar c : std::as_const(lines)) {
        const bool isControl = c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
        if (!isControl || c == u'\r' || c == u'\t')
            safe.append(c);
    }
    // Without its ESC the end mark is harmless, but shells with loose parsers have been fooled by the rest of it.
    while (safe.contains("[201~"_L1)) // again: removing one may join another
        safe.remove("[201~"_L1);
    return safe;
}

bool pasteNeedsQuestion(const QString &text)
{
    return text.contains(u'\n') || text.contains(u'\r');
}

} // namespace aiops::terminal
