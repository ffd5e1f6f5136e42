#include "core/text.h"
#include "ssh/client/sessionclient.h"
#include "ssh/client/text.h"

namespace aiops::ssh {
namespace {

using messages::EndStage;
using messages::Reason;

Error closedError(EndStage stage, const QString &detail)
{
    switch (stage) {
    case EndStage::Banner:
        return {Errc::Unreachable, Text::tr("The server closed the connection before its SSH greeting."), detail};
    case EndStage::KeyExchange:
        return {Errc::Protocol, Text::tr("The server closed the connection during the key exchange."), detail};
    case EndStage::SignIn:
        return {Errc::AuthFailed, Text::tr("The server closed the connection during the sign-in."), detail};
    case EndStage::Ready:
        break;
    }
    return {Errc::Closed, Text::tr("The connection was lost."), detail};
}

Error lateError(EndStage stage, const QString &detail)
{
    switch (stage) {
    case EndStage::Banner:
        return {Errc::TimedOut, Text::tr("The server accepted the connection but sent no SSH greeting."), detail};
    case EndStage::KeyExchange:
        return {Errc::TimedOut, Text::tr("The server stopped answering during the key exchange."), detail};
    case EndStage::SignIn:
        return {Errc::TimedOut, Text::tr("The server stopped answering during the sign-in."), detail};
    case EndStage::Ready:
        break;
    }
    return {Errc::TimedOut, Text::tr("The server stopped answering."), detail};
}

} // namespace

Error sessionError(const messages::SessionEnded &ended)
{
    const QString text = shownPlain(QString::fromUtf8(ended.text), 300);
    switch (ended.reason) {
    case Reason::TimedOut:
        return lateError(ended.stage, text);
    case Reason::BadGreeting:
        if (text.contains(QLatin1StringView("MaxStartups")) || text.contains(QLatin1StringView("Not allowed at this time")))
            return {Errc::Unreachable, Text::tr("The server takes no more sign-ins at this moment: “%1”.").arg(shownPlain(text, 80)), text,
                    Text::tr("Try again in a minute. Too many are signing in at once, or too many failed from this address.")};
        return {Errc::Protocol, Text::tr("The server does not speak SSH; it answered “%1”.").arg(shownPlain(text, 80)), text};
    case Reason::NoCommonAlgorithm:
        return {Errc::Protocol, Text::tr("The server offers only methods that are not considered safe (%1).").arg(text), text,
                Text::tr("Update the SSH server on this host. If that cannot be, allow old algorithms for it: in the instance's dialog, or with "
                         "aiops instance edit NAME --old-algorithms on.")};
    case Reason::TooManyPrompts:
        return {Errc::Protocol, Text::tr("The server asked more or longer questions than is acceptable."), text};
    case Reason::Flood:
        return {Errc::Protocol, Text::tr("The server sent more before the sign-in than is acceptable."), text};
    case Reason::Protocol:
        return {Errc::Protocol, Text::tr("The server does not speak SSH as it must."), text};
    case Reason::Closed:
    case Reason::Lost:
    case Reason::Refused:
        break;
    }
    return closedError(ended.stage, text);
}

} // namespace aiops::ssh
