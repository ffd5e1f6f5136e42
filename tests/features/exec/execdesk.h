#pragma once

#include "features/exec/executions.h"
#include "features/exec/targets.h"
#include "storage/database.h"
#include "support/sshdesk.h"
#include "team/commandpolicy.h"

#include <QTcpServer>

namespace aiops::test {

/// A home folder with every real service, an unlocked vault, and hosts "web-1", "web-2", … that one sshd serves at
/// addresses of its own.
class ExecDesk final
{
public:
    static SshServer::Options options(int hosts, const QStringList &extraLines = {})
    {
        SshServer::Options options;
        options.extraLines = extraLines;
        options.addresses = hosts;
        return options;
    }

    /// `keyFile`: signs in with this private key instead of the password, which costs the server more.
    bool open(SshServer &server, int hosts, const QString &keyFile = {})
    {
        auto home = Home::open(m_folder.filePath(QStringLiteral("home")));
        if (!home)
            return false;
        m_home = home->path();
        m_knownHosts = home->knownHosts();
        for (int i = 1; i <= hosts; ++i)
            trust(SshServer::address(i), server.port(), server.hostKeyLine());
        auto owner = cli::OwnerServices::open(*home, {.vaultCost = vault::KdfCost::floor()});
        if (!owner)
            return false;
        m_owner = std::move(*owner);
        if (!fill(keyFile))
            return false;
        for (int i = 1; i <= hosts; ++i) {
            if (addHost(QStringLiteral("web-%1").arg(i), SshServer::address(i), server.port()).isNull())
                return false;
        }
        return true;
    }
    void trust(const QString &address, quint16 port, const QByteArray &key)
    {
        QFile hosts(m_knownHosts);
        if (hosts.open(QFile::Append))
            hosts.write('[' + address.toLatin1() + "]:" + QByteArray::number(port) + ' ' + key + '\n');
    }
    InstanceId addHost(const QString &name, const QString &address, quint16 port, inventory::Environment environment = inventory::Environment::None)
    {
        inventory::InstanceEdit edit;
        edit.name = name;
        edit.address = address;
        edit.port = port;
        edit.user = QString::fromLatin1(SshServer::user);
        edit.environment = environment;
        const auto added = finished(inventory().addInstance(permit(team::Action::InstanceAdd), organization(), edit));
        if (!added || !finished(services().vault->attach(permit(team::Action::CredentialAttach), m_login, added->id, Purpose::Login)))
            return {};
        return added->id;
    }
    bool giveSudo(const QByteArray &password)
    {
        const auto added = addCredential(QStringLiteral("sudo-%1").arg(m_credentials++), password);
        const auto all = inventory().instances({.organization = organization()});
        return added && all && std::ranges::all_of(*all, [&](const inventory::Instance &one) {
                   return finished(services().vault->attach(permit(team::Action::CredentialAttach), *added, one.id, Purpose::Sudo)).has_value();
               });
    }
    exec::Request request(const QString &command, const QStringList &names = {})
    {
        const auto all = inventory().instances({.organization = organization()});
        QList<inventory::Instance> wanted;
        for (const inventory::Instance &one : all.value_or(QList<inventory::Instance>())) {
            if (names.isEmpty() || names.contains(one.name))
                wanted += one;
        }
        exec::Request request{.organization = organization(), .command = command, .targets = exec::targetsOf(inventory(), organization(), wanted).value_or(QList<exec::Target>())};
        request.origin = QStringLiteral("test");
        return request;
    }
    /// Runs it to its end.
    std::shared_ptr<exec::Execution> run(exec::Request request, int patience = 60'000)
    {
        const auto started = executions().start(std::move(request), std::make_shared<Refusing>());
        if (!started || !QTest::qWaitFor([&] { return (*started)->isFinished(); }, patience))
            return nullptr;
        (void)finished(executions().settled(*started));
        return *started;
    }

    cli::Services &services() { return m_owner->services(); }
    inventory::Inventory &inventory() { return *services().inventory; }
    exec::Executions &executions() { return *services().executions; }
    team::CommandPolicy &policy() { return *services().policy; }
    OrganizationId organization() { return inventory().currentOrganization(); }
    Permit permit(team::Action action) { return std::move(*services().gatekeeper->request(action)); }
    QString home() const { return m_home; }
    void close() { m_owner.reset(); }

private:
    std::optional<CredentialId> addCredential(const QString &name, const QByteArray &value, vault::Kind kind = vault::Kind::Password)
    {
        const auto added = finished(services().vault->add(permit(team::Action::CredentialAdd),
                                                          {.name = name, .kind = kind, .user = {}, .notes = {},
                                                           .value = std::make_shared<const Secret>(Secret::copyOf(value)), .keyPassphrase = {}}));
        return added ? std::optional(added->id) : std::nullopt;
    }
    bool fill(const QString &keyFile)
    {
        const auto made = finished(inventory().addOrganization(permit(team::Action::OrganizationAdd), QStringLiteral("Home")));
        if (!made || !finished(inventory().useOrganization(made->id)))
            return false;
        const auto passphrase = std::make_shared<const Secret>(Secret::copyOf("plum anchor velvet tractor"));
        if (!finished(services().vault->create(permit(team::Action::VaultCreate), passphrase)))
            return false;
        QFile key(keyFile);
        const bool hasKey = !keyFile.isEmpty() && key.open(QFile::ReadOnly);
        const auto login = hasKey ? addCredential(QStringLiteral("login"), key.readAll(), vault::Kind::SshKey)
                                  : addCredential(QStringLiteral("login"), SshServer::password);
        m_login = login.value_or(CredentialId());
        return login.has_value();
    }

    QTemporaryDir m_folder;
    QString m_home;
    QString m_knownHosts;
    std::unique_ptr<cli::OwnerServices> m_owner;
    CredentialId m_login;
    int m_credentials = 0;
};

/// Takes connections and says nothing.
class SilentServer final
{
public:
    SilentServer() { m_server.listen(QHostAddress(QStringLiteral("127.0.0.1"))); }
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

} // namespace aiops::test
