#include "core/text.h"

#include <QDateTime>

namespace aiops {

using namespace Qt::StringLiterals;

namespace {

bool isBidiControl(char32_t c)
{
    return c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

QString escaped(char16_t unit)
{
    return unit < 0x100 ? u"\\x%1"_s.arg(uint(unit), 2, 16, QChar(u'0')) : u"\\u%1"_s.arg(uint(unit), 4, 16, QChar(u'0'));
}

} // namespace

QString shownPlain(QStringView text, qsizetype limit)
{
    QString shown;
    shown.reserve(qMin(text.size(), limit));
    for (const QChar c : text) {
        if (shown.size() >= limit)
            return shown.left(limit) + u'…';
        const bool hidden = c.category() == QChar::Other_Control || isBidiControl(c.unicode()) || c.unicode() == 0x2028
                            || c.unicode() == 0x2029;
        shown += hidden ? escaped(c.unicode()) : QString(c);
    }
    return shown;
}

QString slugOf(QStringView name)
{
    QString slug;
    for (const QChar c : name.toString().toLower()) {
        if (c.isLetterOrNumber())
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug;
}

QString toRfc3339(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

} // namespace aiops
