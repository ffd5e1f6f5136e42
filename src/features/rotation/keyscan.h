#pragma once

#include "ssh/client/transport.h"

namespace aiops::rotation {

/// One authorized_keys file at a host.
struct ScannedFile
{
    QString account;
    QString path;
    QByteArray content;
    bool isOwn = false; ///< of the account that signed in
};

/// Every authorized_keys file that the account may read; see keyfile.h for how it runs.
Future<QList<ScannedFile>> scanKeyFiles(std::shared_ptr<ssh::Transport> transport);
/// What the program at the host printed: hostile input. Error Protocol.
Result<QList<ScannedFile>> readScan(const QByteArray &output);

} // namespace aiops::rotation
