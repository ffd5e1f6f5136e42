#include "cli/ownerservices.h"

#include "core/clock.h"
#include "core/home.h"
#include "features/backup/backups.h"
#include "inventory/inventory.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/pool.h"
#include "ssh/client/settings.h"
#include "ssh/versionfloor.h"
#include "storage/database.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"
#include "vault/versionfloor.h"

#include <QDir>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QStringList userKnownHosts()
{
    return {QDir::home().filePath(u".ssh/known_hosts"_s), u"/etc/ssh/ssh_known_hosts"_s};
}

QString stateName(vault::LockState state)
{
    switch (state.value) {
    case vault::LockState::Missing:
        return u"missing"_s;
    case vault::LockState::Unlocked:
        return u"unlocked"_s;
    default:
        return u"locked"_s;
    }
}

} // namespace

/// Members are destroyed from the last to the first: the lock goes when nothing uses the folder any more.
struct OwnerServices::Parts
{
    Parts(std::unique_ptr<SystemClock> time, const Home &folder, std::unique_ptr<HomeLock> held,
          std::unique_ptr<storage::Database> opened, const OwnerOptions &options)
        : clock(std::move(time)), home(folder), lock(std::move(held)), database(std::move(opened)), audit(std::make_shared<team::AuditLog>(*database)),
          gatekeeper(*clock, audit), inventory(*database), vault(*database, *clock, options.vaultCost), knownHosts(home.knownHosts(), userKnownHosts()),
          pool(knownHosts, vault), backups(home, *database, vault, gatekeeper, *clock)
    {
        vault.setInherited([this](InstanceId id) {
            const auto instance = inventory.instance(id);
            return instance ? instance->groupCredential : CredentialId();
        });
        QObject::connect(&vault, &vault::Vault::stateChanged, &vault, [this] { followVault(); });
        pool.setOptions(ssh::withSettings(pool.options(), QSettings(home.settings(), QSettings::IniFormat)));
        services = {.clock = clock.get(),
                    .home = &home,
                    .database = database.get(),
                    .gatekeeper = &gatekeeper,
                    .audit = audit.get(),
                    .inventory = &inventory,
                    .vault = &vault,
                    .knownHosts = &knownHosts,
                    .pool = &pool,
                    .backups = &backups};
    }

    /// What has to be confirmed with a passphrase can be only where there is one; a lock ends every confirmation.
    void followVault()
    {
        const auto state = vault.state().value;
        gatekeeper.setConfirmable(state != vault::LockState::Missing);
        if (state != vault::LockState::Unlocked)
            gatekeeper.forgetConfirmations();
    }

    std::unique_ptr<SystemClock> clock;
    Home home;
    std::unique_ptr<HomeLock> lock;
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<team::AuditLog> audit;
    team::Gatekeeper gatekeeper;
    inventory::Inventory inventory;
    vault::Vault vault;
    ssh::KnownHosts knownHosts;
    ssh::Pool pool;
    backup::Backups backups;
    Services services;
};

OwnerServices::OwnerServices(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
OwnerServices::~OwnerServices() = default;

Result<std::unique_ptr<OwnerServices>> OwnerServices::open(const Home &home, const OwnerOptions &options)
{
    auto services = begin(home, options);
    if (!services)
        return services;
    if (auto opened = (*services)->opened(); !opened)
        return std::unexpected(opened.error());
    return services;
}

Status OwnerServices::opened() const
{
    const Status ready = m_parts->database->opened();
    if (ready)
        m_parts->followVault();
    return ready;
}

Result<std::unique_ptr<OwnerServices>> OwnerServices::begin(const Home &home, const OwnerOptions &options)
{
    if (auto fit = ssh::checkVersion().and_then(vault::checkVersion); !fit)
        return std::unexpected(fit.error());
    auto lock = HomeLock::acquire(home);
    if (!lock)
        return std::unexpected(lock.error());
    auto clock = std::make_unique<SystemClock>();
    auto database = storage::Database::begin(home.database(), *clock);
    auto parts = std::make_unique<Parts>(std::move(clock), home, std::move(*lock), std::move(database), options);
    return std::unique_ptr<OwnerServices>(new OwnerServices(std::move(parts)));
}

Services &OwnerServices::services()
{
    return m_parts->services;
}

QJsonObject OwnerServices::status() const
{
    return {{u"vault"_s, stateName(m_parts->vault.state())}, {u"open_transports"_s, m_parts->pool.open().size()}};
}

} // namespace aiops::cli
