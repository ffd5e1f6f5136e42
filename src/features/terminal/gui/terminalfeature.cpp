#include "features/terminal/gui/terminalfeature.h"

#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/gui/terminalspage.h"
#include "features/terminal/quickaddress.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/emptystate.h"

#include <QCoreApplication>
#include <QPointer>
#include <QShortcut>

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

/// The page exists from its first visit on.
using PageRef = std::shared_ptr<QPointer<TerminalsPage>>;

void addActions(shell::Registry &registry, shell::Navigator &navigator, const PageRef &page)
{
    registry.addAction({.id = u"terminal.new"_s,
                        .text = tr("New terminal"),
                        .menu = u"Session"_s,
                        .shortcut = QKeySequence(u"Ctrl+Shift+T"_s),
                        .run = [&navigator, page] {
                            navigator.open(u"terminals"_s);
                            if (*page)
                                (*page)->focusQuickConnect();
                        },
                        .icon = u"terminal"_s});
    registry.addAction({.id = u"terminal.local"_s,
                        .text = tr("Terminal on this computer"),
                        .menu = u"Session"_s,
                        .run = [&navigator, page] {
                            navigator.open(u"terminals"_s);
                            if (*page)
                                (*page)->openLocal();
                        },
                        .icon = u"computer"_s});
    registry.addAction({.id = u"terminal.reconnect"_s,
                        .text = tr("Reconnect"),
                        .menu = u"Session"_s,
                        .run = [page] {
                            if (*page && (*page)->current())
                                (*page)->current()->reconnect();
                        },
                        .enabled = [page] { return *page && (*page)->current()
                                                   && !(*page)->current()->session().isRunning(); }});
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

/// Without the page of sessions around it, a pane has its own keys.
void addPaneKeys(TerminalPane *pane)
{
    const auto add = [pane](const QString &keys, auto run) {
        auto *shortcut = new QShortcut(QKeySequence(keys), pane, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        QObject::connect(shortcut, &QShortcut::activated, pane, run);
    };
    add(u"Ctrl+Shift+C"_s, [pane] { pane->copy(); });
    add(u"Ctrl+Shift+V"_s, [pane] { pane->paste(); });
    add(u"Ctrl+Shift+F"_s, [pane] { pane->find(); });
    add(u"Ctrl+Shift+R"_s, [pane] { pane->reconnect(); });
    add(u"Ctrl+Shift++"_s, [pane] { pane->zoom(1); });
    add(u"Ctrl+Shift+_"_s, [pane] { pane->zoom(-1); });
    add(u"Ctrl+Shift+)"_s, [pane] { pane->zoom(0); });
}

} // namespace

QWidget *createTerminalPane(const TerminalServices &services, const QString &instanceId, QWidget *parent)
{
    const auto instance = services.inventory.instance(InstanceId::parse(instanceId));
    if (!instance)
        return new widgets::EmptyState(u"terminal"_s, tr("No terminal"), instance.error().text, parent);
    TerminalPane *pane = makePane(services, endpointOf(*instance), inventory::environmentName(instance->environment), parent);
    addPaneKeys(pane);
    pane->connectWhenShown();
    return pane;
}

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const TerminalServices &services)
{
    const auto page = std::make_shared<QPointer<TerminalsPage>>();
    registry.addPage({.id = u"terminals"_s,
                      .title = tr("Terminals"),
                      .icon = u"terminal"_s,
                      .group = 0,
                      .order = 20,
                      .create = [services, &navigator, page](QWidget *parent) {
                          *page = new TerminalsPage(services, navigator, parent);
                          return page->data();
                      }});
    registry.addPane({.id = u"terminal"_s,
                      .title = tr("Terminal"),
                      .order = 20,
                      .create = [services](const QString &instanceId, QWidget *parent) {
                          return createTerminalPane(services, instanceId, parent);
                      },
                      .keepsRunning = true});
    addActions(registry, navigator, page);
    addStatus(registry, navigator, page);
}

} // namespace aiops::terminal
