#pragma once

#include "core/future.h"

#include <QUrl>

namespace aiops::net {

struct PostAnswer
{
    int status = 0;
    QByteArray body;
};

using PostHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// One POST over https by the program curl, which gets everything on its stdin: no argument holds it, a process of its own
/// parses what comes from the network, and nothing of Qt Network is linked. 30 s, 1 MiB, no redirects. Main thread.
/// Errors: NotFound (no curl), Invalid (not https, a line end where none may be), Unreachable, TimedOut, Protocol.
Future<PostAnswer> postByCurl(const QUrl &url, const PostHeaders &headers, const QByteArray &body);
QByteArray curlConfig(const QUrl &url, const PostHeaders &headers, const QByteArray &body);
/// A header or a body that curl's configuration cannot hold.
bool hasLineEnd(const PostHeaders &headers, const QByteArray &body);

} // namespace aiops::net
