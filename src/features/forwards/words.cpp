#include "features/forwards/words.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::forwards", text);
}

QString shownEnd(const End &end)
{
    if (end.host == u"*")
        return say("port %1 of every address").arg(end.port);
    return shownPlain(end.toText(), 120);
}

QString trafficText(const Condition &condition)
{
    const QLocale locale;
    return say("%1 in, %2 out").arg(locale.formattedDataSize(condition.received, 1), locale.formattedDataSize(condition.sent, 1));
}

} // namespace

QString kindTitle(Kind kind)
{
    return kind == Kind::Local ? say("Local") : kind == Kind::Remote ? say("Remote") : say("SOCKS proxy");
}

QString sentenceOf(const Forward &forward, const QString &instance)
{
    const QString listen = shownEnd(forward.listen);
    const QString target = shownEnd(forward.target);
    const QString host = shownPlain(instance, 100);
    switch (forward.kind) {
    case Kind::Local:
        return say("Programs on this computer that connect to %1 reach %2, as seen from %3.").arg(listen, target, host);
    case Kind::Remote:
        return say("Programs on %3 that connect to %1 there reach %2, as seen from this computer.").arg(listen, target, host);
    case Kind::Dynamic:
        return say("Programs on this computer that use %1 as a SOCKS proxy reach whatever %2 reaches.").arg(listen, host);
    }
    return {};
}

QString warningOf(const Forward &forward, const QString &instance)
{
    if (!isOpenToOthers(forward))
        return {};
    if (forward.kind == Kind::Remote)
        return say("Everybody who reaches %1 over the network can use it, where its server allows that (GatewayPorts).").arg(shownPlain(instance, 100));
    return say("Everybody who reaches this computer over the network can use it, with your login on %1.").arg(shownPlain(instance, 100));
}

QString stateText(State state)
{
    switch (state) {
    case State::Stopped: return say("Stopped");
    case State::Connecting: return say("Connecting");
    case State::Listening: return say("Listening");
    case State::Waiting: return say("Waiting to reconnect");
    case State::Failed: return say("Failed");
    }
    return {};
}

QString conditionText(const Condition &condition)
{
    const QString error = condition.error ? shownPlain(condition.error->text, 200) : QString();
    switch (condition.state) {
    case State::Stopped:
    case State::Connecting:
        return stateText(condition.state);
    case State::Failed:
        return error.isEmpty() ? stateText(condition.state) : error;
    case State::Waiting:
        return condition.secondsLeft > 0 ? say("Again in %1 s: %2").arg(condition.secondsLeft).arg(error) : error;
    case State::Listening:
        break;
    }
    if (!error.isEmpty())
        return error;
    if (condition.connections == 0 && condition.received == 0 && condition.sent == 0)
        return say("Not used yet");
    return QCoreApplication::translate("aiops::forwards", "%n connections", nullptr, condition.connections) + u", "_s + trafficText(condition);
}

} // namespace aiops::forwards
