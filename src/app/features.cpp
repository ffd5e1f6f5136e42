#include "app/features.h"

#include "app/auditprojects.h"
#include "app/commandpolicy.h"
#include "app/thiscomputer.h"
#include "features/audit/gui/auditfeature.h"
#include "features/audit/gui/auditsettingspage.h"
#include "features/backup/gui/backupfeature.h"
#include "features/credentials/gui/credentialsfeature.h"
#include "features/credentials/gui/windowvault.h"
#include "features/exec/gui/execfeature.h"
#include "features/forwards/gui/forwardsfeature.h"
#include "features/hostkeys/gui/hostkeyspane.h"
#include "features/importing/gui/importingfeature.h"
#include "features/metrics/gui/metricsfeature.h"
#include "features/myspace/credentialchoice.h"
#include "features/myspace/gui/myspacefeature.h"
#include "features/probing/gui/probingfeature.h"
#include "features/rotation/gui/rotationfeature.h"
#include "features/rotation/gui/rotationtab.h"
#include "features/services/gui/servicesfeature.h"
#include "features/sessions/gui/sessionsfeature.h"
#include "features/terminal/gui/sshsettingspage.h"
#include "features/terminal/gui/terminalfeature.h"
#include "inventory/inventory.h"
#include "shell/dialog.h"
#include "ssh/client/pool.h"
#include "shell/registry.h"
#include "vault/vault.h"

#include <QSettings>

namespace aiops::app {

using namespace Qt::StringLiterals;

void registerFeatures(const FeatureContext &c)
{
    cli::Services &s = c.services;
    auto *computer = new ThisComputer(c.registry, c.navigator, *s.vault);
    myspace::registerFeature(c.registry, c.navigator, *s.inventory, *s.gatekeeper, c.credentials, &c.cards, &c.settings, computer);
    importing::registerFeature(c.registry, c.navigator, {*s.inventory, *s.gatekeeper, *s.knownHosts});
    const auto hostKeysTab = [knownHosts = s.knownHosts, gatekeeper = s.gatekeeper, confirmer = &c.windowVault](QWidget *parent) {
        return hostkeys::createHostKeysPane(*knownHosts, *gatekeeper, *confirmer, parent);
    };
    auto *rotations = rotation::registerFeature(c.registry, c.navigator, {*s.vault, *s.inventory, *s.gatekeeper, *s.knownHosts, *s.pool, *s.clock,
                                                                          c.settings, [&vault = c.windowVault] { return vault.requestUnlock(shell::dialogParent()); }, &c.windowVault});
    const auto rotationTab = [rotations](QWidget *parent) { return rotation::makeRotationTab(*rotations, parent); };
    const QList<credentials::VaultTab> vaultTabs{{u"rotation"_s, QCoreApplication::translate("aiops::app", "Rotation plan"), rotationTab},
                                                 {u"hostkeys"_s, QCoreApplication::translate("aiops::app", "Host keys"), hostKeysTab}};
    credentials::registerFeature(c.registry, c.navigator, {*s.vault, *s.gatekeeper, *s.inventory, c.settings, *s.clock,
                                                           vaultTabs, c.windowVault, s.audit});
    const auto requestUnlock = [&vault = c.windowVault] { return vault.requestUnlock(shell::dialogParent()); };
    const forwards::FeatureParts forwardParts{*s.forwards, *s.inventory, *s.gatekeeper, c.asks, requestUnlock};
    forwards::registerFeature(c.registry, c.navigator, forwardParts);
    terminal::TerminalServices terminals{*s.pool, *s.inventory, *s.gatekeeper, c.asks, {}, requestUnlock};
    terminals.belowHosts = [forwardParts, &navigator = c.navigator](QWidget *parent) { return forwards::createForwardList(forwardParts, navigator, parent); };
    terminal::registerFeature(c.registry, c.navigator, terminals);
    exec::registerFeature(c.registry, c.navigator, {*s.executions, *s.inventory, *s.gatekeeper, *s.policy, c.asks,
                                                    [vault = s.vault] { return vault->state().value == vault::LockState::Locked; }, requestUnlock});
    metrics::registerFeature(c.registry, c.navigator, c.dialer, *s.clock);
    probing::registerFeature(c.registry, c.navigator, {c.prober, *s.inventory, *s.gatekeeper, c.settings});
    const auto credentialNames = [&choice = c.credentials] {
        QList<services::CredentialName> names;
        for (const myspace::CredentialName &each : choice.all())
            names.append({each.id, each.name});
        return names;
    };
    services::registerFeature(c.registry, c.navigator, {c.tunnels, *s.inventory, *s.gatekeeper, credentialNames});
    sessions::registerFeature(c.registry, c.navigator, *s.pool, *s.gatekeeper);
    backup::registerFeature(c.registry, *s.backups, *s.gatekeeper, requestUnlock);
    const audit::AuditServices auditServices{*s.audit, *s.gatekeeper, *s.clock, &c.windowVault, auditProjects(*s.inventory)};
    audit::registerFeature(c.registry, c.navigator, auditServices);
    audit::registerSettings(c.registry, auditServices, {c.settings, *s.alarm, *s.forwarder});
    c.registry.addSettings({.id = u"ssh"_s,
                            .title = QCoreApplication::translate("aiops::app", "SSH"),
                            .order = 40,
                            .create = [&settings = c.settings, pool = s.pool](QWidget *parent) {
                                return terminal::createSshSettingsPage(settings, *pool, parent);
                            }});
    c.registry.addSettings({.id = u"commandline"_s,
                            .title = QCoreApplication::translate("aiops::app", "Command line"),
                            .order = 60,
                            .create = [&settings = c.settings](QWidget *parent) { return createCommandPolicyPage(settings, parent); }});
}

hostkeys::WindowInteraction::EnvironmentOf environmentOf(inventory::Inventory &inventory)
{
    return [&inventory](const ssh::Endpoint &endpoint) {
        const auto instance = endpoint.instance.isNull() ? Result<inventory::Instance>(std::unexpected(Error{}))
                                                         : inventory.instance(endpoint.instance);
        return instance ? inventory::environmentName(instance->environment) : QString();
    };
}

} // namespace aiops::app
