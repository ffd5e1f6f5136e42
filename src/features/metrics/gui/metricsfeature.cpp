#include "features/metrics/gui/metricsfeature.h"

#include "features/metrics/gui/overviewpane.h"
#include "shell/navigator.h"
#include "shell/registry.h"

using namespace Qt::StringLiterals;

namespace aiops::metrics {

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, AgentDialer &dialer, const Clock &clock)
{
    const auto create = [&navigator, &dialer, &clock](const QString &id, QWidget *parent) -> QWidget * {
        auto *pane = new OverviewPane(InstanceId::parse(id), dialer, clock, parent);
        QObject::connect(pane, &OverviewPane::unlockWanted, &navigator, [&navigator] { navigator.run(u"vault.unlock"_s); });
        QObject::connect(pane, &OverviewPane::connectWanted, &navigator, [&navigator, id] { navigator.open(u"instance"_s, id + u"/terminal"_s); });
        QObject::connect(&navigator, &shell::Navigator::statusChanged, pane, &OverviewPane::vaultMayHaveOpened);
        QObject::connect(&navigator, &shell::Navigator::pauseToggled, pane, &OverviewPane::togglePause);
        return pane;
    };
    registry.addPane({.id = u"overview"_s, .title = QObject::tr("Overview"), .order = 10, .create = create});
}

} // namespace aiops::metrics
