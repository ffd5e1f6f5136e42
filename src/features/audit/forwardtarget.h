#pragma once

#include "core/error.h"

#include <QJsonObject>
#include <QString>

namespace aiops::audit {

/// Where copies of audit entries go.
struct ForwardTarget
{
    enum Kind { Off, Local, Udp, Tcp, Webhook, SecureWebhook } kind = Off;
    QString host; ///< Local: the path of the socket
    quint16 port = 0;
    QString path; ///< Webhook: path and query, percent-encoded

    /// "local", "udp://host:514", "tcp://[2001:db8::1]:601". Error Invalid.
    static Result<ForwardTarget> fromSyslog(const QString &text);
    /// "https://hooks.example.com/x", "http://127.0.0.1:8080/hook". Error Invalid: another computer in clear text.
    static Result<ForwardTarget> fromWebhook(const QString &text);
    static ForwardTarget fromJson(const QJsonObject &object); ///< Off for what cannot be used
    QJsonObject toJson() const;
    /// "udp://log.example:514". Of a webhook the path is left out: it often is a secret.
    QString shown() const;
};

} // namespace aiops::audit
