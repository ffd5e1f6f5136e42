#include "features/audit/gui/auditfeature.h"

#include "features/audit/gui/auditpage.h"
#include "shell/registry.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, team::AuditLog &log)
{
    registry.addPage({.id = u"audit"_s, .title = AuditPage::tr("Audit"), .icon = u"log"_s, .group = 2, .order = 100,
                      .create = [&log, &navigator](QWidget *parent) { return new AuditPage(log, navigator, parent); },
                      .help = u"audit"_s});
}

} // namespace aiops::audit
