#pragma once

#include "ssh/client/types.h"

namespace aiops::hostkeys {

QString shownKeyType(const QByteArray &type); ///< "ssh-ed25519" -> "ED25519"
QString shownAddress(const ssh::Endpoint &endpoint); ///< "10.0.0.1:22", "[::1]:22"
QString shownHost(const ssh::Endpoint &endpoint); ///< label or host, safe to show
/// "used 214 times since 12 March" or where the key was found.
QString historyOf(const ssh::KnownHostKey &known);

/// What was looked at for a changed key; one line each in the dialog and the report.
struct Check
{
    enum Result { Passed, Failed, Unknown } result = Unknown;
    QString title;
    QString detail;
};
QList<Check> checksOf(const ssh::HostKeyQuestion &question);

/// The whole story as plain text, for the clipboard.
QString reportOf(const ssh::HostKeyQuestion &question);

} // namespace aiops::hostkeys
