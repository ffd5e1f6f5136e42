#pragma once

#include "cli/command.h"
#include "vault/vault.h"

#include <QJsonObject>

namespace aiops::inventory {
class Inventory;
}

namespace aiops::credentials {

QList<cli::Column> credentialColumns();     ///< every key, for one object
QList<cli::Column> credentialListColumns(); ///< the same keys: JSON lists are complete
/// Never the value.
QJsonObject toJson(const vault::CredentialInfo &info, const QList<vault::Attachment> &attachments,
                   const inventory::Inventory &inventory);

/// used_by for people: "web-1 (login), db-1 (sudo)".
QString usersAsText(const QJsonObject &credential);

} // namespace aiops::credentials
