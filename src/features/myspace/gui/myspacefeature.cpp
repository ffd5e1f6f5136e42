#include "features/myspace/gui/myspacefeature.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/instancepage.h"
#include "features/myspace/gui/myspacepage.h"
#include "features/myspace/gui/notespane.h"
#include "features/myspace/gui/projectpage.h"
#include "features/myspace/gui/scopemenus.h"
#include "features/myspace/gui/spacesearch.h"
#include "shell/dialog.h"
#include "shell/navigator.h"
#include "shell/registry.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

void addPages(shell::Registry &registry, Actions &actions, CardMetrics *metrics, QSettings *settings, LocalComputer *computer)
{
    registry.addPage({.id = u"myspace"_s, .title = Actions::tr("My Space"), .icon = u"grid"_s, .group = 0, .order = 0,
                      .create = [&actions, metrics, settings, computer](QWidget *parent) {
                          return new MySpacePage(actions, metrics, settings, computer, parent);
                      },
                      .help = u"my-space"_s});
    registry.addPage({.id = u"instance"_s, .title = Actions::tr("Instance"), .icon = u"server"_s, .group = 0, .order = 1,
                      .create = [&actions, &registry](QWidget *parent) { return new InstancePage(actions, registry, parent); },
                      .inRail = false, .area = u"myspace"_s, .help = u"charts"_s});
    registry.addPage({.id = u"project"_s, .title = Actions::tr("Project"), .icon = u"folder"_s, .group = 0, .order = 2,
                      .create = [&actions, metrics](QWidget *parent) { return new ProjectPage(actions, metrics, parent); },
                      .inRail = false, .area = u"myspace"_s, .help = u"projects"_s});
    registry.addPane({.id = u"notes"_s, .title = Actions::tr("Notes"), .order = 50,
                      .create = [&actions](const QString &id, QWidget *parent) {
                          return createInstanceNotes(actions, InstanceId::parse(id), parent);
                      }});
}

void addActions(shell::Registry &registry, Actions &actions)
{
    registry.addAction({.id = u"myspace.addInstance"_s, .text = Actions::tr("Add instance"), .menu = u"File"_s,
                        .shortcut = QKeySequence(u"Ctrl+N"_s),
                        .run = [&actions] { actions.addInstance(shell::dialogParent()); },
                        .icon = u"server"_s, .inAddMenu = true});
    registry.addAction({.id = u"myspace.newProject"_s, .text = Actions::tr("New project"), .menu = u"File"_s,
                        .shortcut = QKeySequence(u"Ctrl+Shift+N"_s),
                        .run = [&actions] { actions.newProject(shell::dialogParent()); },
                        .icon = u"folder"_s, .inAddMenu = true});
    registry.addAction({.id = u"myspace.newGroup"_s, .text = Actions::tr("New group"), .menu = u"File"_s,
                        .run = [&actions] { actions.newGroup({}, shell::dialogParent()); }, .icon = u"folder"_s});
    registry.addAction({.id = u"edit.undo"_s, .text = Actions::tr("Undo"), .menu = u"Edit"_s, .shortcut = QKeySequence(u"Ctrl+Z"_s),
                        .run = [&actions] { actions.undo(); },
                        .enabled = [&actions] { return actions.estate().inventory().undo().canUndo(); }});
    registry.addAction({.id = u"edit.redo"_s, .text = Actions::tr("Redo"), .menu = u"Edit"_s, .shortcut = QKeySequence(u"Ctrl+Y"_s),
                        .run = [&actions] { actions.redo(); },
                        .enabled = [&actions] { return actions.estate().inventory().undo().canRedo(); }});
    registry.addAction({.id = u"myspace.dashboard"_s, .text = Actions::tr("Dashboard of the project"), .menu = u"Go"_s,
                        .shortcut = QKeySequence(u"Ctrl+D"_s), .run = [&actions] { actions.openDashboard({}); },
                        .icon = u"pie"_s,
                        .runFor = [&actions](const QString &id) { actions.openDashboard(ProjectId::parse(id)); }});
    registry.addAction({.id = u"myspace.newOrganization"_s, .text = Actions::tr("New organization"), .menu = u"File"_s,
                        .run = [&actions] { actions.newOrganization(shell::dialogParent()); }});
}

/// How My Space shows its instances: two keys after each other, while the focus is in it.
void addViewActions(shell::Registry &registry, Actions &actions)
{
    const auto add = [&](const QString &id, const QString &text, QLatin1StringView keys, std::function<void()> run) {
        registry.addAction({.id = u"myspace."_s + id, .text = text, .menu = {}, .shortcut = QKeySequence(keys),
                            .run = [&actions, run] {
                                actions.navigator().open(u"myspace"_s); // also from the palette
                                run();
                            },
                            .pages = {u"myspace"_s}});
    };
    add(u"showCards"_s, Actions::tr("Show as cards"), "V, C"_L1, [&actions] { actions.showAs(u"cards"_s); });
    add(u"showTable"_s, Actions::tr("Show as table"), "V, T"_L1, [&actions] { actions.showAs(u"table"_s); });
    add(u"groupByProject"_s, Actions::tr("Group by project"), "G, P"_L1, [&actions] { actions.groupBy(GroupBy::Project); });
    add(u"groupByRegion"_s, Actions::tr("Group by region"), "G, R"_L1, [&actions] { actions.groupBy(GroupBy::Region); });
    add(u"groupByStatus"_s, Actions::tr("Group by status"), "G, S"_L1, [&actions] { actions.groupBy(GroupBy::Status); });
    add(u"groupNot"_s, Actions::tr("Do not group"), "G, N"_L1, [&actions] { actions.groupBy(GroupBy::None); });
}

/// What ListKeys acts on, for the sheet.
void addKeys(shell::Registry &registry)
{
    const QString group = Actions::tr("Instances");
    const auto add = [&](std::initializer_list<QLatin1StringView> texts, const QString &what) {
        QList<QKeySequence> keys;
        for (const QLatin1StringView text : texts)
            keys.append(QKeySequence(text));
        registry.addKeys({group, keys, what});
    };
    add({"Ctrl+Return"_L1, "Ctrl+Shift+Return"_L1}, Actions::tr("Open a terminal, terminals on all selected"));
    add({"Alt+Return"_L1}, Actions::tr("Show details"));
    add({"F2"_L1}, Actions::tr("Edit"));
    add({"Del"_L1}, Actions::tr("Remove, after a question"));
    add({"Ctrl+A"_L1}, Actions::tr("Select all that the filters leave"));
}

void addCount(shell::Registry &registry, Actions &actions)
{
    registry.addStatus({.id = u"myspace.count"_s, .order = 90, .right = true,
                        .text = [&actions] {
                            const Estate &estate = actions.estate();
                            return estate.isLoaded() ? Actions::tr("%Ln instances", nullptr, estate.shownCount()) : QString();
                        },
                        .activate = [&actions](QWidget *) { actions.navigator().open(u"myspace"_s); }});
}

} // namespace

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, inventory::Inventory &inventory,
                     team::Gatekeeper &gatekeeper, CredentialChoice &credentials, CardMetrics *metrics, QSettings *settings,
                     LocalComputer *computer)
{
    auto *estate = new Estate(inventory, &navigator);
    estate->setHasComputer(computer != nullptr);
    auto *actions = new Actions(*estate, gatekeeper, credentials, navigator, &navigator);
    addPages(registry, *actions, metrics, settings, computer);
    addActions(registry, *actions);
    addViewActions(registry, *actions);
    addSearches(registry, *actions);
    addCount(registry, *actions);
    addKeys(registry);
    addScopes(registry, *actions);
}

} // namespace aiops::myspace
