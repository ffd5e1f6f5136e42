#pragma once

#include "cli/command.h"
#include "cli/ownerservices.h"
#include "core/home.h"
#include "inventory/inventory.h"
#include "ssh/client/pool.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

#include "support/fakeio.h"
#include "support/sshserver.h"

#include <QSettings>
#include <QTest>

namespace aiops::test {

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return takeResult(future);
}

class Refusing final : public ssh::Interaction
{
public:
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion) override { return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Reject); }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }
};

/// A home folder with every real service and one instance "web-1": an sshd whose key is known and whose password is in
/// the unlocked vault.
class SshDesk final
{
public:
    bool open(const SshServer &server, quint16 netdataPort = 0)
    {
        auto home = Home::open(m_folder.filePath(QStringLiteral("home")));
        if (!home)
            return false;
        if (netdataPort > 0)
            QSettings(home->settings(), QSettings::IniFormat).setValue(QStringLiteral("metrics/netdataPort"), netdataPort);
        QFile hosts(home->knownHosts());
        if (!hosts.open(QFile::WriteOnly))
            return false;
        hosts.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n');
        hosts.close();
        auto owner = cli::OwnerServices::open(*home, {.vaultCost = vault::KdfCost::floor()});
        if (!owner)
            return false;
        m_owner = std::move(*owner);
        return fill(server.port());
    }
    cli::Services &services() { return m_owner->services(); }
    inventory::Inventory &inventory() { return *services().inventory; }
    Permit permit(team::Action action) { return std::move(*services().gatekeeper->request(action)); }
    const inventory::Instance &instance() const { return m_instance; }
    ssh::Endpoint endpoint() const { return {m_instance.address, quint16(m_instance.port), m_instance.user, m_instance.name, m_instance.id}; }
    Result<std::shared_ptr<ssh::Transport>> transport()
    {
        return finished(services().pool->acquire(endpoint(), permit(team::Action::SshExec), permit(team::Action::CredentialUse),
                                                 std::make_shared<Refusing>()));
    }

private:
    bool fill(quint16 port)
    {
        using team::Action;
        const QByteArray passphrase = "plum anchor velvet tractor";
        const auto organization = finished(inventory().addOrganization(permit(Action::OrganizationAdd), QStringLiteral("Home")));
        if (!organization || !finished(inventory().useOrganization(organization->id)))
            return false;
        inventory::InstanceEdit edit;
        edit.name = QStringLiteral("web-1");
        edit.address = QStringLiteral("127.0.0.1");
        edit.port = port;
        edit.user = QString::fromLatin1(SshServer::user);
        const auto added = finished(inventory().addInstance(permit(Action::InstanceAdd), organization->id, edit));
        const auto secret = [](const QByteArray &bytes) { return std::make_shared<const Secret>(Secret::copyOf(bytes)); };
        if (!added || !finished(services().vault->create(permit(Action::VaultCreate), secret(passphrase))))
            return false;
        m_instance = *added;
        const auto login = finished(services().vault->add(permit(Action::CredentialAdd),
                                                          {.name = QStringLiteral("login"), .kind = vault::Kind::Password, .user = {}, .notes = {},
                                                           .value = secret(SshServer::password), .keyPassphrase = {}}));
        return login && finished(services().vault->attach(permit(Action::CredentialAttach), login->id, added->id, Purpose::Login));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<cli::OwnerServices> m_owner;
    inventory::Instance m_instance;
};

} // namespace aiops::test
