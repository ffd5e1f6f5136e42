#pragma once

#include "core/error.h"

#include <QString>

namespace aiops::inventory {

/// Each gives the value as it is stored (trimmed), or Invalid with the reason.
Result<QString> validName(const QString &text);      ///< 1 to 200 characters, no control or direction characters
Result<QString> validSlug(const QString &text);      ///< as slugOf() makes them, 1 to 100 characters
Result<QString> validColor(const QString &text);     ///< "#rrggbb", lower case; empty stays empty
Result<QString> validAddress(const QString &text);   ///< host name, IPv4 or IPv6 (without brackets), security.md 5.3
Result<QString> validUser(const QString &text);      ///< [A-Za-z0-9._-], no leading '-'; empty is allowed
Result<QString> validProxy(const QString &text);     ///< as core's parseProxy() reads it, or "none"; empty stays empty
Result<int> validPort(int port);
Result<QString> validTag(const QString &text);       ///< "key=value" or "key", 1 to 100 characters
Result<QString> validText(const QString &text, qsizetype limit, bool lines); ///< free text; control characters refused

} // namespace aiops::inventory
