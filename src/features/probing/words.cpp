#include "features/probing/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::probing {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::probing", text);
}

} // namespace

QString latencyText(int ms)
{
    return ms < 0 ? QString() : say("%1 ms").arg(ms);
}

QString resultText(const inventory::LastSeen &seen)
{
    if (seen.state == u"reachable")
        return seen.latencyMs < 0 ? say("Reachable") : say("Reachable, %1").arg(latencyText(seen.latencyMs));
    return seen.state == u"unreachable" ? say("Unreachable") : say("Not checked");
}

} // namespace aiops::probing
