#include "inventory/validation.h"

#include "core/proxyaddress.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> invalid(const char *text)
{
    return std::unexpected(Error{Errc::Invalid, QCoreApplication::translate("inventory", text)});
}

bool matches(const QString &text, const QString &pattern)
{
    // Compiling takes far longer than matching, and an import checks 100,000 rows.
    thread_local QHash<QString, QRegularExpression> compiled;
    QRegularExpression &expression = compiled[pattern];
    if (expression.pattern().isEmpty())
        expression.setPattern(u"\\A(?:%1)\\z"_s.arg(pattern));
    return expression.match(text).hasMatch();
}

bool isUnsafe(QChar c, bool lines)
{
    if (lines && (c == u'\n' || c == u'\t'))
        return false;
    const auto category = c.category();
    return category == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e))
        || (c >= QChar(0x2066) && c <= QChar(0x2069)) || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph;
}

bool isIpv4(const QString &text)
{
    return matches(text, uR"((?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!\z)|\z)){4})"_s);
}

/// RFC 4291 §2.2 with an optional zone (RFC 4007).
bool isIpv6(const QString &text)
{
    QString address = text.section(u'%', 0, 0);
    if (text.contains(u'%') && !matches(text.section(u'%', 1), u"[A-Za-z0-9._-]{1,32}"_s))
        return false;
    if (const qsizetype last = address.lastIndexOf(u':'); address.contains(u'.')) {
        if (!isIpv4(address.mid(last + 1)))
            return false;
        address = address.left(last + 1) + u"0:0"_s;
    }
    const QStringList halves = address.split(u"::"_s);
    if (halves.size() > 2)
        return false;
    int groups = 0;
    for (const QString &half : halves) {
        if (half.isEmpty() && halves.size() == 2)
            continue;
        for (const QString &group : half.split(u':')) {
            if (!matches(group, u"[0-9A-Fa-f]{1,4}"_s))
                return false;
            groups++;
        }
    }
    return halves.size() == 2 ? groups < 8 : groups == 8;
}

bool isHostName(const QString &text)
{
    return text.size() <= 253 && matches(text, u"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\\.(?!\\z)|\\.?\\z))+"_s)
        && !matches(text, u"[0-9.]+"_s);
}

} // namespace

Result<QString> validText(const QString &text, qsizetype limit, bool lines)
{
    if (text.size() > limit)
        return invalid(QT_TRANSLATE_NOOP("inventory", "The text is too long."));
    if (std::ranges::any_of(text, [lines](QChar c) { return isUnsafe(c, lines); }) || !text.isValidUtf16())
        return invalid(QT_TRANSLATE_NOOP("inventory", "The text holds control characters."));
    return text.isNull() ? u""_s : text;
}

Result<QString> validName(const QString &text)
{
    const QString name = text.trimmed();
    if (name.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("inventory", "The name is missing."));
    return validText(name, 200, false);
}

Result<QString> validSlug(const QString &text)
{
    const QString slug = text.trimmed();
    if (slug.isEmpty() || slug.size() > 100 || slugOf(slug) != slug)
        return invalid(QT_TRANSLATE_NOOP("inventory", "The short name may hold lower-case letters, digits and single hyphens."));
    return slug;
}

Result<QString> validColor(const QString &text)
{
    const QString color = text.trimmed().toLower();
    if (!color.isEmpty() && !matches(color, u"#[0-9a-f]{6}"_s))
        return invalid(QT_TRANSLATE_NOOP("inventory", "The colour must look like #c58801."));
    return color.isNull() ? u""_s : color;
}

Result<QString> validAddress(const QString &text)
{
    const QString address = text.trimmed();
    if (address.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("inventory", "The address is missing."));
    if (isIpv4(address) || isHostName(address) || (address.contains(u':') && isIpv6(address)))
        return address;
    return invalid(QT_TRANSLATE_NOOP("inventory", "The address must be a host name, an IPv4 or an IPv6 address."));
}

Result<QString> validUser(const QString &text)
{
    const QString user = text.trimmed();
    if (!user.isEmpty() && !matches(user, u"[A-Za-z0-9._][A-Za-z0-9._-]{0,99}"_s))
        return invalid(QT_TRANSLATE_NOOP("inventory", "The user name may hold letters, digits, '.', '_' and '-'."));
    return user.isNull() ? u""_s : user;
}

Result<QString> validProxy(const QString &text)
{
    const QString written = text.trimmed();
    const Result<ProxyAddress> proxy = parseProxy(written);
    if (!proxy)
        return std::unexpected(proxy.error());
    return written.compare("none"_L1, Qt::CaseInsensitive) == 0 ? u"none"_s : written.isEmpty() ? u""_s : written;
}

Result<int> validPort(int port)
{
    if (port < 1 || port > 65535)
        return invalid(QT_TRANSLATE_NOOP("inventory", "The port must be 1 to 65535."));
    return port;
}

Result<QString> validTag(const QString &text)
{
    const QString tag = text.trimmed();
    if (tag.isEmpty() || tag.startsWith(u'=') || tag.contains(u',') || tag.contains(u';'))
        return invalid(QT_TRANSLATE_NOOP("inventory", "A tag looks like key=value, without ',' and ';'."));
    return validText(tag, 100, false);
}

} // namespace aiops::inventory
