#pragma once

#include "vault/foreign/foreigndraft.h"

namespace aiops::vault {

enum class ForeignFormat { Auto, Bitwarden, OnePassword, KeePass, Csv, Ssh, Kdbx };

QString formatName(ForeignFormat format); ///< "auto", "bitwarden", "1password", "keepass", "csv", "ssh", "kdbx"
QString formatLabel(ForeignFormat format); ///< for people
Result<ForeignFormat> parseFormat(QStringView text);

/// By the first bytes of the file, or because it is a folder. Errors: NotFound, Denied, Invalid (no format that is known, or one
/// that cannot be read; the hint says what to export instead), TooLarge. A millisecond.
Result<ForeignFormat> detectFormat(const QString &path);

/// Everything in a file or folder except Kdbx. Call it in a pool. Errors: of the readers.
Result<ForeignDrafts> readForeign(const QString &path, ForeignFormat format);
/// A table that a program wrote to us instead of to a file; `text` is used up.
Result<ForeignDrafts> readForeignTable(Secret text);

} // namespace aiops::vault
