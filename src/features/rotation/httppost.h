#pragma once

#include "net/curlpost.h"

namespace aiops::rotation {

using HttpAnswer = net::PostAnswer;

/// One POST. Errors: Unreachable, TimedOut, Protocol, Invalid.
class HttpPost
{
public:
    virtual ~HttpPost() = default;
    using Headers = net::PostHeaders;
    virtual Future<HttpAnswer> post(QUrl url, Headers headers, QByteArray body) = 0;
};

/// https through the program curl; plain http only to this computer, for an emulator.
class ExternalPost final : public HttpPost
{
public:
    Future<HttpAnswer> post(QUrl url, Headers headers, QByteArray body) override;
};

} // namespace aiops::rotation
