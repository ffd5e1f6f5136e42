#pragma once

#include "features/myspace/credentialchoice.h"

namespace aiops::team { class Gatekeeper; }
namespace aiops::vault { class Vault; }

namespace aiops::app {

/// What My Space may know of the vault. Lives as long as the window.
class VaultChoice final : public myspace::CredentialChoice
{
    Q_OBJECT

public:
    VaultChoice(vault::Vault &vault, team::Gatekeeper &gatekeeper);

    QList<myspace::CredentialName> all() const override;
    QList<myspace::CredentialName> attachedTo(InstanceId instance) const override;
    Future<void> attach(CredentialId credential, InstanceId instance) override;
    Future<void> detach(CredentialId credential, InstanceId instance) override;

private:
    vault::Vault &m_vault;
    team::Gatekeeper &m_gatekeeper;
};

} // namespace aiops::app
