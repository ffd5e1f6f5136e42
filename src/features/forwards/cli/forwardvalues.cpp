#include "features/forwards/cli/forwardvalues.h"

#include "features/forwards/forwardspec.h"
#include "features/forwards/words.h"

using namespace Qt::StringLiterals;

namespace aiops::forwards {

using cli::Context;

namespace {

constexpr std::array kKinds{Kind::Local, Kind::Remote, Kind::Dynamic};

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

Result<Forward> bound(Forward forward, const QString &address)
{
    if (forward.listen.isSocket())
        return std::unexpected(Error{Errc::Invalid, say("A Unix socket has no address to bind to.")});
    forward.listen.host = address;
    return checked(forward);
}

} // namespace

Result<Forward> givenForward(const Context &context)
{
    std::optional<Result<Forward>> found;
    for (const Kind kind : kKinds) {
        const QString option = u"--"_s + kindName(kind);
        if (!context.arguments.has(option))
            continue;
        if (found)
            return std::unexpected(Error{Errc::Invalid, say("Give only one of --local, --remote and --dynamic.")});
        found = parseSpec(kind, context.arguments.value(option));
    }
    if (!found)
        return std::unexpected(Error{Errc::Invalid, say("Give --local, --remote or --dynamic."), {}, say("As in --local 8080:127.0.0.1:80.")});
    if (!*found || !context.arguments.has(u"--bind"_s))
        return *found;
    return bound(**found, context.arguments.value(u"--bind"_s));
}

Result<Forward> editedForward(const Context &context, Forward stored)
{
    const cli::Arguments &arguments = context.arguments;
    const bool hasSpec = std::ranges::any_of(kKinds, [&](Kind kind) { return arguments.has(u"--"_s + kindName(kind)); });
    if (!hasSpec && !arguments.has(u"--bind"_s) && !arguments.has(u"--name"_s) && !arguments.has(u"--autostart"_s))
        return std::unexpected(Error{Errc::Invalid, say("Say what is to be changed."), {}, say("As in --local 8081:127.0.0.1:80, --name or --autostart off.")});
    stored.name = arguments.value(u"--name"_s, stored.name);
    if (arguments.has(u"--autostart"_s))
        stored.autostart = arguments.value(u"--autostart"_s) == "on"_L1;
    if (!hasSpec)
        return arguments.has(u"--bind"_s) ? bound(stored, arguments.value(u"--bind"_s)) : checked(stored);
    return givenForward(context).and_then([&stored](const Forward &given) {
        stored.kind = given.kind;
        stored.listen = given.listen;
        stored.target = given.target;
        return checked(stored);
    });
}

Future<void> confirmOpen(Context context, Forward forward, QString instance)
{
    const QString warning = warningOf(forward, instance);
    if (warning.isEmpty())
        co_return Status();
    if (context.arguments.yes) {
        cli::printMessage(*context.io, context.arguments, warning);
        co_return Status();
    }
    auto answer = co_await context.io->promptLine(warning + u'\n' + say("Open it to others? Type yes: "));
    if (!answer && answer.error().code == Errc::NoInput)
        answer = std::unexpected(Error{Errc::NoInput, warning, {}, say("Give --yes if you mean it, or leave --bind out.")});
    if (!answer)
        co_return std::unexpected(answer.error());
    co_return answer->trimmed() == u"yes" ? Status() : Status(std::unexpected(cancelledError()));
}

} // namespace aiops::forwards
