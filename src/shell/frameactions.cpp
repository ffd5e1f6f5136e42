#include "shell/frameactions.h"

#include "shell/actiontable.h"
#include "shell/appearance.h"
#include "shell/mainmenu.h"
#include "shell/mainwindow.h"
#include "shell/page.h"
#include "shell/pagehost.h"
#include "shell/palettemodel.h"
#include "shell/rail.h"
#include "shell/workarea.h"

#include <QAction>

namespace aiops::shell {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("FrameActions", source);
}

void addViewActions(MainWindow &window, ActionTable &actions)
{
    WorkArea *area = window.workArea();
    actions.add({u"view.sidePane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Side pane")), u"View"_s,
                 QKeySequence(u"Ctrl+B"_s), [area] { area->showSidePane(!area->wantsSidePane()); }});
    actions.add({u"view.inspector"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Inspector")), u"View"_s,
                 QKeySequence(Qt::Key_F9), [area] { area->showInspector(!area->wantsInspector()); }});
    actions.add({u"view.bottomPanel"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Output and problems")), u"View"_s,
                 QKeySequence(u"Ctrl+`"_s), [area] { area->showBottomPanel(!area->wantsBottomPanel()); }});
    actions.add({u"view.fullScreen"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Full screen")), u"View"_s,
                 QKeySequence(Qt::Key_F11), [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); }});
    actions.add({u"view.refresh"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Refresh")), u"View"_s,
                 QKeySequence(Qt::Key_F5), [&window] { if (Page *page = window.pages()->currentPage()) page->refresh(); }});
    actions.add({u"view.filter"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Filter this list")), u"Edit"_s,
                 QKeySequence(u"Ctrl+F"_s), [&window] { if (Page *page = window.pages()->currentPage()) page->focusFilter(); }});
}

void addZoomActions(MainWindow &window, ActionTable &actions)
{
    const auto zoom = [&window](int percent) {
        widgets::Theme::current().setZoom(percent);
        window.saveAppearance();
    };
    actions.add({u"view.zoomIn"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Larger text")), u"View"_s,
                 QKeySequence(u"Ctrl++"_s), [zoom] { zoom(widgets::Theme::current().zoom() + 10); }});
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
    actions.add({u"go.settings"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Settings")), u"Go"_s,
                 QKeySequence(u"Ctrl+,"_s), [&window] { window.open(u"settings"_s); }, {}, u"gear"_s});
    actions.add({u"go.back"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Back")), u"Go"_s, QKeySequence(u"Alt+Left"_s),
                 [&window] { window.pages()->go(-1); }, [&window] { return window.pages()->canGo(-1); }});
    actions.add({u"go.forward"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Forward")), u"Go"_s,
                 QKeySequence(u"Alt+Right"_s), [&window] { window.pages()->go(1); },
                 [&window] { return window.pages()->canGo(1); }});
    actions.add({u"go.nextPane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Next pane")), u"Go"_s,
                 QKeySequence(Qt::Key_F6), [&window] { window.movePane(1); }});
    actions.add({u"go.previousPane"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Previous pane")), u"Go"_s,
                 QKeySequence(u"Shift+F6"_s), [&window] { window.movePane(-1); }});
    actions.action(u"go.nextPane"_s)->setShortcuts({QKeySequence(Qt::Key_F6), QKeySequence(u"Ctrl+F6"_s)});
    actions.add({u"palette"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Search and commands")), u"Go"_s,
                 QKeySequence(u"Ctrl+K"_s), [&window] { window.openPalette(); }, {}, u"search"_s});
    actions.action(u"palette"_s)->setShortcuts({QKeySequence(u"Ctrl+K"_s), QKeySequence(u"Ctrl+Shift+K"_s)});
    actions.add({u"view.menu"_s, text(QT_TRANSLATE_NOOP("FrameActions", "Main menu")), u"View"_s,
                 QKeySequence(Qt::Key_F10), [&window] { window.menu().reveal(); }});
}

} // namespace

void addFrameActions(MainWindow &window, ActionTable &actions)
{
    addGoActions(window, actions);
    addViewActions(window, actions);
    addZoomActions(window, actions);
}

QList<PaletteRow> paletteRows(MainWindow &window, const Registry &registry)
{
    QList<PaletteRow> rows;
    for (const ActionSpec &spec : window.actions().specs()) {
        if (spec.id == u"palette" || (spec.enabled && !spec.enabled()) || !spec.run)
            continue;
        const QString keys = window.actions().action(spec.id)->shortcut().toString(QKeySequence::NativeText);
        rows.append({spec.icon.isEmpty() ? u"chevron-right"_s : spec.icon, spec.text,
                     ActionTable::menuTitle(spec.menu).remove(u'&'), keys,
                     [&window, id = spec.id] { window.actions().run(id); }, true});
    }
    for (const SettingsSpec &spec : registry.settings())
        rows.append({u"gear"_s, spec.title, text(QT_TRANSLATE_NOOP("FrameActions", "Settings")), {},
                     [&window, id = spec.id] { window.open(u"settings"_s, id); }});
    return rows;
}

} // namespace aiops::shell
