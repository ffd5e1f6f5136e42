#include "cli/ownerservices.h"

#include "cli/sshways.h"
#include "cli/storeddevicekey.h"
#include "cli/systemkeychain.h"
#include "core/clock.h"
#include "core/home.h"
#include "core/setting.h"
#include "features/audit/alarmsettings.h"
#include "features/audit/forwarder.h"
#include "features/backup/backups.h"
#include "features/exec/executions.h"
#include "features/forwards/forwards.h"
#include "inventory/inventory.h"
#include "net/hostwatch.h"
#include "ssh/client/agent.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/pool.h"
#include "ssh/client/settings.h"
#include "ssh/versionfloor.h"
#include "storage/database.h"
#include "team/accessalarm.h"
#include "team/auditlog.h"
#include "team/commandpolicy.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"
#include "vault/versionfloor.h"

#include <QDir>
#include <QFile>
#include <QTimer>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QStringList userKnownHosts()
{
    return {QDir::home().filePath(u".ssh/known_hosts"_s), u"/etc/ssh/ssh_known_hosts"_s};
}

Future<std::shared_ptr<Signer>> agentKey(QString socket, QString fingerprint)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("aiops::cli", text); };
    const QString add = say("Add the key with ssh-add, and start this program where SSH_AUTH_SOCK is set.");
    if (socket.isEmpty())
        co_return std::unexpected(Error{Errc::NotFound, say("No SSH agent is known here."), {}, add});
    const auto signers = co_await ssh::agentSigners(socket);
    if (!signers)
        co_return std::unexpected(signers.error());
    for (const std::shared_ptr<Signer> &signer : *signers) {
        if (ssh::HostKey{{}, signer->publicKey()}.fingerprint() == fingerprint)
            co_return signer;
    }
    co_return std::unexpected(Error{Errc::NotFound, say("The SSH agent does not have the key %1.").arg(fingerprint), {}, add});
}

/// Beside this program, which it may be, or where it is installed.
QString ownerProgram()
{
    const QString folder = QCoreApplication::applicationDirPath(), beside = folder + u"/aiops-owner"_s;
    return QFile::exists(beside) ? beside : folder + u"/../libexec/aiops-owner"_s;
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
          pool(knownHosts, vault), backups(home, *database, vault, gatekeeper, *clock), forwarder(*audit), forwards({*database, inventory, gatekeeper, pool, *clock}), watch(*clock),
          policy(*database, gatekeeper), executions({*database, pool, gatekeeper, policy, vault, *clock, home.path() + u"/runs"_s})
    {
        audit->setDeviceKey(deviceKey);
        audit->setAlarm(alarm);
        vault.setInherited([this](InstanceId id) {
            const auto instance = inventory.instance(id);
            return instance ? instance->groupCredential : CredentialId();
        });
        vault.setAgent([this](const QString &fingerprint) { return agentKey(pool.options().agentSocket, fingerprint); });
        QObject::connect(&vault, &vault::Vault::stateChanged, &vault, [this] { followVault(); });
        QObject::connect(&watch, &net::HostWatch::woke, &pool, [this] { pool.probe(); });
        QObject::connect(&watch, &net::HostWatch::networkChanged, &pool, [this] { pool.probe(); });
        pool.setRoutes(routes());
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
                    .backups = &backups,
                    .forwarder = &forwarder,
                    .forwards = &forwards,
                    .policy = &policy,
                    .executions = &executions,
                    .alarm = alarm.get()};
    }

    ssh::Routes routes()
    {
        const auto endpoint = [this](InstanceId id) -> Result<ssh::Endpoint> {
            const auto hop = inventory.instance(id);
            if (!hop)
                return std::unexpected(hop.error());
            return ssh::Endpoint{hop->address, quint16(hop->port), hop->user, hop->name, hop->id, hop->reachedThrough()};
        };
        const auto permits = [this](const ssh::Endpoint &hop) -> Result<ssh::Routes::Permits> {
            const team::Object object{u"instance"_s, hop.instance.toString(), hop.label};
            auto touch = gatekeeper.request(team::Action::SshConnect, object);
            auto credential = touch ? gatekeeper.request(team::Action::CredentialUse, object) : std::unexpected(touch.error());
            if (!credential)
                return std::unexpected(credential.error());
            touch->note(u"as"_s, u"jump host"_s);
            return ssh::Routes::Permits{std::move(*touch), std::move(*credential)};
        };
        const auto proxyPermit = [this](const ssh::Endpoint &host) {
            return gatekeeper.request(team::Action::CredentialUse, {u"instance"_s, host.instance.toString(), host.label});
        };
        // Asked for at every use of a connection: read again only when the inventory has changed.
        QObject::connect(&inventory, &inventory::Inventory::changed, &pool, [this] { ways.clear(); });
        const auto way = [this](InstanceId id) {
            const auto known = ways.constFind(id);
            return known != ways.cend() ? *known : *ways.insert(id, wayOf(inventory, id));
        };
        const auto record = [this](const ssh::Endpoint &host, const ssh::Way &used, const ssh::ConnectionLog &log, const QString &error) {
            if (used.debugLog)
                writeDebugLog(home, host, log, error);
        };
        return {endpoint, permits, way, proxyPermit, loadKeyFile, record};
    }

    /// What has to be confirmed with a passphrase can be only where there is one; a lock ends every confirmation.
    void followVault()
    {
        const auto state = vault.state().value;
        gatekeeper.setConfirmable(state != vault::LockState::Missing);
        if (state != vault::LockState::Unlocked)
            gatekeeper.forgetConfirmations();
        else
            forwards.hurry(); // what waits for a login
    }

    std::unique_ptr<SystemClock> clock;
    Home home;
    std::unique_ptr<HomeLock> lock;
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<team::AuditLog> audit;
    std::shared_ptr<StoredDeviceKey> deviceKey =
        std::make_shared<StoredDeviceKey>(std::make_unique<DeviceKeyFile>(home.deviceKey(), std::make_unique<SystemKeychain>(ownerProgram())));
    std::shared_ptr<team::AccessAlarm> alarm = std::make_shared<team::AccessAlarm>(*clock, audit::alarmLimits(QSettings(home.settings(), QSettings::IniFormat)));
    team::Gatekeeper gatekeeper;
    inventory::Inventory inventory;
    vault::Vault vault;
    ssh::KnownHosts knownHosts;
    QHash<InstanceId, ssh::Way> ways; ///< as wayOf() gave them
    ssh::Pool pool;
    backup::Backups backups;
    audit::Forwarder forwarder;
    forwards::Forwards forwards;
    net::HostWatch watch;
    team::CommandPolicy policy;
    exec::Executions executions;
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
    if (ready) {
        m_parts->followVault();
        m_parts->watch.start();
        QTimer::singleShot(2000, &m_parts->forwarder, &audit::Forwarder::start); // not while the window comes up
    }
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

const std::shared_ptr<StoredDeviceKey> &OwnerServices::deviceKey() const
{
    return m_parts->deviceKey;
}

QJsonObject OwnerServices::status() const
{
    return {{u"vault"_s, stateName(m_parts->vault.state())}, {u"open_transports"_s, m_parts->pool.open().size()}};
}

} // namespace aiops::cli
