#include "app/vaultchoice.h"

#include "core/log.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

team::Object instanceObject(InstanceId instance)
{
    return {u"instance"_s, instance.toString(), {}};
}

} // namespace

VaultChoice::VaultChoice(vault::Vault &vault, team::Gatekeeper &gatekeeper) : m_vault(vault), m_gatekeeper(gatekeeper)
{
    connect(&vault, &vault::Vault::changed, this, &VaultChoice::changed);
}

QList<myspace::CredentialName> VaultChoice::all() const
{
    const auto credentials = m_vault.credentials();
    if (!credentials) {
        qCWarning(lcGui) << "credentials:" << credentials.error().detail;
        return {};
    }
    QList<myspace::CredentialName> names;
    for (const vault::CredentialInfo &info : *credentials)
        if (vault::suits(info.kind, Purpose::Login) && !info.revokedAt.isValid())
            names.append({info.id, info.name, vault::kindName(info.kind), info.user});
    std::ranges::sort(names, {}, &myspace::CredentialName::name);
    return names;
}

QList<myspace::CredentialName> VaultChoice::attachedTo(InstanceId instance) const
{
    const auto attachments = m_vault.attachments();
    if (!attachments)
        return {};
    QSet<CredentialId> wanted;
    for (const vault::Attachment &attachment : *attachments) {
        if (attachment.instance == instance && attachment.purpose == Purpose::Login)
            wanted.insert(attachment.credential);
    }
    QList<myspace::CredentialName> names = all();
    names.removeIf([&](const myspace::CredentialName &name) { return !wanted.contains(name.id); });
    return names;
}

Future<void> VaultChoice::attach(CredentialId credential, InstanceId instance)
{
    auto permit = m_gatekeeper.request(team::Action::CredentialAttach, instanceObject(instance));
    if (!permit)
        return failed<void>(permit.error());
    return m_vault.attach(std::move(*permit), credential, instance, Purpose::Login)
        .then([](const Result<vault::Attachment> &attached) -> Status {
            return attached ? Status{} : Status(std::unexpected(attached.error()));
        });
}

Future<void> VaultChoice::detach(CredentialId credential, InstanceId instance)
{
    auto permit = m_gatekeeper.request(team::Action::CredentialDetach, instanceObject(instance));
    if (!permit)
        return failed<void>(permit.error());
    return m_vault.detach(std::move(*permit), credential, instance, Purpose::Login);
}

} // namespace aiops::app
