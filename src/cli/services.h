#pragma once

namespace aiops {
class CredentialSource;
class Clock;
class Home;
namespace storage { class Database; }
namespace team { class AccessAlarm; class CommandPolicy; class Gatekeeper; class AuditLog; }
namespace inventory { class Inventory; }
namespace vault { class Vault; }
namespace ssh { class Pool; class KnownHosts; }
namespace backup { class Backups; }
namespace audit { class Forwarder; }
namespace forwards { class Forwards; }
namespace exec { class Executions; }
} // namespace aiops

namespace aiops::cli {

/// Every service of the owner, made by the composition (src/cli/ownerservices or src/app) and lent to commands and pages.
struct Services
{
    const Clock *clock = nullptr;
    const Home *home = nullptr;
    storage::Database *database = nullptr;
    team::Gatekeeper *gatekeeper = nullptr;
    team::AuditLog *audit = nullptr;
    inventory::Inventory *inventory = nullptr;
    vault::Vault *vault = nullptr;
    ssh::KnownHosts *knownHosts = nullptr;
    ssh::Pool *pool = nullptr;
    backup::Backups *backups = nullptr;
    audit::Forwarder *forwarder = nullptr;
    forwards::Forwards *forwards = nullptr;
    team::CommandPolicy *policy = nullptr;
    exec::Executions *executions = nullptr;
    team::AccessAlarm *alarm = nullptr;
};

} // namespace aiops::cli
