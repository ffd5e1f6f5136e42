#include "net/httpmessage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace aiops::net {

namespace {

bool isVisible(QByteArrayView text, bool spaceAllowed)
{
    return std::ranges::all_of(text, [spaceAllowed](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u > 0x20 && u < 0x7f) || (spaceAllowed && u == 0x20);
    });
}

std::unexpected<Error> invalid(const QString &part)
{
    return std::unexpected(Error{Errc::Invalid,
                                 QCoreApplication::translate("aiops::net", "The request cannot be sent: its %1 is not usable.").arg(part),
                                 u"http request: "_s + part});
}

} // namespace

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
    });
}

QByteArray HttpResponse::header(QByteArrayView lowerCaseName) const
{
    const auto found = std::ranges::find_if(headers, [&](const auto &field) { return field.first == lowerCaseName; });
    return found == headers.end() ? QByteArray() : found->second;
}

Result<QByteArray> encodeGet(const HttpRequest &request)
{
    if (!request.target.startsWith('/') || !isVisible(request.target, false))
        return invalid(u"address"_s);
    if (request.host.isEmpty() || !isVisible(request.host, false))
        return invalid(u"host"_s);
    QByteArray text = "GET " + request.target + " HTTP/1.1\r\nHost: " + request.host + "\r\n";
    for (const auto &[name, value] : request.headers) {
        if (!isToken(name) || !isVisible(value, true))
            return invalid(u"header"_s);
        text += name + ": " + value + "\r\n";
    }
    text += request.keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return text;
}

} // namespace aiops::net
