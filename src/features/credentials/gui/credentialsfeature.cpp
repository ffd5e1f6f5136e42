#include "features/credentials/gui/credentialsfeature.h"

#include "features/credentials/gui/credentialspage.h"
#include "features/credentials/gui/vaultsession.h"
#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using vault::LockState;

namespace {

/// Not the active dialog: the one that asked for this may be closing.
QWidget *mainWindow()
{
    QWidget *window = QApplication::activeWindow();
    while (window && window->parentWidget())
        window = window->parentWidget()->window();
    return window;
}

void addActions(shell::Registry &registry, VaultSession &session)
{
    const auto isState = [&session](LockState::Value value) { return session.vault().state().value == value; };
    registry.addAction({.id = u"credentials.new"_s, .text = VaultSession::tr("New credential"), .menu = u"File"_s,
                        .run = [&session] { session.newCredential(mainWindow()); }, .icon = u"key"_s,
                        .inAddMenu = true,
                        .runFor = [&session](const QString &instance) {
                            session.newCredential(mainWindow(), InstanceId::parse(instance));
                        }});
    registry.addAction({.id = u"vault.lock"_s, .text = VaultSession::tr("Lock vault"), .menu = u"Tools"_s,
                        .shortcut = QKeySequence(u"Ctrl+Shift+L"_s), .run = [&session] { session.lock(); },
                        .enabled = [isState] { return isState(LockState::Unlocked); }, .icon = u"lock"_s});
    registry.addAction({.id = u"vault.unlock"_s, .text = VaultSession::tr("Unlock vault"), .menu = u"Tools"_s,
                        .run = [&session] { session.requestUnlock(mainWindow()); },
                        .enabled = [isState] { return !isState(LockState::Unlocked); }, .icon = u"unlock"_s});
}

void addStatus(shell::Registry &registry, VaultSession &session)
{
    registry.addStatus({.id = u"vault.state"_s, .icon = u"lock"_s, .order = 0,
                        .text = [&session] { return session.stateText(); },
                        .activate = [&session](QWidget *anchor) {
                            if (session.vault().state().value == LockState::Unlocked)
                                session.lock();
                            else
                                session.requestUnlock(anchor->window());
                        }});
}

} // namespace

RequestUnlock registerFeature(shell::Registry &registry, shell::Navigator &navigator, inventory::Inventory &inventory,
                              team::Gatekeeper &gatekeeper, vault::Vault &vault,
                              std::function<QWidget *(QWidget *parent)> hostKeys)
{
    auto *session = new VaultSession(vault, inventory, gatekeeper, navigator, &navigator);
    registry.addPage({.id = u"vault"_s, .title = VaultSession::tr("Vault"), .icon = u"key"_s, .group = 2, .order = 90,
                      .create = [session, hostKeys](QWidget *parent) { return new CredentialsPage(*session, hostKeys, parent); }});
    addActions(registry, *session);
    addStatus(registry, *session);
    return [session = QPointer(session)] {
        return session ? session->requestUnlock(mainWindow()) : failed<void>(cancelledError());
    };
}

} // namespace aiops::credentials
