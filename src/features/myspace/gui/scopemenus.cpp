#include "features/myspace/gui/scopemenus.h"

#include "features/myspace/gui/actions.h"
#include "shell/registry.h"
#include "widgets/filterbar.h"
#include "widgets/theme.h"

#include <QMenu>
#include <QWidgetAction>

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

QMenu *makeMenu(QWidget *anchor)
{
    auto *menu = new QMenu(anchor);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setMinimumWidth(240);
    return menu;
}

QIcon squareIcon(const QString &color)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(4, 4, 8, 8, QColor(color));
    return pixmap;
}

void openOrganizations(Actions &actions, QWidget *anchor)
{
    QMenu *menu = makeMenu(anchor);
    const OrganizationId current = actions.estate().organizationId();
    if (const auto organizations = actions.estate().inventory().organizations()) {
        for (const Organization &organization : *organizations) {
            QAction *row = menu->addAction(organization.name, &actions,
                                           [&actions, id = organization.id] { actions.useOrganization(id); });
            row->setCheckable(true);
            row->setChecked(organization.id == current);
        }
    }
    menu->addSeparator();
    menu->addAction(Actions::tr("New organization…"), &actions, [&actions, anchor] { actions.newOrganization(anchor->window()); });
    if (!current.isNull())
        menu->addAction(Actions::tr("Rename…"), &actions, [&actions, anchor] { actions.renameOrganization(anchor->window()); });
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height())));
}

void addProjectFilter(QMenu *menu)
{
    auto *edit = new widgets::FilterBar;
    edit->setSubject(Actions::tr("Filter projects"));
    edit->setKeyHint({});
    auto *row = new QWidgetAction(menu);
    row->setDefaultWidget(edit);
    menu->addAction(row);
    QObject::connect(edit, &QLineEdit::textChanged, menu, [menu](const QString &text) {
        for (QAction *action : menu->actions()) {
            if (action->property("project").toBool())
                action->setVisible(action->text().contains(text, Qt::CaseInsensitive));
        }
    });
    QObject::connect(menu, &QMenu::aboutToShow, edit, [edit] { edit->setFocus(); });
}

void openProjects(Actions &actions, QWidget *anchor)
{
    QMenu *menu = makeMenu(anchor);
    Estate &estate = actions.estate();
    addProjectFilter(menu);
    menu->addAction(Actions::tr("All projects"), &estate, [&estate] { estate.setView({}); });
    for (const Project &project : estate.projects()) {
        QAction *row = menu->addAction(squareIcon(project.color), QString(project.name).replace(u'&', u"&&"_s), &estate,
                                       [&estate, id = project.id] { estate.setView({View::OneProject, id}); });
        row->setProperty("project", true);
    }
    menu->addSeparator();
    menu->addAction(Actions::tr("New project…"), &actions, [&actions, anchor] { actions.newProject(anchor->window()); });
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height())));
}

} // namespace

void addScopes(shell::Registry &registry, Actions &actions)
{
    registry.addScope({.id = u"myspace.organization"_s,
                       .order = 0,
                       .text = [&actions] {
                           const Organization &organization = actions.estate().organization();
                           return organization.id.isNull() ? Actions::tr("This computer") : organization.name;
                       },
                       .activate = [&actions](QWidget *anchor) { openOrganizations(actions, anchor); },
                       .title = Actions::tr("Switch organization"),
                       .shortcut = QKeySequence(u"Ctrl+Shift+O"_s)});
    const auto current = [&actions] { return actions.estate().project(actions.estate().view().project); };
    registry.addScope({.id = u"myspace.project"_s,
                       .order = 1,
                       .text = [current] { return current() ? current()->name : Actions::tr("All projects"); },
                       .color = [current] { return current() ? current()->color : QString(); },
                       .activate = [&actions](QWidget *anchor) { openProjects(actions, anchor); },
                       .title = Actions::tr("Switch project"),
                       .shortcut = QKeySequence(u"Ctrl+P"_s)});
}

} // namespace aiops::myspace
