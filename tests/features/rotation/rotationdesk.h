#pragma once

#include "cli/ownerservices.h"
#include "cli/services.h"
#include "core/home.h"
#include "features/rotation/rotator.h"
#include "inventory/inventory.h"
#include "storage/database.h"
#include "team/gatekeeper.h"
#include "vault/rotations.h"
#include "vault/sshkey.h"
#include "vault/vault.h"

#include "keyhost.h"

#include <QSqlQuery>
#include <QTest>

namespace aiops::test {

template <typename T>
Result<T> finished(Future<T> future, int patience = 120'000)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, patience);
    return takeResult(future);
}

inline const QByteArray kVaultPassphrase = "plum anchor velvet tractor";

inline std::shared_ptr<const Secret> secretOf(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

/// A home folder with every real service, an unlocked vault and an organization.
class RotationDesk final
{
public:
    explicit RotationDesk(const QString &folder = {}) : m_path(folder.isEmpty() ? m_folder.filePath(QStringLiteral("home")) : folder) {}

    bool open()
    {
        auto home = Home::open(m_path);
        if (!home)
            return false;
        const bool isNew = !QFile::exists(home->knownHosts());
        auto owner = cli::OwnerServices::open(*home, {.vaultCost = vault::KdfCost::floor()});
        if (!owner)
            return false;
        m_owner = std::move(*owner);
        m_knownHosts = home->knownHosts();
        return isNew ? found() : unlock();
    }
    void close() { m_owner.reset(); }
    bool unlock() { return finished(vault().unlock(permit(team::Action::VaultUnlock), secretOf(kVaultPassphrase))).has_value(); }
    QString path() const { return m_path; }
    cli::Services &services() { return m_owner->services(); }
    vault::Vault &vault() { return *services().vault; }
    inventory::Inventory &inventory() { return *services().inventory; }
    Permit permit(team::Action action) { return std::move(*services().gatekeeper->request(action, {QStringLiteral("credential"), {}, {}})); }
    rotation::Rotator::Parts parts()
    {
        ssh::PoolOptions options;
        options.dial = std::chrono::seconds(3);
        return {vault(), inventory(), *services().gatekeeper, *services().knownHosts, options};
    }
    InstanceId addInstance(const QString &name, const SshServer &server, bool trusted = true)
    {
        if (trusted) {
            QFile hosts(m_knownHosts);
            if (!hosts.open(QFile::Append))
                return {};
            hosts.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n');
        }
        inventory::InstanceEdit edit;
        edit.name = name;
        edit.address = QStringLiteral("127.0.0.1");
        edit.port = server.port();
        edit.user = QString::fromLatin1(SshServer::user);
        const auto added = finished(inventory().addInstance(permit(team::Action::InstanceAdd), inventory().currentOrganization(), edit));
        return added ? added->id : InstanceId();
    }
    Result<vault::CredentialInfo> addCredential(const QString &name, vault::Kind kind, const QByteArray &value)
    {
        return finished(vault().add(permit(team::Action::CredentialAdd),
                                    {.name = name, .kind = kind, .user = {}, .notes = {}, .value = secretOf(value), .keyPassphrase = {}}));
    }
    bool attach(CredentialId credential, InstanceId instance)
    {
        return finished(vault().attach(permit(team::Action::CredentialAttach), credential, instance, Purpose::Login)).has_value();
    }
    /// Signs in as everything else does, through the vault.
    Result<void> signIn(InstanceId id)
    {
        const auto instance = inventory().instance(id);
        const auto login = instance ? finished(vault().login(id, Purpose::Login, permit(team::Action::CredentialUse))) : std::unexpected(instance.error());
        return login ? enter(*instance, *login) : std::unexpected(login.error());
    }
    Result<void> enter(const inventory::Instance &instance, const Login &login)
    {
        const rotation::HostDoor door(*services().knownHosts, *services().gatekeeper, parts().options);
        const auto entered = finished(door.enter({instance.address, quint16(instance.port), instance.user, instance.name, instance.id}, login));
        return entered ? Result<void>() : std::unexpected(entered.error());
    }
    /// Rows of one action in the audit chain: "instance web-1 done".
    QStringList audited(const QString &action)
    {
        finished(services().database->local<void>([](QSqlDatabase &) { return Status(); }));
        QStringList rows;
        QSqlQuery query(services().database->reader());
        query.exec(QStringLiteral("SELECT object_kind, object_name, outcome FROM audit WHERE action = '%1' ORDER BY seq").arg(action));
        while (query.next())
            rows += query.value(0).toString() + QLatin1Char(' ') + query.value(1).toString() + QLatin1Char(' ') + query.value(2).toString();
        rows.removeIf([](const QString &row) { return row.isEmpty(); });
        return rows;
    }
    int hiddenRecords()
    {
        QSqlQuery query(services().database->reader());
        return query.exec(QStringLiteral("SELECT count(*) FROM row_secret WHERE record_type <> 'credential'")) && query.next() ? query.value(0).toInt() : -1;
    }

private:
    bool found()
    {
        const auto organization = finished(inventory().addOrganization(permit(team::Action::OrganizationAdd), QStringLiteral("Home")));
        return organization && finished(inventory().useOrganization(organization->id))
               && finished(vault().create(permit(team::Action::VaultCreate), secretOf(kVaultPassphrase)));
    }

    QTemporaryDir m_folder;
    QString m_path;
    QString m_knownHosts;
    std::unique_ptr<cli::OwnerServices> m_owner;
};

/// A new key: its file, and what is in an authorized_keys line.
struct TestKey
{
    TestKey() : key(vault::SshKey::generate(vault::SshKey::Type::Ed25519)) {}
    QByteArray file() const { return key.toFile(QStringLiteral("test")).reveal().toByteArray(); }
    QByteArray line(const QByteArray &comment = "test") const { return key.type().toUtf8() + ' ' + key.publicBlob().toBase64() + ' ' + comment + '\n'; }
    vault::SshKey key;
};

} // namespace aiops::test
