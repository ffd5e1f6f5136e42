#pragma once

#include "vault/foreign/foreigndraft.h"

namespace aiops::vault {

enum class CsvFlavour { Unknown, Bitwarden, OnePassword, KeePass, Generic };

/// Which program wrote a table with this first line. Generic: what browsers write, and everything with a password column.
CsvFlavour csvFlavour(const Secret &text);

/// Reads the table; `text` is used up. Errors: Invalid (not a table of logins), TooLarge.
Result<ForeignDrafts> readCsvLogins(Secret &text);

} // namespace aiops::vault
