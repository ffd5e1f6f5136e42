#pragma once

#include "ssh/client/jumping.h"

namespace aiops {
class Home;
namespace inventory { class Inventory; }
} // namespace aiops

namespace aiops::cli {

/// How an instance is reached and what it is offered: its own values, those of its group, and the marks of this computer.
/// An unreadable one gets the strictest way.
ssh::Way wayOf(const inventory::Inventory &inventory, InstanceId id);

/// See ssh::Routes::keyFile. A certificate beside the key ("KEY-cert.pub") comes along.
Future<std::shared_ptr<Signer>> loadKeyFile(QString path, std::shared_ptr<const Secret> passphrase);

/// Where the debug log of a host is: in the folder of logs, by the id of its instance.
QString debugLogOf(const Home &home, InstanceId id);
/// Adds one attempt. At most 512 KiB are kept, and as many of before. Holds no secret: a ConnectionLog has none.
void writeDebugLog(const Home &home, const ssh::Endpoint &host, const ssh::ConnectionLog &log, const QString &error);

} // namespace aiops::cli
