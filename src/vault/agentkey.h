#pragma once

#include "core/error.h"

#include <QMap>
#include <QString>

namespace aiops::vault {

/// A key whose private half is in the SSH agent of the desktop: only its public half is kept.
struct AgentKey
{
    QString fingerprint; ///< "SHA256:…"
    QString type;        ///< "ssh-ed25519"; empty when only the fingerprint was given
    QString publicKey;   ///< line of authorized_keys; as above
};

/// A line as in a .pub file, or a fingerprint as `ssh-add -l` shows it. Error Invalid.
Result<AgentKey> agentKeyOf(const QString &reference);
bool isInAgent(const QMap<QString, QString> &fields);

} // namespace aiops::vault
