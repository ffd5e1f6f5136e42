#pragma once

#include "vault/foreign/foreigndraft.h"

namespace aiops::vault {

/// The unencrypted JSON export of Bitwarden; `text` is used up. Errors: Invalid (other JSON), Denied (encrypted export).
Result<ForeignDrafts> readBitwardenJson(Secret &text);

} // namespace aiops::vault
