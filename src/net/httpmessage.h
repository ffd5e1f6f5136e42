#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace aiops::net {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// A request without a body, for HTTP over any byte stream (an SSH channel).
struct HttpRequest
{
    QByteArray host;   ///< for the Host header
    QByteArray target; ///< origin form: "/api/v1/info?x=1", already percent-encoded (RFC 9112 §3.2.1)
    HttpHeaders headers = {};
    bool keepAlive = true;
};

struct HttpResponse
{
    int status = 0;
    HttpHeaders headers; ///< names in lower case
    QByteArray body;
    bool keepAlive = true; ///< the connection may carry another request

    QByteArray header(QByteArrayView lowerCaseName) const;
};

/// Error Invalid when a part holds what would end its line or its field.
Result<QByteArray> encodeGet(const HttpRequest &request);

/// RFC 9110 §5.6.2
bool isToken(QByteArrayView text);

} // namespace aiops::net
