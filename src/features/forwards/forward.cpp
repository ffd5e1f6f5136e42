#include "features/forwards/forward.h"

#include "inventory/validation.h"
#include "ssh/client/address.h"
#include "ssh/client/names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

constexpr int kLongestPath = 107; // sun_path of Linux

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

std::unexpected<Error> invalid(const QString &text, const QString &hint = {})
{
    return std::unexpected(Error{Errc::Invalid, text, {}, hint});
}

bool isLoopback(const QString &address)
{
    return address == u"localhost" || address == u"::1" || address.startsWith(u"127.");
}

Status checkPath(const QString &path)
{
    if (!path.startsWith(u'/') || path.toUtf8().size() > kLongestPath)
        return invalid(say("The path of a socket begins with / and has at most %1 bytes.").arg(kLongestPath));
    return inventory::validText(path, kLongestPath, false).transform([](const QString &) {});
}

Status checkPort(int port)
{
    if (port < 1 || port > 65535)
        return invalid(say("The port must be 1 to 65535."));
    return {};
}

/// On this computer an IP address, on the host whatever it takes.
Status checkListen(const Forward &forward)
{
    if (forward.listen.isSocket())
        return forward.kind == Kind::Local ? checkPath(forward.listen.path)
                                           : invalid(say("Only a local forward can listen on a Unix socket."), say("Give a port."));
    const QString &address = forward.listen.host;
    const bool isAddress = address == u"*" || address == u"localhost" || ssh::Address::fromText(address).has_value();
    if (forward.kind != Kind::Remote && !isAddress)
        return invalid(say("“%1” is not an IP address.").arg(address.left(80)), say("Give an address of this computer, or * for every one."));
    if (address != u"*" && !ssh::checkEndpoint({address, 1, {}, {}, {}}))
        return invalid(say("“%1” is not a host name or address.").arg(address.left(80)));
    return checkPort(forward.listen.port);
}

Status checkTarget(const Forward &forward)
{
    if (forward.kind == Kind::Dynamic)
        return forward.target == End{} ? Status() : invalid(say("A dynamic forward has no target: the programs that use it say where to."));
    if (forward.target.isSocket())
        return checkPath(forward.target.path);
    if (const Status host = ssh::checkEndpoint({forward.target.host, 1, {}, {}, {}}); !host)
        return host;
    return checkPort(forward.target.port);
}

void trim(End &end)
{
    end.host = end.host.trimmed();
    end.path = end.path.trimmed();
    if (end.isSocket())
        end = {{}, 0, end.path};
}

} // namespace

QString kindName(Kind kind)
{
    return kind == Kind::Local ? u"local"_s : kind == Kind::Remote ? u"remote"_s : u"dynamic"_s;
}

std::optional<Kind> parseKind(QStringView name)
{
    for (const Kind kind : {Kind::Local, Kind::Remote, Kind::Dynamic}) {
        if (kindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

QString End::toText() const
{
    if (isSocket())
        return path;
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

bool Forward::doesTheSame(const Forward &other) const
{
    return instance == other.instance && kind == other.kind && listen == other.listen && target == other.target;
}

bool isOpenToOthers(const Forward &forward)
{
    return !forward.listen.isSocket() && !isLoopback(forward.listen.host);
}

Result<Forward> checked(Forward forward)
{
    trim(forward.listen);
    trim(forward.target);
    if (!forward.listen.isSocket() && forward.listen.host.isEmpty())
        forward.listen.host = u"127.0.0.1"_s;
    if (forward.listen.host == u"localhost" && forward.kind != Kind::Remote)
        forward.listen.host = u"127.0.0.1"_s;
    if (const Status listen = checkListen(forward); !listen)
        return std::unexpected(listen.error());
    if (const Status target = checkTarget(forward); !target)
        return std::unexpected(target.error());
    const Result<QString> name = inventory::validText(forward.name.trimmed(), 200, false);
    if (!name)
        return std::unexpected(name.error());
    forward.name = *name;
    return forward;
}

QString stateName(State state)
{
    switch (state) {
    case State::Stopped: return u"stopped"_s;
    case State::Connecting: return u"connecting"_s;
    case State::Listening: return u"listening"_s;
    case State::Waiting: return u"waiting"_s;
    case State::Failed: return u"failed"_s;
    }
    return {};
}

} // namespace aiops::forwards
