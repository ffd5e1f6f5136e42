#pragma once

namespace aiops::widgets {
class Banner;
}

namespace aiops::credentials {

class VaultSession;

/// On the vault page: the kit was not tested for 180 days. Shows nothing over another message.
void remindOfRecovery(VaultSession &session, widgets::Banner &banner);

} // namespace aiops::credentials
