#pragma once

#include "cli/protocol/frames.h"

namespace aiops::cli::client {

/// Reads what --passphrase-fd, --secret-file … name, at most 64 KiB; `text` removes one line end.
wire::Answer readSecret(wire::SecretKind kind, const std::string &source, bool text, std::string &bytes);

} // namespace aiops::cli::client
