#include "features/backup/gui/backupfeature.h"

#include "features/backup/gui/backupsettingspage.h"
#include "shell/registry.h"

namespace aiops::backup {

using namespace Qt::StringLiterals;

void registerFeature(shell::Registry &registry, Backups &backups, team::Gatekeeper &gatekeeper, std::function<Future<void>()> requestUnlock)
{
    registry.addSettings({.id = u"backup"_s, .title = BackupSettingsPage::tr("Backup"), .order = 55,
                          .create = [&backups, &gatekeeper, requestUnlock](QWidget *parent) {
                              return new BackupSettingsPage(backups, gatekeeper, requestUnlock, parent);
                          }});
}

} // namespace aiops::backup
