#include "features/credentials/gui/credentialsfeature.h"

#include "features/credentials/gui/autolocksetting.h"
#include "features/credentials/gui/credentialspage.h"
#include "features/credentials/gui/vaultactivity.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/vaultsettingspage.h"
#include "features/credentials/gui/vaultssection.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/dialog.h"
#include "shell/navigator.h"
#include "shell/registry.h"

#include <QApplication>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using vault::LockState;

namespace {

void addActions(shell::Registry &registry, VaultSession &session)
{
    registry.addAction({.id = u"credentials.new"_s, .text = VaultSession::tr("New credential"), .menu = u"File"_s,
                        .run = [&session] { session.newCredential(shell::dialogParent()); }, .icon = u"key"_s,
                        .inAddMenu = true,
                        .runFor = [&session](const QString &instance) {
                            session.newCredential(shell::dialogParent(), InstanceId::parse(instance));
                        },
                        .forObjects = u"instance"_s});
    registry.addAction({.id = u"vault.lock"_s, .text = VaultSession::tr("Lock vault"), .menu = u"Tools"_s,
                        .shortcut = QKeySequence(u"Ctrl+Shift+L"_s), .run = [&session] { session.lock(); },
                        .enabled = [&session] { return session.state() == LockState::Unlocked; }, .icon = u"lock"_s, .inTerminal = true});
    registry.addAction({.id = u"vault.unlock"_s, .text = VaultSession::tr("Unlock vault"), .menu = u"Tools"_s,
                        .run = [&session] { session.window().requestUnlock(shell::dialogParent()); },
                        .enabled = [&session] { return session.state() != LockState::Unlocked; }, .icon = u"unlock"_s});
}

void addStatus(shell::Registry &registry, VaultSession &session, const Clock &clock)
{
    registry.addStatus({.id = u"vault.state"_s, .icon = u"lock"_s, .order = 0,
                        .text = [&session, &clock] { return session.window().stateText(clock); },
                        .activate = [&session](QWidget *anchor) {
                            if (session.state() == LockState::Unlocked)
                                session.lock();
                            else
                                session.window().requestUnlock(anchor->window());
                        }});
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const CredentialServices &services)
{
    services.vault.setAutoLock(autoLock(services.settings));
    services.windowVault.setLocksWithScreen(locksWithScreen(services.settings));
    auto *session = new VaultSession(services.windowVault, services.inventory, services.gatekeeper, navigator,
                                     services.clock, &navigator);
    if (services.audit) {
        session->setHistory([audit = services.audit](CredentialId id) {
            return audit->list({.objectId = id.toString(), .limit = 6}).value_or(QList<team::AuditRow>());
        });
        QObject::connect(services.audit, &team::AuditLog::appended, session, &VaultSession::noteHistory);
    }
    new VaultActivity(services.vault, services.clock, session);
    registry.addPage({.id = u"vault"_s, .title = VaultSession::tr("Vault"), .icon = u"key"_s, .group = 2, .order = 90,
                      .create = [session, tabs = services.tabs](QWidget *parent) {
                          return new CredentialsPage(*session, tabs, parent);
                      },
                      .help = u"vault"_s});
    registry.addSettings({.id = u"vault"_s, .title = VaultSession::tr("Vault"), .order = 50,
                          .create = [&settings = services.settings, &window = services.windowVault, &gatekeeper = services.gatekeeper,
                                     &inventory = services.inventory](QWidget *parent) {
                              auto *page = new VaultSettingsPage(settings, window, gatekeeper, parent);
                              page->addSection(new VaultsSection(window, gatekeeper, inventory));
                              return page;
                          }});
    addActions(registry, *session);
    addStatus(registry, *session, services.clock);
}

} // namespace aiops::credentials
