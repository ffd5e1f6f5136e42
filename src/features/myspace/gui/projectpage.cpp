#include "features/myspace/gui/projectpage.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardmetrics.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/metrictile.h"
#include "features/myspace/gui/notespane.h"
#include "features/myspace/gui/projectcharts.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/marks.h"
#include "widgets/segmentedcontrol.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

enum Part { Dashboard, Notes, Empty };

class ProjectSquare final : public QWidget
{
public:
    ProjectSquare() { setFixedSize(14, 14); }
    void setColor(const QString &color)
    {
        m_color = QColor(color);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintProjectSquare(painter, QRectF(1, 1, 12, 12), m_color);
    }

private:
    QColor m_color;
};

Member::Reach reachOf(const QString &status)
{
    static const QStringList up{u"reachable"_s, u"running"_s, u"warning"_s, u"critical"_s};
    return up.contains(status) ? Member::Up : status == u"unreachable" || status == u"stopped" ? Member::Down : Member::Unknown;
}

QList<QList<float>> samplesOf(const QList<MemberRow> &rows, std::size_t metric)
{
    QList<QList<float>> samples;
    for (const MemberRow &row : rows)
        samples.append(row.samples[metric]);
    return samples;
}

} // namespace

ProjectPage::ProjectPage(Actions &actions, CardMetrics *metrics, QWidget *parent)
    : Page(parent), m_actions(actions), m_metrics(metrics), m_square(new ProjectSquare), m_name(new Label(QString(), "title")),
      m_description(new Label(QString(), "secondary", "muted")), m_span(new Label(QString(), "secondary", "muted")),
      m_parts(new SegmentedControl), m_edit(makeButton(tr("Edit…"), ButtonKind::Plain)), m_more(makeIconButton(u"dots"_s, tr("More actions"))),
      m_banner(new Banner), m_stack(new QStackedWidget), m_empty(new EmptyState), m_charts(new ProjectCharts), m_model(new MemberModel(this)),
      m_sorted(new QSortFilterProxyModel(this)), m_table(new QTableView), m_notes(new NotesView(tr("this project")))
{
    setObjectName(u"projectPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    addHeader(column);
    m_banner->setClosable(false);
    auto *inset = new QVBoxLayout;
    inset->setContentsMargins(20, 0, 20, 0);
    inset->addWidget(m_banner);
    column->addLayout(inset);
    m_empty->setObjectName(u"projectEmpty"_s);
    m_stack->addWidget(makeDashboard());
    m_stack->addWidget(m_notes);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(500);
    connect(&m_soon, &QTimer::timeout, this, &ProjectPage::showValues);
    connect(&actions.estate(), &Estate::changed, this, &ProjectPage::showProject);
    const auto later = [this] {
        if (!isVisible())
            m_isStale = true;
        else if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&actions.estate(), &Estate::seenChanged, this, later);
    if (metrics)
        connect(metrics, &CardMetrics::changed, this, later);
    connect(m_notes, &NotesView::saveWanted, this, [this](const QString &text) { saveProjectNotes(m_actions, m_id, m_notes, text); });
}

void ProjectPage::addHeader(QVBoxLayout *column)
{
    auto *back = makeButton(tr("My Space"), ButtonKind::Ghost, u"chevron-left"_s);
    back->setObjectName(u"backButton"_s);
    setSmall(back);
    auto *crumbs = new QHBoxLayout;
    crumbs->setContentsMargins(12, 0, 20, 0);
    crumbs->addWidget(back);
    crumbs->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(10);
    m_name->setObjectName(u"projectName"_s);
    m_name->setElideMode(Qt::ElideMiddle);
    m_description->setElideMode(Qt::ElideRight);
    m_span->setObjectName(u"reportingLabel"_s);
    m_parts->setObjectName(u"projectParts"_s);
    m_parts->setAccessibleName(tr("Parts of the project"));
    m_parts->addSegment(u"instances"_s, tr("Instances"));
    m_parts->addSegment(u"dashboard"_s, tr("Dashboard"));
    m_parts->addSegment(u"notes"_s, tr("Notes"));
    m_parts->setCurrent(u"dashboard"_s);
    m_edit->setObjectName(u"editProjectButton"_s);
    m_more->setObjectName(u"projectMoreButton"_s);
    for (QWidget *part : std::initializer_list<QWidget *>{m_square, m_name})
        row->addWidget(part);
    row->addWidget(m_description, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_span, m_parts, m_edit, m_more})
        row->addWidget(part);
    column->addLayout(crumbs);
    column->addLayout(row);
    connect(back, &QPushButton::clicked, this, [this] { m_actions.navigator().open(u"myspace"_s); });
    connect(m_parts, &SegmentedControl::chosen, this, &ProjectPage::showPart);
    connect(m_edit, &QPushButton::clicked, this, [this] { m_actions.editProject(m_id, window()); });
    connect(m_more, &QPushButton::clicked, this, &ProjectPage::openMenu);
}

QWidget *ProjectPage::makeDashboard()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(20, 0, 20, 16);
    column->setSpacing(10);
    m_tiles = {new MetricTile(u"cpuTile"_s, tr("Average CPU")), new MetricTile(u"memoryTile"_s, tr("Average memory")),
               new MetricTile(u"diskTile"_s, tr("Average disk")), new MetricTile(u"upTile"_s, tr("Instances up"))};
    m_tileGrid = new QGridLayout;
    m_tileGrid->setSpacing(10);
    column->addLayout(m_tileGrid);
    column->addWidget(m_charts);
    column->addWidget(makeTable(), 1);
    arrangeTiles();
    auto *area = new QScrollArea;
    area->setObjectName(u"projectArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

void ProjectPage::arrangeTiles()
{
    const int columns = width() >= 900 ? 4 : width() >= 460 ? 2 : 1;
    for (int i = 0; i < int(m_tiles.size()); ++i)
        m_tileGrid->addWidget(m_tiles[i], i / columns, i % columns);
}

void ProjectPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrangeTiles();
}

QWidget *ProjectPage::makeTable()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(MemberModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setObjectName(u"memberTable"_s);
    m_table->setAccessibleName(tr("Instances of the project"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MemberModel::CpuColumn, Qt::DescendingOrder);
    m_table->setMinimumHeight(240);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(MemberModel::NameColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[]{{MemberModel::RoleColumn, 110}, {MemberModel::StatusColumn, 110}, {MemberModel::CpuColumn, 80},
                                       {MemberModel::MemoryColumn, 90}, {MemberModel::DiskColumn, 80}, {MemberModel::SourceColumn, 190},
                                       {MemberModel::SeenColumn, 120}};
    for (const auto &[section, width] : widths)
        m_table->setColumnWidth(section, Theme::current().scaled(width));
    connect(m_table, &QTableView::activated, this, &ProjectPage::openMember);
    return m_table;
}

void ProjectPage::openMember(const QModelIndex &index)
{
    m_actions.openInstance(InstanceId::parse(index.data(MemberModel::IdRole).toString()));
}

QWidget *ProjectPage::mainView()
{
    return m_stack->currentIndex() == Dashboard ? static_cast<QWidget *>(m_table) : m_stack->currentWidget();
}

void ProjectPage::openObject(const QString &objectId)
{
    const ProjectId id = ProjectId::parse(objectId.section(u'/', 0, 0));
    if (id.isNull())
        return;
    if (id != m_id)
        m_model->setRows({});
    m_id = id;
    m_parts->setCurrent(objectId.endsWith(u"/notes"_s) ? u"notes"_s : u"dashboard"_s);
    showProject();
}

void ProjectPage::refresh()
{
    showProject();
    m_actions.navigator().run(u"probing.probeProject"_s, m_id.toString());
}

void ProjectPage::paintEvent(QPaintEvent *event)
{
    Page::paintEvent(event);
    m_actions.estate().loadSoon();
}

void ProjectPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (std::exchange(m_isStale, false))
        showValues();
}

void ProjectPage::showPart(const QString &part)
{
    if (part != u"instances")
        return showProject();
    m_actions.estate().setView({View::OneProject, m_id});
    m_actions.navigator().open(u"myspace"_s);
}

void ProjectPage::showProject()
{
    const Project *project = m_actions.estate().project(m_id);
    const bool archived = project && project->archivedAt.isValid();
    static_cast<ProjectSquare *>(m_square)->setColor(project ? project->color : QString());
    m_name->setText(project ? project->name : tr("This project was removed"));
    m_description->setText(project ? project->description : QString());
    for (QWidget *part : std::initializer_list<QWidget *>{m_parts, m_edit, m_more})
        part->setVisible(project);
    m_edit->setEnabled(!archived);
    m_banner->clear();
    if (archived) {
        m_banner->showMessage(Banner::Tone::Info, tr("This project is archived"), tr("Its instances stay in My Space."));
        m_banner->addAction(tr("Restore"), [this] { m_actions.restoreProject(m_id); })->setObjectName(u"restoreProjectButton"_s);
    }
    m_notes->setNotes(project ? project->notes : QString());
    m_notes->setEditable(project && !archived);
    showValues();
}

QList<MemberRow> ProjectPage::readRows() const
{
    const Estate &estate = m_actions.estate();
    QList<MemberRow> rows;
    for (const Instance &instance : estate.instances()) {
        const QList<Link> links = estate.linksOf(instance.id);
        const auto link = std::ranges::find(links, m_id, &Link::project);
        if (link == links.end())
            continue;
        const LastSeen seen = estate.lastSeen(instance.id);
        MemberRow row{.id = instance.id, .name = instance.name, .role = link->role, .status = statusOf(seen), .source = {}, .seen = seen.at,
                      .member = {}, .samples = {}};
        if (const auto values = m_metrics ? m_metrics->values(instance.id) : std::nullopt) {
            row.status = values->status.isEmpty() ? row.status : values->status;
            row.source = values->source;
            row.end = values->end;
            row.step = values->step;
            for (std::size_t i = 0; i < row.samples.size(); ++i) {
                row.samples[i] = values->series[i].samples;
                row.member.percent[i] = values->isLive ? values->series[i].value : kUnknown;
            }
        }
        row.member.reach = reachOf(row.status);
        rows.append(row);
    }
    return rows;
}

void ProjectPage::showValues()
{
    const QList<MemberRow> rows = readRows();
    QList<Member> members;
    for (const MemberRow &row : rows)
        members.append(row.member);
    const Aggregate all = aggregate(members);
    const Project *project = m_actions.estate().project(m_id);
    if (m_parts->current() == u"notes") {
        m_stack->setCurrentIndex(Notes);
    } else if (project && rows.isEmpty() && m_actions.estate().isLoaded()) {
        m_empty->clearButtons();
        m_empty->setContent(u"box"_s, tr("%1 has no instances yet").arg(project->name),
                            project->archivedAt.isValid() ? tr("No data: nothing reports for an empty project.")
                                                          : tr("No data until an instance is in it. Add one, or put one of yours in it from All instances."));
        if (!project->archivedAt.isValid())
            m_empty->addButton(tr("Add instance"), [this] {
                m_actions.estate().setView({View::OneProject, m_id});
                m_actions.addInstance(window());
            });
        m_stack->setCurrentIndex(Empty);
    } else {
        m_stack->setCurrentIndex(Dashboard);
    }
    m_span->setText(rows.isEmpty() ? tr("No data") : tr("Last 15 min, %1 of %2 reporting").arg(all.reporting).arg(all.total));
    m_span->setVisible(project && m_parts->current() != u"notes");
    showTiles(all, rows);
    m_charts->setRows(rows);
    m_model->setRows(rows);
}

void ProjectPage::showTiles(const Aggregate &all, const QList<MemberRow> &rows)
{
    for (std::size_t i = 0; i < all.shares.size(); ++i) {
        const Share &share = all.shares[i];
        const QList<float> average = averageOf(samplesOf(rows, i));
        m_tiles[qsizetype(i)]->show(percentOf(share.average), overText(share.reporting, share.total),
                                    share.average ? changeText(changeOf(average)) : QString(), share.average ? average : QList<float>());
    }
    QStringList rest;
    if (all.down > 0)
        rest << tr("%n unreachable", nullptr, all.down);
    if (all.unknown > 0)
        rest << tr("%n not checked", nullptr, all.unknown);
    m_tiles[3]->show(all.total > 0 ? tr("%1 of %2").arg(all.up).arg(all.total) : tr("No data"),
                     rest.isEmpty() && all.total > 0 ? tr("all of them") : rest.join(u", "_s));
    const auto headline = [](const Share &share) {
        return share.average ? ProjectPage::tr("%1 average, %2 at most").arg(percentOf(share.average), percentOf(share.maximum)) : ProjectPage::tr("No data");
    };
    m_charts->setHeadlines(headline(all.shares[0]), headline(all.shares[1]));
}

void ProjectPage::openMenu()
{
    const Project *project = m_actions.estate().project(m_id);
    if (!project)
        return;
    const Theme &theme = Theme::current();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(theme.icon(u"refresh"_s), tr("Probe all"), this, [this] {
        m_actions.navigator().run(u"probing.probeProject"_s, m_id.toString());
    });
    if (project->archivedAt.isValid())
        menu->addAction(theme.icon(u"refresh"_s), tr("Restore"), this, [this] { m_actions.restoreProject(m_id); });
    else
        menu->addAction(theme.icon(u"archive"_s), tr("Archive"), this, [this] { m_actions.archiveProject(m_id); });
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace aiops::myspace
