#pragma once

#include "core/future.h"

#include <QUrl>

namespace aiops::rotation {

struct HttpAnswer
{
    int status = 0;
    QByteArray body;
};

/// One POST. Errors: Unreachable, TimedOut, Protocol, Invalid.
class HttpPost
{
public:
    virtual ~HttpPost() = default;
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    virtual Future<HttpAnswer> post(QUrl url, Headers headers, QByteArray body) = 0;
};

/// https through the program curl, which gets everything on its stdin: a process of its own parses what comes from the
/// network, and nothing of Qt Network is linked. Plain http only to this computer, for an emulator.
class ExternalPost final : public HttpPost
{
public:
    Future<HttpAnswer> post(QUrl url, Headers headers, QByteArray body) override;
    static QByteArray curlConfig(const QUrl &url, const Headers &headers, const QByteArray &body);
};

} // namespace aiops::rotation
