#include "features/terminal/gui/terminalservices.h"

#include "features/terminal/gui/qtermwidgetview.h"
#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/localshell.h"

namespace aiops::terminal {

namespace {

OpenShell throughPool(const TerminalServices &services)
{
    const HostAccess access(services.pool, services.gatekeeper, services.interaction);
    return [access](ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report) {
        return access.shell(std::move(endpoint), std::move(pty), std::move(report));
    };
}

} // namespace

TerminalPane *makePane(const TerminalServices &services, const ssh::Endpoint &endpoint, const QString &environment,
                       QWidget *parent)
{
    auto *session = new TerminalSession(endpoint, services.openShell ? services.openShell : throughPool(services));
    TerminalView *view = services.makeView ? services.makeView(parent) : new QTermWidgetView(parent, services.takesKey);
    auto *pane = new TerminalPane(session, view, environment, parent);
    pane->setRequestUnlock(services.requestUnlock);
    QObject::connect(&services.pool, &ssh::Pool::stageChanged, session, &TerminalSession::noteStage);
    QObject::connect(&services.pool, &ssh::Pool::probed, pane, &TerminalPane::hurry);
    return pane;
}

TerminalPane *makeLocalPane(const TerminalServices &services, QWidget *parent)
{
    auto *session = new TerminalSession(localEndpoint(), services.openLocal ? services.openLocal : localShells());
    TerminalView *view = services.makeView ? services.makeView(parent) : new QTermWidgetView(parent);
    return new TerminalPane(session, view, {}, parent);
}

} // namespace aiops::terminal
