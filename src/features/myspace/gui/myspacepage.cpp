#include "features/myspace/gui/myspacepage.h"

#include "core/idlist.h"
#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/bulkbar.h"
#include "features/myspace/gui/cardchips.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/cardtable.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/instanceinspector.h"
#include "features/myspace/gui/listkeys.h"
#include "features/myspace/gui/localcomputer.h"
#include "features/myspace/gui/projectpane.h"
#include "features/myspace/gui/spacestate.h"
#include "features/myspace/gui/viewbar.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

enum Shown { Cards, Empty, Blank, Table }; // the first three are places in the stack
constexpr int kTableFrom = 500;   // more than that are read faster in rows
constexpr int kRowsOfCards = 2;   // of a group until "show all"
constexpr int kRowsOfTable = 8;
constexpr int kRoomForRefresh = 1000;
constexpr int kSaveAfterMs = 1000;

} // namespace

MySpacePage::MySpacePage(Actions &actions, CardMetrics *metrics, QSettings *settings, LocalComputer *computer,
                         QWidget *parent)
    : Page(parent), m_actions(actions), m_computer(computer), m_state(std::make_unique<SpaceState>(settings)),
      m_model(new CardModel(actions.estate(), metrics, this)), m_chosen(new Chosen(*m_model, this)),
      m_cards(new CardList(actions, *m_model, *m_chosen)), m_stack(new QStackedWidget(this)),
      m_title(new Label(QString(), "title", nullptr, this)),
      m_count(new Label(QString(), "secondary", "muted", this)), m_chips(new CardChips(this)),
      m_refresh(makeButton(tr("Refresh"), ButtonKind::Plain, u"refresh"_s, this)), m_bar(new ViewBar(*m_model, this)),
      m_empty(new EmptyState(m_stack)), m_footer(new QWidget(this)), m_footerText(new Label(QString(), "secondary", "muted", m_footer)),
      m_footerLines(new Label(QString(), "secondary", "muted", m_footer)), m_bulk(new BulkBar(actions, this))
{
    setObjectName(u"mySpacePage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 14, 0, 0);
    column->setSpacing(0);
    addHeader(column);
    m_bar->setContentsMargins(0, 12, 0, 10 - CardDelegate::gap / 2);
    column->addWidget(m_bar);
    addLists(column);
    addFooter(column);
    column->addWidget(m_bulk);
    connectModel();
    connect(&actions.estate(), &Estate::changed, this, &MySpacePage::showChanged);
    connect(&actions.estate(), &Estate::viewChanged, this, &MySpacePage::showState);
    connect(&actions, &Actions::added, this, [this](InstanceId id) { openObject(id.toString()); });
    showChanged();
}

MySpacePage::~MySpacePage()
{
    if (m_saveSoon.isActive())
        saveState();
}

void MySpacePage::saveState()
{
    m_state->setView(m_organization, view());
    if (!m_chosen->current().isNull())
        m_state->setCurrent(m_organization, m_chosen->current());
    if (m_table)
        m_state->setColumns(m_organization, m_table->state());
}

void MySpacePage::addHeader(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(12);
    m_title->setObjectName(u"titleLabel"_s);
    m_title->setElideMode(Qt::ElideRight);
    m_count->setObjectName(u"countLabel"_s);
    m_refresh->setObjectName(u"refreshButton"_s);
    setSmall(m_refresh);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addWidget(m_chips, 1);
    auto *dashboard = makeButton(tr("Dashboard"), ButtonKind::Plain, {}, this);
    dashboard->setObjectName(u"dashboardButton"_s);
    setSmall(dashboard);
    const auto showButton = [this, dashboard] { dashboard->setVisible(m_actions.estate().view().kind == View::OneProject); };
    connect(dashboard, &QPushButton::clicked, this, [this] { m_actions.openDashboard({}); });
    connect(&m_actions.estate(), &Estate::viewChanged, dashboard, showButton);
    showButton();
    row->addWidget(dashboard);
    row->addWidget(m_refresh);
    column->addLayout(row);
    connect(m_chips, &CardChips::changed, this, &MySpacePage::takeChips);
    connect(m_refresh, &QPushButton::clicked, this, &MySpacePage::refresh);
}

void MySpacePage::addLists(QVBoxLayout *column)
{
    m_cards->setObjectName(u"instanceList"_s);
    m_cards->setAccessibleName(tr("Instances"));
    m_empty->setObjectName(u"emptyState"_s);
    auto *cards = new QWidget(m_stack);
    auto *frame = new QHBoxLayout(cards); // half a gap is part of every card
    frame->setContentsMargins(20 - CardDelegate::gap / 2, 0, CardDelegate::gap / 2, 0);
    frame->addWidget(m_cards);
    m_stack->addWidget(cards);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new QWidget(m_stack)); // until the instances are read
    m_tablePage = new QWidget(m_stack);
    auto *table = new QHBoxLayout(m_tablePage);
    table->setContentsMargins(20, CardDelegate::gap / 2, 20, 0);
    m_stack->addWidget(m_tablePage);
    column->addWidget(m_stack, 1);
    connectKeys(m_cards->keys());
    connect(m_cards, &CardList::columnsChanged, this, [this](int columns) {
        if (!isTable())
            m_model->setPreview(columns * kRowsOfCards);
    });
}

void MySpacePage::addFooter(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(20, 8, 20, 8);
    m_footerText->setObjectName(u"tableFooterLabel"_s);
    m_footerLines->setObjectName(u"tableLinesLabel"_s);
    row->addWidget(m_footerText, 1);
    row->addWidget(m_footerLines);
    m_footer->hide();
    column->addWidget(m_footer);
}

void MySpacePage::connectModel()
{
    connect(m_model, &CardModel::arranged, this, &MySpacePage::showLists);
    connect(m_model, &CardModel::countsChanged, this, [this] { m_chips->setCounts(m_model->countByStatus(), m_model->countWithoutAgent()); });
    connect(m_chosen, &Chosen::changed, this, &MySpacePage::showSelection);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(kSaveAfterMs);
    connect(&m_saveSoon, &QTimer::timeout, this, &MySpacePage::saveState);
    connect(m_chosen->selection(), &QItemSelectionModel::currentChanged, &m_saveSoon, qOverload<>(&QTimer::start));
    connect(m_bulk, &BulkBar::clearWanted, this, [this] {
        m_chosen->clear();
        mainView()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_bar, &ViewBar::changed, this, &MySpacePage::applyView);
    connect(&m_actions, &Actions::modeWanted, this, &MySpacePage::setMode);
    connect(&m_actions, &Actions::groupWanted, this, &MySpacePage::setGroup);
    connect(m_bar, &ViewBar::left, this, [this] { mainView()->setFocus(Qt::TabFocusReason); });
}

void MySpacePage::connectKeys(const ListKeys &keys)
{
    connect(&keys, &ListKeys::detailsWanted, this, [this] { emit inspectorWanted(true); });
    connect(&keys, &ListKeys::filterWanted, this, &MySpacePage::focusFilter);
}

CardTable *MySpacePage::table()
{
    if (m_table)
        return m_table;
    m_table = new CardTable(m_actions, *m_model, *m_chosen);
    m_table->setObjectName(u"instanceTable"_s);
    m_table->setAccessibleName(tr("Instances"));
    m_table->setState(m_state->columns(m_organization));
    m_tablePage->layout()->addWidget(m_table);
    connectKeys(m_table->keys());
    connect(m_table, &CardTable::sortWanted, this, &MySpacePage::sortByColumn);
    connect(m_table, &CardTable::scrolled, this, &MySpacePage::showFooter);
    connect(m_table, &CardTable::stateChanged, &m_saveSoon, qOverload<>(&QTimer::start));
    return m_table;
}

QWidget *MySpacePage::makeSidePane(QWidget *parent)
{
    m_pane = new ProjectPane(m_actions, m_computer, parent);
    m_pane->setViewSource([this] { return view(); }, [this](const SpaceView &view) { return m_model->countMatching(view); });
    connect(m_pane, &ProjectPane::viewWanted, this, &MySpacePage::applyView);
    connect(m_bar, &ViewBar::saveWanted, m_pane, &ProjectPane::saveView);
    connect(m_model, &CardModel::countsChanged, m_pane, &ProjectPane::refreshCounts);
    return m_pane;
}

QWidget *MySpacePage::makeInspector(QWidget *parent)
{
    m_inspector = new InstanceInspector(m_actions, parent);
    m_inspector->show(selected());
    return m_inspector;
}

QWidget *MySpacePage::mainView()
{
    if (m_table && m_stack->currentWidget() == m_tablePage)
        return m_table;
    return m_stack->currentIndex() == Cards ? m_cards : m_stack->currentWidget();
}

const SpaceView &MySpacePage::view() const
{
    return m_bar->view();
}

bool MySpacePage::isTable() const
{
    return view().mode.isEmpty() ? m_model->total() > kTableFrom : view().mode == u"table";
}

void MySpacePage::applyView(const SpaceView &view)
{
    m_bar->setView(view);
    m_chips->setChosen(view.choices);
    m_model->setPreview(isTable() ? kRowsOfTable : m_cards->columns() * kRowsOfCards);
    m_model->setView(view);
    m_saveSoon.start();
}

void MySpacePage::setMode(const QString &mode)
{
    SpaceView view = this->view();
    view.mode = mode;
    applyView(view);
    mainView()->setFocus(Qt::OtherFocusReason);
}

void MySpacePage::setGroup(GroupBy group)
{
    SpaceView view = this->view();
    view.group = group;
    applyView(view);
}

void MySpacePage::sortByColumn(int column)
{
    SpaceView view = this->view();
    const SortBy sort = CardModel::sortOf(CardModel::Column(column));
    view.descending = sort == view.sort && !view.descending;
    view.sort = sort;
    applyView(view);
}

void MySpacePage::takeChips()
{
    SpaceView view = this->view();
    m_chips->takeChosen(view.choices);
    applyView(view);
}

void MySpacePage::openObject(const QString &objectId)
{
    m_wantedToo.clear();
    for (const QString &word : objectId.split(u',', Qt::SkipEmptyParts))
        m_wantedToo += InstanceId::parse(word);
    m_wanted = m_wantedToo.value(0);
    m_opensComputer = m_computer && objectId == kThisComputer;
    if (m_opensComputer)
        m_actions.estate().setView({View::ThisComputer, {}});
    showState();
    if (objectId.startsWith(u"view/"_s))
        openSavedView(SavedViewId::parse(objectId.section(u'/', 1)));
}

void MySpacePage::openSavedView(SavedViewId id)
{
    const QList<SavedView> &views = m_actions.estate().savedViews();
    const auto found = std::ranges::find(views, id, &SavedView::id);
    if (found != views.end())
        applyView(SpaceView::fromJson(found->query.toUtf8()));
}

void MySpacePage::showWanted()
{
    Estate &estate = m_actions.estate();
    const Instance *instance = m_wanted.isNull() ? nullptr : estate.instance(m_wanted);
    if (!instance)
        return;
    if (!estate.shows(*instance))
        estate.setView({instance->archivedAt.isValid() ? View::Archived : View::All, {}});
    if (!m_model->indexOf(m_wanted).isValid())
        clearFilters();
    if (!m_model->indexOf(m_wanted).isValid())
        setGroup(GroupBy::None); // its group shows only the first ones
    const QModelIndex at = m_model->indexOf(m_wanted);
    if (!at.isValid())
        return;
    m_wanted = {};
    if (m_wantedToo.size() > 1)
        return chooseWanted();
    m_chosen->selection()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    isTable() ? table()->scrollTo(at.siblingAtColumn(CardModel::Name)) : m_cards->scrollTo(at);
}

void MySpacePage::chooseWanted()
{
    const auto isHidden = [this](InstanceId id) { return !m_model->indexOf(id).isValid(); };
    if (std::ranges::any_of(m_wantedToo, isHidden)) {
        m_actions.estate().setView({View::All, {}});
        clearFilters();
        setGroup(GroupBy::None);
    }
    const QModelIndex first = m_model->indexOf(m_wantedToo.first());
    m_chosen->selection()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_chosen->choose(std::exchange(m_wantedToo, {}));
    isTable() ? table()->scrollTo(first.siblingAtColumn(CardModel::Name)) : m_cards->scrollTo(first);
}

void MySpacePage::focusFilter()
{
    m_bar->focusText();
}

void MySpacePage::refresh()
{
    m_model->refresh();
    showState();
}

QString MySpacePage::selectedObjects(const QString &kind) const
{
    return kind == "instance"_L1 ? joinedIds(selected()) : QString();
}

QList<InstanceId> MySpacePage::selected() const
{
    return m_chosen->ids();
}

bool MySpacePage::isFirstRun() const
{
    const Estate &estate = m_actions.estate();
    const bool nothing = estate.organizationId().isNull() || (estate.isLoaded() && estate.instances().isEmpty());
    return nothing && estate.view().kind == View::All;
}

void MySpacePage::restoreState()
{
    m_organization = m_actions.estate().organizationId();
    m_current = m_state->current(m_organization);
    if (m_table)
        m_table->setState(m_state->columns(m_organization));
    applyView(m_state->view(m_organization));
}

void MySpacePage::showChanged()
{
    if (m_organization == m_actions.estate().organizationId())
        return showState();
    if (m_saveSoon.isActive())
        saveState();
    restoreState();
    m_saveSoon.stop();
    showState();
}

void MySpacePage::showState()
{
    const Estate &estate = m_actions.estate();
    const Project *project = estate.project(estate.view().project);
    const Group *group = estate.inheritance().group(estate.view().group);
    m_title->setText(project                                       ? project->name
                     : group                                      ? group->name
                     : estate.view().kind == View::WithoutProject ? tr("No project")
                     : estate.view().kind == View::Archived       ? tr("Archived instances")
                                                                  : tr("All instances"));
    m_title->setVisible(!isFirstRun());
    m_chips->setCounts(m_model->countByStatus(), m_model->countWithoutAgent());
    const bool any = m_model->total() > 0;
    m_bar->setVisible(any);
    m_chips->setVisible(any);
    m_refresh->setVisible(any && width() >= kRoomForRefresh);
    if (estate.view().kind != View::ThisComputer)
        m_opensComputer = false;
    showLists();
    showWanted();
}

/// The page that stands for the cards where this computer is looked at, or nothing else is there; made when it is needed.
QWidget *MySpacePage::computerView()
{
    const Estate &estate = m_actions.estate();
    const View::Kind kind = estate.view().kind;
    if (!m_computer || !estate.isLoaded() || (kind != View::All && kind != View::ThisComputer))
        return nullptr;
    const bool opens = kind == View::ThisComputer && (m_opensComputer || !estate.isFirstRun());
    if (!opens && !estate.isFirstRun())
        return nullptr;
    QWidget *&view = opens ? m_computerPage : m_firstRun;
    if (!view)
        m_stack->addWidget(view = opens ? m_computer->createPage(m_stack) : m_computer->createFirstRun(m_stack));
    return view;
}

bool MySpacePage::showComputer()
{
    QWidget *view = computerView();
    layout()->setContentsMargins(0, view ? 0 : 14, 0, 0);
    if (!view)
        return false;
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_count, m_chips, m_refresh, m_bar, m_footer, m_bulk})
        part->hide();
    const QWidget *focus = window()->focusWidget();
    const bool had = !focus || focus == m_stack || m_stack->isAncestorOf(focus);
    const bool isNew = m_stack->currentWidget() != view;
    m_stack->setCurrentWidget(view);
    if (had && isNew)
        view->setFocus(Qt::OtherFocusReason);
    return true;
}

void MySpacePage::showLists()
{
    if (showComputer())
        return;
    const int total = m_model->total();
    const int shown = m_model->matching();
    m_count->setText(tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(total)));
    m_count->setVisible(shown != total);
    const bool asTable = isTable();
    if (shown > 0 && asTable)
        table();
    const int index = shown > 0 ? (asTable ? Table : Cards) : m_actions.estate().isLoaded() ? Empty : Blank;
    const bool had = m_stack->currentWidget()->isAncestorOf(focusWidget() ? focusWidget() : this);
    m_stack->setCurrentWidget(index == Table ? m_tablePage : m_stack->widget(index));
    m_bar->showMode(asTable ? u"table"_s : u"cards"_s);
    m_model->setPreview(asTable ? kRowsOfTable : m_cards->columns() * kRowsOfCards);
    m_footer->setVisible(index == Table);
    if (had && mainView()->isVisible() && !mainView()->hasFocus() && index != Empty)
        mainView()->setFocus(Qt::OtherFocusReason);
    if (index == Empty)
        describeEmpty();
    showFooter();
    if (const QModelIndex at = m_current.isNull() ? QModelIndex() : m_model->indexOf(m_current); at.isValid()) {
        m_current = {};
        m_chosen->selection()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
        asTable ? table()->scrollTo(at.siblingAtColumn(CardModel::Name), QAbstractItemView::PositionAtCenter) : m_cards->scrollTo(at);
    }
}

void MySpacePage::showFooter()
{
    if (!m_table || m_stack->currentWidget() != m_tablePage)
        return;
    const QLocale locale;
    const QString all = tr("%Ln instances", nullptr, m_model->total());
    m_footerText->setText(m_model->matching() == m_model->total() ? all : tr("%1, %2 match").arg(all, locale.toString(m_model->matching())));
    const auto [first, last] = m_table->visibleLines();
    m_footerLines->setText(first < 0 ? QString() : tr("Rows %1 to %2").arg(locale.toString(first + 1), locale.toString(last + 1)));
}

void MySpacePage::describeEmpty()
{
    const Estate &estate = m_actions.estate();
    m_empty->clearButtons();
    if (m_model->total() > 0) {
        m_empty->setContent(u"filter"_s, tr("Nothing matches these filters"), tr("Look for another name, address or tag."));
        m_empty->addButton(tr("Clear filters"), [this] { clearFilters(); })->setObjectName(u"clearFiltersEmptyButton"_s);
    } else if (isFirstRun()) {
        m_empty->setContent(u"server"_s, tr("Your command center is running"),
                            tr("Add servers when you are ready. Nothing leaves this computer, and the vault comes with your first secret."));
        m_empty->addButton(tr("Add an instance"), [this] { m_actions.addInstance(window()); });
        m_empty->addButton(tr("New project"), [this] { m_actions.newProject(window()); });
    } else if (const Project *project = estate.project(estate.view().project)) {
        m_empty->setContent(u"box"_s, tr("%1 has no instances yet").arg(project->name),
                            tr("Add one here, or choose All instances and add those you have."));
        m_empty->addButton(tr("Add instance"), [this] { m_actions.addInstance(window()); });
    } else if (const Group *group = estate.inheritance().group(estate.view().group)) {
        m_empty->setContent(u"folder"_s, tr("%1 has no instances yet").arg(group->name),
                            tr("Select instances, then Set user, port, environment, group; or drag them here."));
        m_empty->addButton(tr("Show all instances"), [this] { m_actions.estate().setView({}); });
    } else {
        const bool archived = estate.view().kind == View::Archived;
        m_empty->setContent(archived ? u"archive"_s : u"tag"_s,
                            archived ? tr("Nothing is archived") : tr("Every instance is in a project"),
                            archived ? tr("Archived instances keep everything and can come back.")
                                     : tr("What you add without a project shows here."));
        m_empty->addButton(tr("Show all instances"), [this] { m_actions.estate().setView({}); });
    }
}

void MySpacePage::clearFilters()
{
    SpaceView view = this->view();
    view.text.clear();
    view.choices = {};
    applyView(view);
}

void MySpacePage::showSelection()
{
    const QList<InstanceId> ids = selected();
    m_bulk->show(ids);
    if (m_inspector)
        m_inspector->show(ids);
    if (!ids.isEmpty())
        emit inspectorWanted(true);
}

void MySpacePage::paintEvent(QPaintEvent *event)
{
    Page::paintEvent(event);
    m_actions.estate().loadSoon();
}

void MySpacePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_refresh->setVisible(m_model->total() > 0 && width() >= kRoomForRefresh);
}

void MySpacePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Slash)
        focusFilter();
    else if (event->key() == Qt::Key_Escape)
        mainView()->setFocus(Qt::OtherFocusReason);
    else
        Page::keyPressEvent(event);
}

} // namespace aiops::myspace
