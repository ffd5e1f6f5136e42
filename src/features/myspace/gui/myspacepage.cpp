#include "features/myspace/gui/myspacepage.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardfilter.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/instanceinspector.h"
#include "features/myspace/gui/projectpane.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

MySpacePage::MySpacePage(Actions &actions, CardMetrics *metrics, QWidget *parent)
    : Page(parent), m_actions(actions), m_model(new CardModel(actions.estate(), metrics, this)),
      m_filter(new CardFilter(this)), m_delegate(new CardDelegate(this)), m_cards(new QListView),
      m_stack(new QStackedWidget), m_title(new Label(QString(), "title")), m_count(new Label(QString(), "secondary", "muted")),
      m_unreachable(new Chip), m_text(new FilterBar), m_environment(new SegmentedControl), m_filters(new QWidget),
      m_empty(new EmptyState)
{
    setObjectName(u"mySpacePage"_s);
    m_filter->setSourceModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 14, 0);
    column->setSpacing(8);
    addHeader(column);
    addFilters(column);
    addCards(column);
    connect(&actions.estate(), &Estate::changed, this, &MySpacePage::showState);
    connect(&actions.estate(), &Estate::viewChanged, this, &MySpacePage::showState);
    showState();
}

void MySpacePage::addHeader(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_title->setObjectName(u"titleLabel"_s);
    m_unreachable->setObjectName(u"unreachableChip"_s);
    m_unreachable->setCheckable(true);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addWidget(m_unreachable);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_unreachable, &QAbstractButton::toggled, this, [this](bool on) {
        m_filter->setStatus(on ? u"unreachable"_s : QString());
        showEmpty();
    });
}

void MySpacePage::addFilters(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, address or tag"));
    m_text->setMaximumWidth(280);
    m_environment->setObjectName(u"environmentSegments"_s);
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->addSegment(u"any"_s, tr("All"));
    m_environment->addSegment(u"prod"_s, tr("Production"));
    m_environment->addSegment(u"staging"_s, tr("Staging"));
    m_environment->addSegment(u"dev"_s, tr("Development"));
    m_environment->setCurrent(u"any"_s);
    row->addWidget(m_text);
    row->addWidget(m_environment);
    row->addStretch(1);
    column->addWidget(m_filters);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        showEmpty();
    });
    connect(m_environment, &SegmentedControl::chosen, this, [this](const QString &id) {
        m_filter->setEnvironment(id);
        showEmpty();
    });
}

void MySpacePage::addCards(QVBoxLayout *column)
{
    m_cards->setObjectName(u"instanceList"_s);
    m_cards->setAccessibleName(tr("Instances"));
    m_cards->setModel(m_filter);
    m_cards->setItemDelegate(m_delegate);
    m_cards->setViewMode(QListView::IconMode);
    m_cards->setMovement(QListView::Static);
    m_cards->setResizeMode(QListView::Adjust);
    m_cards->setUniformItemSizes(true);
    m_cards->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_cards->setMouseTracking(true);
    m_cards->setContextMenuPolicy(Qt::CustomContextMenu);
    m_cards->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_cards->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cards->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_cards->viewport()->setAutoFillBackground(false);
    m_cards->setStyleSheet(u"QListView { background: transparent; }"_s);
    m_cards->viewport()->installEventFilter(this);
    m_empty->setObjectName(u"emptyState"_s);
    m_stack->addWidget(m_cards);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    connect(m_cards->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MySpacePage::showSelection);
    connect(m_cards, &QListView::doubleClicked, this, [this] { m_actions.openInstance(current()); });
    connect(m_cards, &QWidget::customContextMenuRequested, this, &MySpacePage::openMenu);
}

QWidget *MySpacePage::sidePane()
{
    if (!m_pane)
        m_pane = new ProjectPane(m_actions);
    return m_pane;
}

QWidget *MySpacePage::inspector()
{
    if (!m_inspector)
        m_inspector = new InstanceInspector(m_actions);
    return m_inspector;
}

QWidget *MySpacePage::mainView()
{
    return m_stack->currentWidget();
}

void MySpacePage::openObject(const QString &objectId)
{
    const QModelIndex at = m_filter->mapFromSource(m_model->indexOf(InstanceId::parse(objectId)));
    if (at.isValid()) {
        m_cards->setCurrentIndex(at);
        m_cards->scrollTo(at);
    }
}

void MySpacePage::focusFilter()
{
    m_text->focus();
}

void MySpacePage::refresh()
{
    m_model->refresh();
    showState();
}

InstanceId MySpacePage::current() const
{
    return InstanceId::parse(m_cards->currentIndex().data(CardModel::IdRole).toString());
}

QList<InstanceId> MySpacePage::selected() const
{
    QList<InstanceId> ids;
    for (const QModelIndex &index : m_cards->selectionModel()->selectedIndexes())
        ids << InstanceId::parse(index.data(CardModel::IdRole).toString());
    return ids;
}

void MySpacePage::showState()
{
    const Estate &estate = m_actions.estate();
    const Project *project = estate.project(estate.view().project);
    m_title->setText(project                                       ? project->name
                     : estate.view().kind == View::WithoutProject ? tr("No project")
                     : estate.view().kind == View::Archived       ? tr("Archived instances")
                                                                  : tr("All instances"));
    int unreachable = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        unreachable += m_model->row(i).status == u"unreachable" ? 1 : 0;
    m_unreachable->setContent(tr("%1 unreachable").arg(unreachable), u"unreachable"_s);
    m_unreachable->setVisible(unreachable > 0 || m_unreachable->isChecked());
    m_filters->setVisible(m_model->rowCount() > 0);
    showEmpty();
}

void MySpacePage::showEmpty()
{
    const int total = m_model->rowCount();
    const int shown = m_filter->rowCount();
    m_count->setText(shown == total ? tr("%n instances", nullptr, total) : tr("%1 of %2 instances").arg(shown).arg(total));
    m_count->setVisible(total > 0);
    m_stack->setCurrentIndex(shown > 0 ? 0 : 1);
    if (shown > 0)
        return;
    const Estate &estate = m_actions.estate();
    const bool first = estate.instances().isEmpty() && estate.view().kind == View::All;
    m_title->setVisible(!first);
    m_empty->clearButtons();
    if (total > 0) {
        m_empty->setContent(u"filter"_s, tr("Nothing matches these filters"), tr("Look for another name, address or tag."));
        m_empty->addButton(tr("Clear filters"), [this] { clearFilters(); });
    } else if (first) {
        m_empty->setContent(u"server"_s, tr("Your command center is running"),
                            tr("Add servers when you are ready. Nothing leaves this computer, and the vault comes with your first secret."));
        m_empty->addButton(tr("Add an instance"), [this] { m_actions.addInstance(window()); });
        m_empty->addButton(tr("New project"), [this] { m_actions.newProject(window()); });
    } else if (const Project *project = estate.project(estate.view().project)) {
        m_empty->setContent(u"box"_s, tr("%1 has no instances yet").arg(project->name),
                            tr("Add one here, or choose All instances and add those you have."));
        m_empty->addButton(tr("Add instance"), [this] { m_actions.addInstance(window()); });
    } else {
        m_empty->setContent(u"tag"_s, tr("Every instance is in a project"), tr("What you add without a project shows here."));
        m_empty->addButton(tr("Show all instances"), [this] { m_actions.estate().setView({}); });
    }
}

void MySpacePage::clearFilters()
{
    m_text->clear();
    m_unreachable->setChecked(false);
    m_environment->setCurrent(u"any"_s);
    m_filter->setEnvironment(u"any"_s);
    showEmpty();
}

void MySpacePage::showSelection()
{
    const QList<InstanceId> ids = selected();
    static_cast<InstanceInspector *>(inspector())->show(ids);
    if (!ids.isEmpty())
        emit inspectorWanted(true);
}

void MySpacePage::openMenu(const QPoint &at)
{
    if (!m_cards->indexAt(at).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(menu, selected(), window());
    menu->popup(m_cards->viewport()->mapToGlobal(at));
}

bool MySpacePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitCards();
    return Page::eventFilter(watched, event);
}

void MySpacePage::fitCards()
{
    const int width = m_cards->viewport()->width() - 2;
    const int columns = qMax(1, width / (254 + CardDelegate::gap));
    const int card = qBound(254, width / columns - CardDelegate::gap, 300);
    m_delegate->setCellSize({card + CardDelegate::gap, Theme::current().scaled(156) + CardDelegate::gap});
    m_cards->setGridSize({card + CardDelegate::gap, Theme::current().scaled(156) + CardDelegate::gap});
}

void MySpacePage::keyPressEvent(QKeyEvent *event)
{
    const QList<InstanceId> ids = selected();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Slash)
        focusFilter();
    else if (event->key() == Qt::Key_Escape)
        m_cards->clearSelection();
    else if (enter && event->modifiers() & Qt::ControlModifier && !ids.isEmpty())
        m_actions.openTerminal(ids.first());
    else if (enter && event->modifiers() & Qt::AltModifier)
        emit inspectorWanted(true);
    else if (enter && !ids.isEmpty())
        m_actions.openInstance(current());
    else if (event->key() == Qt::Key_F2 && ids.size() == 1)
        m_actions.editInstance(ids.first(), window());
    else if (event->key() == Qt::Key_Delete && !ids.isEmpty())
        m_actions.remove(ids, window());
    else
        Page::keyPressEvent(event);
}

} // namespace aiops::myspace
