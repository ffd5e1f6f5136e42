#pragma once

#include "core/future.h"

#include <QKeySequence>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace aiops::shell {

class Page;

/// An area of the rail. Created on first use, kept until the window closes.
struct PageSpec
{
    QString id;    ///< "myspace": also the argument of --page
    QString title; ///< rail label and window part
    QString icon;  ///< file name in resources/icons without ".svg"
    int group = 0; ///< 0 operate, 1 estate, 2 trust; a line between groups
    int order = 0;
    std::function<Page *(QWidget *parent)> create;
    bool inRail = true; ///< false: opened only by id ("instance")
    std::function<int()> count = {}; ///< badge of the rail (open sessions); 0 or empty: none
    QString area = {}; ///< of a page that is not in the rail: whose entry is lit while it is shown
    QString help = {}; ///< page of the manual that F1 opens: "terminals" for docs/terminals.md
};

/// A tab of the instance page.
struct PaneSpec
{
    QString id;
    QString title;
    int order = 0;
    std::function<QWidget *(const QString &instanceId, QWidget *parent)> create;
    bool keepsRunning = false; ///< not closed when another instance is shown: a session lives in it
};

struct SettingsSpec
{
    QString id;
    QString title;
    int order = 0;
    std::function<QWidget *(QWidget *parent)> create;
    QStringList entries = {}; ///< titles of its single settings, found by the palette
};

/// A command: menu entry, shortcut and palette row in one. `id` is stable ("myspace.addInstance").
struct ActionSpec
{
    QString id;
    QString text;
    QString menu; ///< "File", "Edit", "View", "Go", "Session", "Tools", "Help" (untranslated key)
    QKeySequence shortcut = {};
    std::function<void()> run;
    std::function<bool()> enabled = {}; ///< asked before the menu opens; empty: always
    QString icon = {};
    bool inAddMenu = false; ///< also in the "+ Add" menu of the header
    std::function<void(const QString &objectId)> runFor = {}; ///< what Navigator::run() with an object calls
    QString forObjects = {}; ///< kind of object that runFor takes ("instance"): offered for such a row of the palette
    QList<QKeySequence> moreShortcuts = {}; ///< work too; the first one is shown in menus
    bool inTerminal = false; ///< its keys act also while a terminal has the focus, where isTerminalSafe() allows
    bool takesSelection = false; ///< runFor takes several ids, separated by commas; keys and menus give it what is selected on the page
    QStringList pages = {};  ///< its keys act only while the focus is in one of these pages; empty: everywhere
};

/// Keys that no command has because a list or a field acts on them itself: shown in the sheet, kept free of commands.
struct KeySpec
{
    QString group; ///< "Lists", translated
    QList<QKeySequence> keys;
    QString text;
};

/// A row that the palette found.
struct SearchHit
{
    QString icon;
    QString text;
    QString context; ///< muted, after the text: "Checkout, 10.20.4.11"
    std::function<void()> run;
    QString objectId = {};   ///< what SearchSpec::hit finds again under "Recent"; empty: not remembered
    QString objectKind = {}; ///< "instance": actions with the same `forObjects` are offered too
    std::function<void()> openTerminal = {};        ///< Ctrl+Enter
    std::function<QList<SearchHit>()> actions = {}; ///< Tab: what else can be done with it
    QString color = {};    ///< "#rrggbb": a square instead of the icon
    QString shortcut = {}; ///< as shown
};

/// What the palette asks beside commands and settings. Must answer from memory or a local index within a few ms.
struct SearchSpec
{
    QString id;
    QString title;  ///< group of the rows: "Instances"
    QString prefix; ///< "@": a query that starts with it asks only here
    std::function<QList<SearchHit>(const QString &query)> find; ///< best first; an empty query: the most useful ones
    int order = 50;
    std::function<std::optional<SearchHit>(const QString &objectId)> hit = {};
    std::function<void()> prepare = {}; ///< the palette opens: a good moment to bring an index up to date
    bool leads = false;                 ///< its rows stand above all groups
};

/// A flat button of the status bar that shows text and may open something.
struct StatusSpec
{
    QString id;
    QString icon;
    int order = 0;
    bool right = false;
    std::function<QString()> text; ///< asked again after Registry::refreshStatus()
    std::function<QString()> tone = {}; ///< "", "warn" or "danger"
    std::function<void(QWidget *anchor)> activate = {};
};

/// A drop-down of the header ("Fernhill" / "All projects").
struct ScopeSpec
{
    QString id;
    int order = 0;
    std::function<QString()> text;
    std::function<QString()> color = {}; ///< "#rrggbb" for a square before the text, empty: none
    std::function<void(QWidget *anchor)> activate;
    QString title = {};         ///< of the command that opens it: "Switch project"
    QKeySequence shortcut = {};
};

/// Work that does not survive the window and must not simply be cut off.
struct LeaveSpec
{
    QString id;
    std::function<QString()> running;    ///< sentences for the question whether to close; empty: nothing is going on
    std::function<Future<void>()> stop;  ///< ends it in order, within a few seconds
};

/// Everything that features hand to the shell. Registered out loud, before the window is made.
class Registry final
{
public:
    void addPage(PageSpec spec) { m_pages.append(std::move(spec)); }
    void addPane(PaneSpec spec) { m_panes.append(std::move(spec)); }
    void addSettings(SettingsSpec spec) { m_settings.append(std::move(spec)); }
    void addAction(ActionSpec spec) { m_actions.append(std::move(spec)); }
    void addStatus(StatusSpec spec) { m_status.append(std::move(spec)); }
    void addScope(ScopeSpec spec) { m_scopes.append(std::move(spec)); }
    void addSearch(SearchSpec spec) { m_searches.append(std::move(spec)); }
    void addKeys(KeySpec spec) { m_keys.append(std::move(spec)); }
    void addLeave(LeaveSpec spec) { m_leaves.append(std::move(spec)); }

    const QList<PageSpec> &pages() const { return m_pages; }
    const QList<PaneSpec> &panes() const { return m_panes; }
    const QList<SettingsSpec> &settings() const { return m_settings; }
    const QList<ActionSpec> &actions() const { return m_actions; }
    const QList<StatusSpec> &status() const { return m_status; }
    const QList<ScopeSpec> &scopes() const { return m_scopes; }
    const QList<SearchSpec> &searches() const { return m_searches; }
    const QList<KeySpec> &keys() const { return m_keys; }
    const QList<LeaveSpec> &leaves() const { return m_leaves; }

private:
    QList<PageSpec> m_pages;
    QList<PaneSpec> m_panes;
    QList<SettingsSpec> m_settings;
    QList<ActionSpec> m_actions;
    QList<StatusSpec> m_status;
    QList<ScopeSpec> m_scopes;
    QList<SearchSpec> m_searches;
    QList<KeySpec> m_keys;
    QList<LeaveSpec> m_leaves;
};

} // namespace aiops::shell
