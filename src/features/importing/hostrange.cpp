#include "features/importing/hostrange.h"

#include "core/text.h"
#include "features/importing/hostrecord.h"

#include <QRegularExpression>

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPattern = 1000; ///< all its names together must fit into memory

Error backwards(const QString &pattern)
{
    return {Errc::Invalid, Text::tr("The range in “%1” goes backwards.").arg(shownPlain(pattern, 100))};
}

Result<QStringList> numbers(const QString &pattern, const QString &first, const QString &last, qint64 step, qsizetype most)
{
    const qint64 from = first.toLongLong(), to = last.toLongLong();
    if (to < from)
        return std::unexpected(backwards(pattern));
    if ((to - from) / step >= most)
        return std::unexpected(Error{Errc::TooLarge, Text::tr("“%1” names more than %2 hosts.").arg(shownPlain(pattern, 100)).arg(most)});
    const int width = first.startsWith(u'0') && first.size() > 1 ? int(first.size()) : 0;
    QStringList list;
    for (qint64 n = from; n <= to; n += step)
        list += QString::number(n).rightJustified(width, u'0');
    return list;
}

Result<QStringList> letters(const QString &pattern, QChar first, QChar last, qint64 step)
{
    if (last < first)
        return std::unexpected(backwards(pattern));
    QStringList list;
    for (qint64 c = first.unicode(); c <= last.unicode(); c += step)
        list += QChar(char16_t(c));
    return list;
}

} // namespace

Result<QStringList> expandHostRange(const QString &pattern, qsizetype most)
{
    static const QRegularExpression range(uR"(\[(?:([0-9]{1,9}):([0-9]{1,9})|([a-z]):([a-z])|([A-Z]):([A-Z]))(?::([1-9][0-9]{0,5}))?\])"_s);
    QStringList names{QString()};
    qsizetype at = 0;
    for (const auto &match : range.globalMatch(pattern)) {
        if (pattern.size() > kLongestPattern)
            return std::unexpected(Error{Errc::TooLarge, Text::tr("“%1” is too long for the name of many hosts.").arg(shownPlain(pattern, 100))});
        const qint64 step = match.hasCaptured(7) ? match.captured(7).toLongLong() : 1;
        const int kind = match.hasCaptured(1) ? 1 : match.hasCaptured(3) ? 3 : 5;
        const auto parts = kind == 1 ? numbers(pattern, match.captured(1), match.captured(2), step, most)
                                     : letters(pattern, match.captured(kind).front(), match.captured(kind + 1).front(), step);
        if (!parts)
            return std::unexpected(parts.error());
        if (names.size() * parts->size() > most)
            return std::unexpected(Error{Errc::TooLarge, Text::tr("“%1” names more than %2 hosts.").arg(shownPlain(pattern, 100)).arg(most)});
        const QString between = pattern.sliced(at, match.capturedStart() - at);
        QStringList next;
        for (const QString &name : std::as_const(names)) {
            for (const QString &part : *parts)
                next += name + between + part;
        }
        names = next;
        at = match.capturedEnd();
    }
    for (QString &name : names)
        name += pattern.sliced(at);
    return names;
}

} // namespace aiops::importing
