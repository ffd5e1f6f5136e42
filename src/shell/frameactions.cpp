#include "shell/frameactions.h"

#include "shell/actiontable.h"
#include "shell/headerbar.h"
#include "shell/mainmenu.h"
#include "shell/mainwindow.h"
#include "shell/navigator.h"
#include "shell/page.h"
#include "shell/pagehost.h"
#include "shell/rail.h"
#include "shell/workarea.h"
#include "widgets/theme.h"


namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("FrameActions", source);
}

using Keys = QList<QKeySequence>;

void addPaneActions(MainWindow &window, ActionTable &actions)
{
    WorkArea *area = window.workArea();
    actions.add({u"view.sidePane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Side pane")), u"View"_s,
                 QKeySequence(u"Ctrl+B"_s), [area] { area->showSidePane(!area->wantsSidePane()); }});
    actions.add({u"view.inspector"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Inspector")), u"View"_s,
                 QKeySequence(Qt::Key_F9), [area] { area->showInspector(!area->wantsInspector()); }});
    ActionSpec bottom{u"view.bottomPanel"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Output and problems")), u"View"_s,
                      QKeySequence(u"Ctrl+`"_s), [area] { area->showBottomPanel(!area->wantsBottomPanel()); }};
    bottom.inTerminal = true;
    actions.add(bottom);
    // What the splitters do with the mouse.
    struct Size { const char *id; const char *words; WorkArea::Pane pane; int by; };
    for (const Size &size : {Size{"widerSidePane", QT_TRANSLATE_NOOP("FrameActions", "Wider side pane"), WorkArea::Pane::Side, 24},
                             Size{"narrowerSidePane", QT_TRANSLATE_NOOP("FrameActions", "Narrower side pane"), WorkArea::Pane::Side, -24},
                             Size{"widerInspector", QT_TRANSLATE_NOOP("FrameActions", "Wider inspector"), WorkArea::Pane::Inspector, 24},
                             Size{"narrowerInspector", QT_TRANSLATE_NOOP("FrameActions", "Narrower inspector"), WorkArea::Pane::Inspector, -24},
                             Size{"higherPanel", QT_TRANSLATE_NOOP("FrameActions", "Higher bottom panel"), WorkArea::Pane::Bottom, 40},
                             Size{"lowerPanel", QT_TRANSLATE_NOOP("FrameActions", "Lower bottom panel"), WorkArea::Pane::Bottom, -40}})
        actions.add({u"view."_s + QString::fromLatin1(size.id), text(size.words), u"View"_s, {},
                     [area, size] { area->resizePane(size.pane, size.by); },
                     [area, pane = size.pane] { return area->isPaneShown(pane); }});
}

void addViewActions(MainWindow &window, ActionTable &actions, Navigator &navigator)
{
    actions.add({u"view.fullScreen"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Full screen")), u"View"_s,
                 QKeySequence(Qt::Key_F11), [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); }});
    actions.add({u"view.refresh"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Refresh")), u"View"_s,
                 QKeySequence(Qt::Key_F5), [&window] { if (Page *page = window.pages()->currentPage()) page->refresh(); }});
    actions.add({u"view.pause"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Pause or resume live data")), u"View"_s,
                 QKeySequence(u"Ctrl+."_s), [&navigator] { navigator.togglePause(); }});
    ActionSpec filter{u"view.filter"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Filter this list")), u"Edit"_s,
                      QKeySequence(u"Ctrl+F"_s), [&window] { if (Page *page = window.pages()->currentPage()) page->focusFilter(); }};
    filter.moreShortcuts = Keys{QKeySequence(u"/"_s)};
    actions.add(filter);
}

void addZoomActions(MainWindow &window, ActionTable &actions)
{
    const auto zoom = [&window](int percent) {
        widgets::Theme::current().setZoom(percent);
        window.saveAppearance();
    };
    ActionSpec larger{u"view.zoomIn"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Larger text")), u"View"_s,
                      QKeySequence(u"Ctrl++"_s), [zoom] { zoom(widgets::Theme::current().zoom() + 10); }};
    larger.moreShortcuts = Keys{QKeySequence(u"Ctrl+="_s)};
    actions.add(larger);
    actions.add({u"view.zoomOut"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Smaller text")), u"View"_s,
                 QKeySequence(u"Ctrl+-"_s), [zoom] { zoom(widgets::Theme::current().zoom() - 10); }});
    actions.add({u"view.zoomReset"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Normal text size")), u"View"_s,
                 QKeySequence(u"Ctrl+0"_s), [zoom] { zoom(100); }});
}

QKeySequence areaKeys(qsizetype index)
{
    if (index < 9)
        return QKeySequence(int(Qt::CTRL) | int(Qt::Key_1 + index));
    if (index == 9)
        return QKeySequence(u"Ctrl+Shift+9"_s);
    return index == 10 ? QKeySequence(u"Ctrl+Shift+0"_s) : QKeySequence();
}

void addGoActions(MainWindow &window, ActionTable &actions)
{
    const QList<PageSpec> &areas = window.rail()->areas();
    for (qsizetype i = 0; i < areas.size(); ++i)
        actions.add({u"go."_s + areas[i].id, areas[i].title, u"Go"_s, areaKeys(i),
                     [&window, id = areas[i].id] { window.open(id); }, {}, areas[i].icon});
    ActionSpec settings{u"go.settings"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Settings")), u"Go"_s,
                        QKeySequence(u"Ctrl+,"_s), [&window] { window.open(u"settings"_s); }, {}, u"gear"_s};
    settings.inTerminal = true;
    actions.add(settings);
    actions.add({u"go.back"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Back")), u"Go"_s, QKeySequence(u"Alt+Left"_s),
                 [&window] { window.pages()->go(-1); }, [&window] { return window.pages()->canGo(-1); }});
    actions.add({u"go.forward"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Forward")), u"Go"_s,
                 QKeySequence(u"Alt+Right"_s), [&window] { window.pages()->go(1); },
                 [&window] { return window.pages()->canGo(1); }});
}

/// The keys with Ctrl are the ones that lead out of a terminal.
void addPaneOrder(MainWindow &window, ActionTable &actions)
{
    ActionSpec next{u"go.nextPane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Next pane")), u"Go"_s,
                    QKeySequence(Qt::Key_F6), [&window] { window.movePane(1); }};
    next.moreShortcuts = Keys{QKeySequence(u"Ctrl+F6"_s)};
    ActionSpec previous{u"go.previousPane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Previous pane")), u"Go"_s,
                        QKeySequence(u"Shift+F6"_s), [&window] { window.movePane(-1); }};
    previous.moreShortcuts = Keys{QKeySequence(u"Ctrl+Shift+F6"_s)};
    ActionSpec palette{u"palette"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Search and commands")), u"Go"_s,
                       QKeySequence(u"Ctrl+K"_s), [&window] { window.openPalette(); }, {}, u"search"_s};
    palette.moreShortcuts = Keys{QKeySequence(u"Ctrl+Shift+K"_s)};
    for (ActionSpec *spec : {&next, &previous, &palette}) {
        spec->inTerminal = true;
        actions.add(*spec);
    }
    actions.add({u"view.menu"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Main menu")), u"View"_s,
                 QKeySequence(Qt::Key_F10), [&window] { window.menu().reveal(); }});
}

void addScopeActions(MainWindow &window, ActionTable &actions, const Registry &registry)
{
    for (const ScopeSpec &scope : registry.scopes()) {
        if (!scope.title.isEmpty())
            actions.add({u"go.scope."_s + scope.id, scope.title, u"Go"_s, scope.shortcut,
                         [&window, id = scope.id] { window.header()->openScope(id); }});
    }
}

void addHelpActions(MainWindow &window, ActionTable &actions)
{
    actions.add({u"help.page"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Help for this page")), u"Help"_s,
                 QKeySequence(Qt::Key_F1), [&window] { window.openHelp(); }, {}, u"info"_s});
    actions.add({u"help.keys"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Keyboard shortcuts")), u"Help"_s,
                 QKeySequence(u"Ctrl+/"_s), [&window] { window.openShortcutSheet(); }});
    actions.add({u"help.manual"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Manual")), u"Help"_s, {},
                 [&window] { window.open(u"help"_s); }});
}

} // namespace

void addFrameActions(MainWindow &window, ActionTable &actions, const Registry &registry, Navigator &navigator)
{
    addGoActions(window, actions);
    addPaneOrder(window, actions);
    addScopeActions(window, actions, registry);
    addPaneActions(window, actions);
    addViewActions(window, actions, navigator);
    addZoomActions(window, actions);
    addHelpActions(window, actions);
}

} // namespace aiops::shell
