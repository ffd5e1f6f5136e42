#include "features/myspace/gui/projectpane.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/localcomputer.h"
#include "features/myspace/gui/projectdelegate.h"
#include "widgets/button.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QListWidget>
#include <QMenu>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

ProjectPane::ProjectPane(Actions &actions, LocalComputer *computer, QWidget *parent)
    : QFrame(parent), m_actions(actions), m_computer(computer), m_filter(new FilterBar), m_fixed(makeList(u"viewList"_s, tr("Views"))),
      m_projects(makeList(u"projectList"_s, tr("Projects"))), m_empty(new QWidget),
      m_archived(makeButton(tr("Archived projects"), ButtonKind::Ghost, u"archive"_s))
{
    setObjectName(u"projectPane"_s);
    setProperty("panel", u"left"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->setSpacing(6);
    m_filter->setObjectName(u"projectFilterEdit"_s);
    m_filter->setSubject(tr("Filter projects"));
    m_filter->setKeyHint({});
    column->addWidget(m_filter);
    column->addWidget(m_fixed);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(8, 8, 0, 0);
    heading->addWidget(new Label(tr("PROJECTS"), "overline", "muted"), 1);
    auto *add = makeIconButton(u"plus"_s, tr("New project"), QKeySequence(u"Ctrl+Shift+N"_s));
    add->setObjectName(u"newProjectIconButton"_s);
    setSmall(add);
    heading->addWidget(add);
    column->addLayout(heading);
    auto *emptyColumn = new QVBoxLayout(m_empty);
    emptyColumn->setContentsMargins(8, 0, 8, 0);
    auto *hint = new Label(tr("A project groups instances, their credentials and their alerts. An instance can be in several."),
                           "secondary", "muted");
    hint->setWordWrap(true);
    auto *newProject = makeButton(tr("New project"), ButtonKind::Plain, u"plus"_s);
    newProject->setObjectName(u"newProjectButton"_s);
    emptyColumn->addWidget(hint);
    emptyColumn->addWidget(newProject, 0, Qt::AlignLeft);
    column->addWidget(m_empty);
    column->addWidget(m_projects, 1);
    column->addStretch(0);
    m_archived->setObjectName(u"archivedProjectsButton"_s);
    column->addWidget(m_archived);

    connect(add, &QPushButton::clicked, this, [this] { m_actions.newProject(window()); });
    connect(newProject, &QPushButton::clicked, this, [this] { m_actions.newProject(window()); });
    connect(m_archived, &QPushButton::clicked, this, &ProjectPane::openArchived);
    connect(m_filter, &QLineEdit::textChanged, this, &ProjectPane::rebuild);
    connect(&actions.estate(), &Estate::changed, this, &ProjectPane::rebuild);
    connect(&actions.estate(), &Estate::viewChanged, this, &ProjectPane::showCurrent);
    if (m_computer)
        connect(m_computer, &LocalComputer::loadChanged, this, &ProjectPane::showLoad);
    m_projects->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_projects, &QWidget::customContextMenuRequested, this, &ProjectPane::openMenu);
    rebuild();
}

QListWidget *ProjectPane::makeList(const QString &name, const QString &title)
{
    auto *list = new QListWidget(this);
    list->setObjectName(name);
    list->setAccessibleName(title);
    list->setItemDelegate(new ProjectDelegate(list));
    list->setMouseTracking(true);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(list, &QListWidget::itemClicked, this, &ProjectPane::choose);
    connect(list, &QListWidget::itemActivated, this, &ProjectPane::choose);
    return list;
}

QListWidgetItem *ProjectPane::addItem(QListWidget *list, const QString &text, const QString &icon, int count, const View &view)
{
    auto *item = new QListWidgetItem(text, list);
    item->setData(ProjectDelegate::IconRole, icon);
    item->setData(ProjectDelegate::CountRole, count > 0 ? QString::number(count) : QString());
    item->setData(ProjectDelegate::KindRole, int(view.kind));
    item->setData(ProjectDelegate::IdRole, view.project.toString());
    item->setData(Qt::AccessibleTextRole, tr("%1, %n instances", nullptr, count).arg(text));
    return item;
}

void ProjectPane::rebuild()
{
    fillFixed();
    fillProjects();
    showCurrent();
}

void ProjectPane::fillFixed()
{
    const Estate &estate = m_actions.estate();
    m_fixed->clear();
    addItem(m_fixed, tr("All instances"), u"grid"_s, estate.shownCount(), {View::All, {}});
    if (m_computer)
        addItem(m_fixed, tr("This computer"), u"computer"_s, 0, {View::ThisComputer, {}})->setData(Qt::AccessibleTextRole, tr("This computer"));
    if (!m_computer || !estate.isFirstRun())
        addItem(m_fixed, tr("No project"), u"tag"_s, estate.countWithoutProject(), {View::WithoutProject, {}});
    if (!estate.archivedInstances().isEmpty())
        addItem(m_fixed, tr("Archived instances"), u"archive"_s, int(estate.archivedInstances().size()), {View::Archived, {}});
    showLoad();
    m_fixed->setFixedHeight(Theme::current().scaled(30) * m_fixed->count() + 2);
}

void ProjectPane::fillProjects()
{
    const Estate &estate = m_actions.estate();
    m_projects->clear();
    for (const Project &project : estate.projects()) {
        if (!project.name.contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        addItem(m_projects, project.name, {}, estate.countIn(project.id), {View::OneProject, project.id})
            ->setData(ProjectDelegate::ColorRole, project.color);
    }
    const bool none = estate.projects().isEmpty();
    m_empty->setVisible(none);
    m_filter->setVisible(!none);
    m_archived->setVisible(!estate.archivedProjects().isEmpty());
    m_archived->setText(tr("Archived projects (%1)").arg(estate.archivedProjects().size()));
}

void ProjectPane::showCurrent()
{
    const View &view = m_actions.estate().view();
    for (QListWidget *list : {m_fixed, m_projects}) {
        list->setCurrentItem(nullptr);
        list->clearSelection();
        for (int i = 0; i < list->count(); ++i) {
            QListWidgetItem *item = list->item(i);
            if (item->data(ProjectDelegate::KindRole).toInt() == view.kind
                && item->data(ProjectDelegate::IdRole).toString() == view.project.toString())
                list->setCurrentItem(item);
        }
    }
}

void ProjectPane::showLoad()
{
    for (int i = 0; m_computer && i < m_fixed->count(); ++i) {
        QListWidgetItem *item = m_fixed->item(i);
        if (item->data(ProjectDelegate::KindRole).toInt() != View::ThisComputer)
            continue;
        const QString load = m_computer->load();
        item->setData(ProjectDelegate::CountRole, load);
        item->setData(ProjectDelegate::StatusRole, load.isEmpty() ? QString() : u"running"_s);
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

void ProjectPane::choose(QListWidgetItem *item)
{
    m_actions.estate().setView({View::Kind(item->data(ProjectDelegate::KindRole).toInt()),
                                ProjectId::parse(item->data(ProjectDelegate::IdRole).toString())});
}

void ProjectPane::openMenu(const QPoint &at)
{
    const QListWidgetItem *item = m_projects->itemAt(at);
    if (!item)
        return;
    const ProjectId id = ProjectId::parse(item->data(ProjectDelegate::IdRole).toString());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(Theme::current().icon(u"chart-pie"_s), tr("Dashboard"), this, [this, id] { m_actions.openDashboard(id); });
    menu->addAction(Theme::current().icon(u"refresh"_s), tr("Probe all"), this, [this, id] {
        m_actions.navigator().run(u"probing.probeProject"_s, id.toString());
    });
    menu->addAction(Theme::current().icon(u"edit"_s), tr("Edit…"), this, [this, id] { m_actions.editProject(id, window()); });
    menu->addAction(Theme::current().icon(u"archive"_s), tr("Archive"), this, [this, id] { m_actions.archiveProject(id); });
    menu->popup(m_projects->viewport()->mapToGlobal(at));
}

void ProjectPane::openArchived()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Project &project : m_actions.estate().archivedProjects())
        menu->addAction(tr("Restore %1").arg(project.name), this, [this, id = project.id] { m_actions.restoreProject(id); });
    menu->popup(m_archived->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

} // namespace aiops::myspace
