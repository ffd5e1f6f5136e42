#include "features/terminal/gui/terminalfeature.h"

#include "features/terminal/gui/terminalactions.h"
#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/gui/terminalspage.h"
#include "features/terminal/quickaddress.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/emptystate.h"

#include <QCoreApplication>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

void addStatus(shell::Registry &registry, shell::Navigator &navigator, const PageRef &page)
{
    registry.addStatus({.id = u"terminal.sessions"_s,
                        .icon = u"terminal"_s,
                        .order = 40,
                        .text = [page] {
                            const int running = *page ? (*page)->running() : 0;
                            return running == 0 ? QString()
                                                : QCoreApplication::translate("terminal", "%n sessions", nullptr, running);
                        },
                        .activate = [&navigator](QWidget *) { navigator.open(u"terminals"_s); }});
    registry.addStatus({.id = u"terminal.size"_s,
                        .order = 10,
                        .right = true,
                        .text = [page] {
                            TerminalPane *pane = *page && (*page)->isVisible() ? (*page)->current() : nullptr;
                            return pane ? u"%1 × %2"_s.arg(pane->view().columns()).arg(pane->view().rows()) : QString();
                        }});
}

} // namespace

QWidget *createTerminalPane(const TerminalServices &services, const QString &instanceId, QWidget *parent)
{
    const auto instance = services.inventory.instance(InstanceId::parse(instanceId));
    if (!instance)
        return new widgets::EmptyState(u"terminal"_s, tr("No terminal"), instance.error().text, parent);
    TerminalPane *pane = makePane(services, endpointOf(*instance), inventory::environmentName(instance->environment), parent);
    pane->connectWhenShown();
    return pane;
}

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const TerminalServices &given)
{
    TerminalServices services = given;
    services.takesKey = [&navigator](QKeyCombination key) { return navigator.takesFromTerminal(key); };
    const auto page = std::make_shared<QPointer<TerminalsPage>>();
    registry.addPage({.id = u"terminals"_s,
                      .title = tr("Terminals"),
                      .icon = u"terminal"_s,
                      .group = 0,
                      .order = 20,
                      .create = [services, &navigator, page](QWidget *parent) {
                          *page = new TerminalsPage(services, navigator, parent);
                          return page->data();
                      },
                      .help = u"terminals"_s});
    registry.addPane({.id = u"terminal"_s,
                      .title = tr("Terminal"),
                      .order = 20,
                      .create = [services](const QString &instanceId, QWidget *parent) {
                          return createTerminalPane(services, instanceId, parent);
                      },
                      .keepsRunning = true});
    addActions(registry, navigator, page);
    addAddressSearch(registry, navigator, page);
    addStatus(registry, navigator, page);
}

} // namespace aiops::terminal
