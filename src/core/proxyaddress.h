#pragma once

#include "core/error.h"

#include <QStringList>

namespace aiops {

/// What stands between this computer and a host: a proxy, or a program whose input and output are the connection.
struct ProxyAddress
{
    enum Kind { None, Socks5, Http, Command } kind = None;
    QString host;
    quint16 port = 0;
    QString user;        ///< of the proxy; the password is a credential
    QStringList command; ///< program and arguments, not expanded
    QString text;        ///< as it was written
    friend bool operator==(const ProxyAddress &, const ProxyAddress &) = default;
};

/// "socks5://[user@]host[:port]", "http://[user@]host[:port]", "command:program arguments…", "none" or empty.
/// Error Invalid: another form, a password in the address, a command that needs a shell.
Result<ProxyAddress> parseProxy(const QString &text);

/// Words as a shell splits them, with quotes and backslashes, but nothing else of a shell: what would need one is Invalid.
Result<QStringList> splitCommand(const QString &text);

/// The command with %h, %p, %r, %n (host, port, user, name) and %% put in. An argument stays one argument whatever the
/// values hold. Error Invalid for another token.
Result<QStringList> expandCommand(const QStringList &command, const QString &host, quint16 port, const QString &user, const QString &name);

} // namespace aiops
