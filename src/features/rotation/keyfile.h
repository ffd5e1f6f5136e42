#pragma once

#include "ssh/client/transport.h"

namespace aiops::rotation {

/// The authorized_keys file of the account that signed in. Reading and writing each run one fixed program for sh (dash,
/// busybox); what is written goes through its stdin. Writing replaces the file in one step, keeps mode, owner and a
/// symbolic link, and does nothing when the file is not the one that was read.
struct KeyFile
{
    QByteArray content;
    bool exists = false;
};

Future<KeyFile> readKeyFile(std::shared_ptr<ssh::Transport> transport);
/// Errors: Conflict (changed meanwhile), Denied, DiskFull, Failed: the text says why.
Future<void> writeKeyFile(std::shared_ptr<ssh::Transport> transport, KeyFile read, QByteArray content);

} // namespace aiops::rotation
