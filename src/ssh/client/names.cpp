#include "ssh/client/names.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <algorithm>

namespace aiops::ssh {
namespace {

bool isPlain(QStringView name, QStringView punctuation, qsizetype limit)
{
    return name.size() <= limit && !name.startsWith(u'-') && std::ranges::all_of(name, [punctuation](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || punctuation.contains(c);
    });
}

} // namespace

Status checkEndpoint(const Endpoint &endpoint)
{
    if (endpoint.host.isEmpty() || !isPlain(endpoint.host, u"._-:%", 255))
        return fail(Errc::Invalid, Text::tr("“%1” is not a host name or address.").arg(shownPlain(endpoint.host, 80)));
    if (!isPlain(endpoint.user, u"._-:%", 255))
        return fail(Errc::Invalid, Text::tr("“%1” is not a user name.").arg(shownPlain(endpoint.user, 80)));
    if (endpoint.port == 0)
        return fail(Errc::Invalid, Text::tr("The port must be 1 to 65535."));
    return {};
}

} // namespace aiops::ssh
