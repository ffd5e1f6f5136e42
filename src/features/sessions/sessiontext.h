#pragma once

#include "ssh/client/pool.h"

namespace aiops::sessions {

QString shownHost(const ssh::SessionInfo &session);  ///< its label, else the address
QString shownUsers(const ssh::SessionInfo &session); ///< "2 terminals, 1 command"; "nobody, kept for the next one"
QString shownWay(const ssh::SessionInfo &session);   ///< "through bastion"; "directly"
QString shownProtection(const ssh::SessionInfo &session); ///< "aes256-gcm, curve25519, not safe from quantum computers"
/// Everything about it in several lines, for the details and the clipboard.
QString described(const ssh::SessionInfo &session);

/// Of Pool::unlimited(): what is less safe than it should be, and what to do.
QString unlimitedText(const QString &unlimited);
QString unlimitedHint();

} // namespace aiops::sessions
