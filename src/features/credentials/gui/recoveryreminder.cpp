#include "features/credentials/gui/recoveryreminder.h"

#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "vault/recovery.h"
#include "widgets/banner.h"

#include <QPushButton>

namespace aiops::credentials {

using namespace Qt::StringLiterals;

void remindOfRecovery(VaultSession &session, widgets::Banner &banner)
{
    const auto state = vault::VaultRecovery(session.window().vault()).state();
    if (!state || !state->isDue || banner.hasMessage())
        return;
    banner.showMessage(widgets::Banner::Tone::Warning, VaultSession::tr("The recovery kit was not tested for half a year."), VaultSession::tr("Test it in Settings, Vault."));
    banner.addAction(VaultSession::tr("Open settings"), [navigator = &session.navigator()] { navigator->open(u"settings"_s, u"vault"_s); });
}

} // namespace aiops::credentials
