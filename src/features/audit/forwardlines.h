#pragma once

#include "features/audit/forwardtarget.h"
#include "team/auditrows.h"

namespace aiops::audit {

/// The row as compact JSON on one line; without its detail when it would be longer than 8 KiB.
QByteArray forwardJson(const team::AuditRow &row);
/// RFC 5424, facility 13 (log audit), the JSON as its message. Without an end of line.
QByteArray syslogLine(const team::AuditRow &row, const QString &host);
/// What the socket of this computer's syslog takes (the form of RFC 3164).
QByteArray localLine(const team::AuditRow &row);

/// What goes over the wire: one datagram each (Local, Udp), or pieces of one stream (Tcp: octet counting of RFC 6587).
QByteArrayList forwardMessages(const ForwardTarget &target, const QList<team::AuditRow> &rows, const QString &host);
/// An array of rows.
QByteArray webhookBody(const QList<team::AuditRow> &rows);
/// The whole request (RFC 9112): the body is an array of rows.
QByteArray webhookRequest(const ForwardTarget &target, const QList<team::AuditRow> &rows);

} // namespace aiops::audit
