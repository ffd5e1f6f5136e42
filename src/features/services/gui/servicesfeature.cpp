#include "features/services/gui/servicesfeature.h"

#include "features/services/gui/servicespane.h"
#include "features/services/opentunnels.h"
#include "shell/navigator.h"
#include "shell/registry.h"

using namespace Qt::StringLiterals;

namespace aiops::services {

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts)
{
    registry.addPane({.id = u"services"_s, .title = ServicesPane::tr("Services"), .order = 40,
                      .create = [parts, &navigator](const QString &id, QWidget *parent) -> QWidget * {
                          return new ServicesPane(InstanceId::parse(id), parts, navigator, parent);
                      }});
    QObject::connect(&parts.tunnels, &OpenTunnels::lost, &navigator, [&navigator](const inventory::Service &service, const Error &reason) {
        navigator.problem(service.name, reason);
    });
}

} // namespace aiops::services
