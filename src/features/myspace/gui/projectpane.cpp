#include "features/myspace/gui/projectpane.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/droplist.h"
#include "features/myspace/gui/localcomputer.h"
#include "features/myspace/gui/namedialog.h"
#include "features/myspace/gui/projectdelegate.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

QMenu *menuOf(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

QString idOf(const QTreeWidgetItem *item)
{
    return item->data(0, ProjectDelegate::IdRole).toString();
}

} // namespace

ProjectPane::ProjectPane(Actions &actions, LocalComputer *computer, QWidget *parent)
    : QFrame(parent), m_actions(actions), m_computer(computer), m_filter(new FilterBar(this)), m_scroll(new QScrollArea(this)),
      m_content(new QFrame(m_scroll->viewport())), m_fixed(new DropList(u"viewList"_s, tr("Views"), m_content)),
      m_projects(new DropList(u"projectList"_s, tr("Projects"), m_content)),
      m_views(new DropList(u"savedViewList"_s, tr("Saved views"), m_content)),
      m_groups(new DropList(u"groupTree"_s, tr("Groups"), m_content)), m_hint(new QWidget(m_content)),
      m_noViews(new Label(tr("Filter the list, then save it here by name."), "secondary", "muted", m_content)),
      m_noGroups(new Label(tr("A group hands down user, port, credential and jump host."), "secondary", "muted", m_content)),
      m_archived(makeButton(tr("Archived projects"), ButtonKind::Ghost, u"archive"_s, this))
{
    setObjectName(u"projectPane"_s);
    setProperty("panel", u"left"_s);
    QVBoxLayout *column = makeColumn();
    column->addWidget(m_fixed);
    addHeading(column, tr("PROJECTS"), tr("New project"), u"newProjectIconButton"_s, [this] { m_actions.newProject(window()); });
    addProjectHint(column);
    column->addWidget(m_projects);
    addHeading(column, tr("SAVED VIEWS"), tr("Save view"), u"newViewButton"_s, [this] { saveView(); });
    column->addWidget(m_noViews);
    column->addWidget(m_views);
    addHeading(column, tr("GROUPS"), tr("New group"), u"newGroupButton"_s, [this] { m_actions.newGroup({}, window()); });
    column->addWidget(m_noGroups);
    column->addWidget(m_groups);
    column->addStretch(1);
    for (Label *label : {m_noViews, m_noGroups}) {
        label->setWordWrap(true);
        label->setContentsMargins(8, 0, 8, 0);
    }
    m_projects->setTakesDrops(true);
    m_groups->setTakesDrops(true);
    m_groups->setRootIsDecorated(true);
    for (DropList *list : {m_fixed, m_projects, m_groups})
        connect(list, &DropList::chosen, this, &ProjectPane::choose);
    connect(m_views, &DropList::chosen, this, &ProjectPane::chooseView);
    connect(m_archived, &QPushButton::clicked, this, &ProjectPane::openArchived);
    connect(m_filter, &QLineEdit::textChanged, this, &ProjectPane::rebuild);
    connect(m_projects, &QWidget::customContextMenuRequested, this, &ProjectPane::openProjectMenu);
    connect(m_views, &QWidget::customContextMenuRequested, this, &ProjectPane::openViewMenu);
    connect(m_groups, &QWidget::customContextMenuRequested, this, &ProjectPane::openGroupMenu);
    connect(m_projects, &DropList::dropped, this, [this](QTreeWidgetItem *item, const QList<InstanceId> &ids, bool moved) {
        m_actions.addToProject(ProjectId::parse(idOf(item)), ids, moved);
    });
    connect(m_groups, &DropList::dropped, this, [this](QTreeWidgetItem *item, const QList<InstanceId> &ids) {
        m_actions.addToGroup(GroupId::parse(idOf(item)), ids);
    });
    if (m_computer)
        connect(m_computer, &LocalComputer::loadChanged, this, &ProjectPane::showLoad);
    connect(&actions.estate(), &Estate::changed, this, &ProjectPane::rebuild);
    connect(&actions.estate(), &Estate::viewChanged, this, &ProjectPane::showCurrent);
    if (m_computer)
        connect(m_computer, &LocalComputer::loadChanged, this, &ProjectPane::showLoad);
    rebuild();
}

QVBoxLayout *ProjectPane::makeColumn()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(8, 12, 0, 8);
    outer->setSpacing(6);
    m_filter->setObjectName(u"projectFilterEdit"_s);
    m_filter->setSubject(tr("Filter projects"));
    m_filter->setKeyHint({});
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 8, 0);
    top->addWidget(m_filter);
    outer->addLayout(top);
    m_scroll->setObjectName(u"projectScroll"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content->setProperty("panel", u"surface"_s);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(4);
    m_scroll->setWidget(m_content);
    outer->addWidget(m_scroll, 1);
    m_archived->setObjectName(u"archivedProjectsButton"_s);
    outer->addWidget(m_archived);
    return column;
}

void ProjectPane::addHeading(QVBoxLayout *column, const QString &title, const QString &button, const QString &buttonName,
                             std::function<void()> run)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 10, 0, 0);
    row->addWidget(new Label(title, "overline", "muted", m_content), 1);
    QPushButton *add = makeIconButton(u"plus"_s, button, {}, m_content);
    add->setObjectName(buttonName);
    setButtonKind(add, ButtonKind::Ghost);
    setSmall(add);
    row->addWidget(add);
    column->addLayout(row);
    connect(add, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
}

void ProjectPane::addProjectHint(QVBoxLayout *column)
{
    auto *box = new QVBoxLayout(m_hint);
    box->setContentsMargins(8, 0, 8, 0);
    auto *hint = new Label(tr("A project groups instances, their credentials and their alerts. An instance can be in several."),
                           "secondary", "muted", m_hint);
    hint->setWordWrap(true);
    auto *newProject = makeButton(tr("New project"), ButtonKind::Plain, u"plus"_s, m_hint);
    newProject->setObjectName(u"newProjectButton"_s);
    box->addWidget(hint);
    box->addWidget(newProject, 0, Qt::AlignLeft);
    column->addWidget(m_hint);
    connect(newProject, &QPushButton::clicked, this, [this] { m_actions.newProject(window()); });
}

QTreeWidgetItem *ProjectPane::addItem(QTreeWidgetItem *under, const QString &text, const QString &icon, int count, const View &view)
{
    auto *item = new QTreeWidgetItem(under, {text});
    item->setData(0, ProjectDelegate::IconRole, icon);
    item->setData(0, ProjectDelegate::CountRole, count > 0 ? QLocale().toString(count) : QString());
    item->setData(0, ProjectDelegate::KindRole, int(view.kind));
    item->setData(0, ProjectDelegate::IdRole, view.kind == View::OneGroup ? view.group.toString() : view.project.toString());
    item->setData(0, Qt::AccessibleTextRole, tr("%1, %n instances", nullptr, count).arg(text));
    return item;
}

void ProjectPane::rebuild()
{
    fillFixed();
    fillProjects();
    fillViews();
    fillGroups();
    showCurrent();
}

void ProjectPane::fillFixed()
{
    const Estate &estate = m_actions.estate();
    QTreeWidgetItem *root = m_fixed->invisibleRootItem();
    m_fixed->clear();
    addItem(root, tr("All instances"), u"grid"_s, estate.shownCount(), {View::All});
    if (m_computer)
        addItem(root, tr("This computer"), u"computer"_s, 0, {View::ThisComputer})->setData(0, Qt::AccessibleTextRole, tr("This computer"));
    if (!m_computer || !estate.isFirstRun())
        addItem(root, tr("No project"), u"tag"_s, estate.countWithoutProject(), {View::WithoutProject});
    if (!estate.archivedInstances().isEmpty())
        addItem(root, tr("Archived instances"), u"archive"_s, int(estate.archivedInstances().size()), {View::Archived});
    showLoad();
    m_fixed->fit();
}

void ProjectPane::fillProjects()
{
    const Estate &estate = m_actions.estate();
    m_projects->clear();
    for (const Project &project : estate.projects()) {
        if (!project.name.contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        addItem(m_projects->invisibleRootItem(), project.name, {}, estate.countIn(project.id), {View::OneProject, project.id})
            ->setData(0, ProjectDelegate::ColorRole, project.color);
    }
    const bool none = estate.projects().isEmpty();
    m_hint->setVisible(none);
    m_projects->setVisible(m_projects->topLevelItemCount() > 0);
    m_projects->fit();
    m_archived->setVisible(!estate.archivedProjects().isEmpty());
    m_archived->setText(tr("Archived projects (%1)").arg(estate.archivedProjects().size()));
}

void ProjectPane::fillViews()
{
    m_views->clear();
    for (const SavedView &view : m_actions.estate().savedViews()) {
        auto *item = new QTreeWidgetItem(m_views, {view.name});
        item->setData(0, ProjectDelegate::IconRole, u"filter"_s);
        item->setData(0, ProjectDelegate::IdRole, view.id.toString());
    }
    m_views->setVisible(m_views->topLevelItemCount() > 0);
    m_noViews->setVisible(m_views->isHidden());
    m_views->fit();
    refreshCounts();
}

void ProjectPane::fillGroups()
{
    const Estate &estate = m_actions.estate();
    QSet<QString> open;
    for (QTreeWidgetItemIterator it(m_groups); *it; ++it) {
        if ((*it)->isExpanded())
            open.insert(idOf(*it));
    }
    m_groups->clear();
    QHash<GroupId, QTreeWidgetItem *> items;
    QList<Group> sorted = estate.groups();
    std::ranges::stable_sort(sorted, {}, [&](const Group &g) { return estate.groupNames(g.id).size(); }); // parents first
    for (const Group &group : std::as_const(sorted)) {
        QTreeWidgetItem *under = items.value(group.parent, m_groups->invisibleRootItem());
        items.insert(group.id, addItem(under, group.name, {}, estate.countIn(group.id), {.kind = View::OneGroup, .group = group.id}));
    }
    for (QTreeWidgetItem *item : std::as_const(items)) {
        item->setData(0, ProjectDelegate::PlainRole, true);
        item->setExpanded(open.contains(idOf(item)));
    }
    m_groups->setVisible(!items.isEmpty());
    m_noGroups->setVisible(items.isEmpty());
    m_groups->fit();
}

void ProjectPane::setViewSource(std::function<SpaceView()> now, std::function<int(const SpaceView &)> count)
{
    m_now = std::move(now);
    m_count = std::move(count);
    refreshCounts();
}

void ProjectPane::refreshCounts()
{
    if (!m_count || m_actions.estate().view().kind != View::All)
        return; // counted over all of them
    for (int i = 0; i < m_views->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_views->topLevelItem(i);
        const SavedView *view = viewOf(item);
        const int count = view ? m_count(SpaceView::fromJson(view->query.toUtf8())) : 0;
        item->setData(0, ProjectDelegate::CountRole, QLocale().toString(count));
        item->setData(0, Qt::AccessibleTextRole, tr("%1, %n instances", nullptr, count).arg(item->text(0)));
    }
}

const SavedView *ProjectPane::viewOf(const QTreeWidgetItem *item) const
{
    const QList<SavedView> &views = m_actions.estate().savedViews();
    const auto found = item ? std::ranges::find(views, SavedViewId::parse(idOf(item)), &SavedView::id) : views.end();
    return found == views.end() ? nullptr : &*found;
}

void ProjectPane::showCurrent()
{
    const View &view = m_actions.estate().view();
    const QString id = view.kind == View::OneGroup ? view.group.toString() : view.project.toString();
    for (DropList *list : {m_fixed, m_projects, m_groups}) {
        list->setCurrentItem(nullptr);
        list->clearSelection();
        for (QTreeWidgetItemIterator it(list); *it; ++it) {
            if ((*it)->data(0, ProjectDelegate::KindRole).toInt() == view.kind && idOf(*it) == id)
                list->setCurrentItem(*it);
        }
    }
}

void ProjectPane::showLoad()
{
    for (int i = 0; m_computer && i < m_fixed->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_fixed->topLevelItem(i);
        if (item->data(0, ProjectDelegate::KindRole).toInt() != View::ThisComputer)
            continue;
        const QString load = m_computer->load();
        item->setData(0, ProjectDelegate::CountRole, load);
        item->setData(0, ProjectDelegate::StatusRole, load.isEmpty() ? QString() : u"running"_s);
    }
}

void ProjectPane::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    if (m_computer)
        m_watch = m_computer->watch();
}

void ProjectPane::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_watch.reset();
}

void ProjectPane::choose(QTreeWidgetItem *item)
{
    const auto kind = View::Kind(item->data(0, ProjectDelegate::KindRole).toInt());
    m_views->clearSelection();
    m_actions.estate().setView({kind, kind == View::OneProject ? ProjectId::parse(idOf(item)) : ProjectId(),
                                kind == View::OneGroup ? GroupId::parse(idOf(item)) : GroupId()});
}

void ProjectPane::chooseView(QTreeWidgetItem *item)
{
    const SavedView *view = viewOf(item);
    if (!view)
        return;
    const SpaceView wanted = SpaceView::fromJson(view->query.toUtf8());
    m_actions.estate().setView({});
    emit viewWanted(wanted);
}

void ProjectPane::askName(const QString &title, const QString &old, std::function<void(const QString &)> named)
{
    (new NameDialog(title, tr("Name"), old, std::move(named), window()))->open();
}

void ProjectPane::saveView()
{
    if (!m_now)
        return;
    askName(tr("Save view"), {}, [this](const QString &name) {
        const QList<SavedView> &views = m_actions.estate().savedViews();
        const auto same = std::ranges::find_if(views, [&](const SavedView &v) { return v.name.compare(name, Qt::CaseInsensitive) == 0; });
        SavedView view = same == views.end() ? SavedView() : *same; // the same name: it is brought up to date
        view.name = name;
        view.query = QString::fromUtf8(m_now().toJson());
        m_actions.saveView(view);
    });
}

void ProjectPane::openProjectMenu(const QPoint &at)
{
    const QTreeWidgetItem *item = m_projects->itemAt(at);
    if (!item)
        return;
    const ProjectId id = ProjectId::parse(idOf(item));
    QMenu *menu = menuOf(this);
    menu->addAction(Theme::current().icon(u"grid"_s), tr("Show"), this, [this, id] { m_actions.estate().setView({View::OneProject, id}); });
    menu->addAction(Theme::current().icon(u"edit"_s), tr("Rename, colour…"), this, [this, id] { m_actions.editProject(id, window()); });
    menu->addAction(Theme::current().icon(u"pie"_s), tr("Dashboard"), this, [this, id] { m_actions.openDashboard(id); });
    menu->addAction(Theme::current().icon(u"refresh"_s), tr("Probe all"), this, [this, id] {
        m_actions.navigator().run(u"probing.probeProject"_s, id.toString());
    });
    menu->addSeparator();
    menu->addAction(Theme::current().icon(u"archive"_s), tr("Archive"), this, [this, id] { m_actions.archiveProject(id); });
    menu->popup(m_projects->viewport()->mapToGlobal(at));
}

void ProjectPane::openViewMenu(const QPoint &at)
{
    QTreeWidgetItem *item = m_views->itemAt(at);
    const SavedView *found = viewOf(item);
    if (!found)
        return;
    QMenu *menu = menuOf(this);
    menu->addAction(Theme::current().icon(u"filter"_s), tr("Show"), this, [this, view = *found] {
        m_actions.estate().setView({});
        emit viewWanted(SpaceView::fromJson(view.query.toUtf8()));
    });
    menu->addAction(Theme::current().icon(u"edit"_s), tr("Rename…"), this, [this, view = *found] {
        askName(tr("Rename view"), view.name, [this, view](const QString &name) {
            SavedView renamed = view;
            renamed.name = name;
            m_actions.saveView(renamed);
        });
    });
    menu->addAction(Theme::current().icon(u"refresh"_s), tr("Update with what is shown"), this, [this, view = *found] {
        SavedView updated = view;
        updated.query = QString::fromUtf8(m_now().toJson());
        m_actions.saveView(updated);
    });
    menu->addSeparator();
    menu->addAction(Theme::current().icon(u"trash"_s), tr("Delete"), this, [this, view = *found] { m_actions.removeView(view); });
    menu->popup(m_views->viewport()->mapToGlobal(at));
}

void ProjectPane::openGroupMenu(const QPoint &at)
{
    const QTreeWidgetItem *item = m_groups->itemAt(at);
    if (!item)
        return;
    const GroupId id = GroupId::parse(idOf(item));
    const Estate &estate = m_actions.estate();
    QMenu *menu = menuOf(this);
    menu->addAction(Theme::current().icon(u"grid"_s), tr("Show"), this, [this, id] { m_actions.estate().setView({.kind = View::OneGroup, .group = id}); });
    menu->addAction(Theme::current().icon(u"plus"_s), tr("New group in it…"), this, [this, id] { m_actions.newGroup(id, window()); });
    menu->addAction(Theme::current().icon(u"edit"_s), tr("Rename, values…"), this, [this, id] { m_actions.editGroup(id, window()); });
    QMenu *move = menu->addMenu(Theme::current().icon(u"folder"_s), tr("Move to"));
    move->addAction(tr("The top"), this, [this, id] { m_actions.moveGroup(id, {}); });
    for (const Group &group : estate.groups()) {
        if (!estate.inheritance().isBelow(group.id, id))
            move->addAction(estate.groupNames(group.id).join(u" / "_s), this, [this, id, to = group.id] { m_actions.moveGroup(id, to); });
    }
    menu->addSeparator();
    menu->addAction(Theme::current().icon(u"trash"_s), tr("Remove…"), this, [this, id] { m_actions.removeGroup(id, window()); });
    menu->popup(m_groups->viewport()->mapToGlobal(at));
}

void ProjectPane::openArchived()
{
    QMenu *menu = menuOf(this);
    for (const Project &project : m_actions.estate().archivedProjects())
        menu->addAction(tr("Restore %1").arg(project.name), this, [this, id = project.id] { m_actions.restoreProject(id); });
    menu->popup(m_archived->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

} // namespace aiops::myspace
