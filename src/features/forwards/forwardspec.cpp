#include "features/forwards/forwardspec.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

std::unexpected<Error> wrong(Kind kind, const QString &spec)
{
    const QString shape = kind == Kind::Dynamic ? u"[BIND:]PORT"_s : u"[BIND:]PORT:HOST:PORT"_s;
    return std::unexpected(Error{Errc::Invalid, say("“%1” does not say what to forward.").arg(spec.left(200)), {},
                                 say("Give %1, with brackets around an IPv6 address.").arg(shape)});
}

/// At the colons outside brackets; the brackets go. Nothing for brackets that do not fit.
std::optional<QStringList> words(const QString &spec)
{
    QStringList found{QString()};
    bool inside = false;
    for (const QChar c : spec) {
        if ((c == u'[' && (inside || !found.constLast().isEmpty())) || (c == u']' && !inside))
            return std::nullopt;
        if (c == u'[' || c == u']')
            inside = c == u'[';
        else if (c == u':' && !inside)
            found.append(QString());
        else
            found.last() += c;
    }
    return inside ? std::nullopt : std::optional(found);
}

std::optional<int> portOf(const QString &text)
{
    bool good = false;
    const int port = text.toInt(&good);
    const bool plain = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return good && plain && port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

/// Takes "host, port" or "/path" from the back of the words.
std::optional<End> takeTarget(QStringList &words)
{
    if (words.isEmpty())
        return std::nullopt;
    const QString last = words.takeLast();
    if (last.startsWith(u'/'))
        return End{{}, 0, last};
    const auto port = portOf(last);
    if (!port || words.isEmpty() || words.constLast().isEmpty())
        return std::nullopt;
    return End{words.takeLast(), *port};
}

std::optional<End> listenOf(const QStringList &words, Kind kind)
{
    const QString loopback = kind == Kind::Remote ? u"localhost"_s : u"127.0.0.1"_s;
    if (words.size() == 1 && words.first().startsWith(u'/'))
        return End{{}, 0, words.first()};
    if (words.isEmpty() || words.size() > 2)
        return std::nullopt;
    const auto port = portOf(words.constLast());
    if (!port)
        return std::nullopt;
    if (words.size() == 1)
        return End{loopback, *port};
    return End{words.first().isEmpty() ? u"*"_s : words.first(), *port};
}


} // namespace

Result<Forward> parseSpec(Kind kind, const QString &spec)
{
    std::optional<QStringList> parts = words(spec);
    if (!parts)
        return wrong(kind, spec);
    const std::optional<End> target = kind == Kind::Dynamic ? End{} : takeTarget(*parts);
    const std::optional<End> listen = target ? listenOf(*parts, kind) : std::nullopt;
    if (!listen)
        return wrong(kind, spec);
    return checked({.id = {}, .instance = {}, .kind = kind, .name = {}, .listen = *listen, .target = *target});
}

QString specOf(const Forward &forward)
{
    return forward.kind == Kind::Dynamic ? forward.listen.toText() : forward.listen.toText() + u':' + forward.target.toText();
}

} // namespace aiops::forwards
