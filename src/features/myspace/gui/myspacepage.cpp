#include "features/myspace/gui/myspacepage.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardchips.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardfilter.h"
#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/instanceinspector.h"
#include "features/myspace/gui/localcomputer.h"
#include "features/myspace/gui/projectpane.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/label.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace aiops::myspace {

using namespace inventory;
using namespace widgets;
using namespace Qt::StringLiterals;

MySpacePage::MySpacePage(Actions &actions, CardMetrics *metrics, LocalComputer *computer, QWidget *parent)
    : Page(parent), m_actions(actions), m_computer(computer), m_model(new CardModel(actions.estate(), metrics, this)),
      m_filter(new CardFilter(this)), m_cards(new CardList(actions, m_filter)),
      m_stack(new QStackedWidget), m_title(new Label(QString(), "title")), m_count(new Label(QString(), "secondary", "muted")),
      m_chips(new CardChips), m_text(new FilterBar), m_environment(new SegmentedControl), m_filters(new QWidget),
      m_empty(new EmptyState)
{
    setObjectName(u"mySpacePage"_s);
    m_filter->setSourceModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 14, 0, 0);
    column->setSpacing(8);
    addHeader(column);
    addFilters(column);
    addCards(column);
    connect(&actions.estate(), &Estate::changed, this, &MySpacePage::showState);
    connect(&actions.estate(), &Estate::viewChanged, this, &MySpacePage::showState);
    connect(&actions, &Actions::added, this, [this](InstanceId id) { openObject(id.toString()); });
    showState();
}

void MySpacePage::addHeader(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(20, 0, 20, 0);
    row->setSpacing(12);
    m_title->setObjectName(u"titleLabel"_s);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addWidget(m_chips);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_chips, &CardChips::changed, this, &MySpacePage::applyChips);
}

void MySpacePage::applyChips()
{
    m_filter->setStatuses(m_chips->chosen());
    showState();
}

void MySpacePage::addFilters(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout(m_filters);
    row->setContentsMargins(20, 0, 20, 0);
    m_text->setObjectName(u"filterEdit"_s);
    m_text->setSubject(tr("Name, IP or tag"));
    m_text->setFixedWidth(Theme::current().scaled(210));
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
    connect(m_text, &QLineEdit::returnPressed, this, [this] { m_stack->currentWidget()->setFocus(Qt::TabFocusReason); });
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
    m_empty->setObjectName(u"emptyState"_s);
    m_stack->addWidget(m_cards);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new QWidget); // until the instances are read
    auto *frame = new QHBoxLayout; // half a gap is part of every card
    frame->setObjectName(u"cardFrame"_s);
    frame->setContentsMargins(20 - CardDelegate::gap / 2, 0, 0, 0);
    frame->addWidget(m_stack);
    column->addLayout(frame, 1);
    connect(m_cards, &CardList::chosenChanged, this, &MySpacePage::showSelection);
    connect(m_cards, &CardList::detailsWanted, this, [this] { emit inspectorWanted(true); });
    connect(m_cards, &CardList::filterWanted, this, &MySpacePage::focusFilter);
}

QWidget *MySpacePage::sidePane()
{
    if (!m_pane)
        m_pane = new ProjectPane(m_actions, m_computer);
    return m_pane;
}

QWidget *MySpacePage::inspector()
{
    if (!m_inspector) {
        m_inspector = new InstanceInspector(m_actions);
        m_inspector->show(selected());
    }
    return m_inspector;
}

QWidget *MySpacePage::mainView()
{
    return m_stack->currentWidget();
}

void MySpacePage::openObject(const QString &objectId)
{
    m_wanted = InstanceId::parse(objectId);
    m_opensComputer = m_computer && objectId == kThisComputer;
    if (m_opensComputer)
        m_actions.estate().setView({View::ThisComputer, {}});
    showState();
}

void MySpacePage::showWanted()
{
    Estate &estate = m_actions.estate();
    const Instance *instance = m_wanted.isNull() ? nullptr : estate.instance(m_wanted);
    if (!instance)
        return;
    if (!estate.shows(*instance))
        estate.setView({instance->archivedAt.isValid() ? View::Archived : View::All, {}});
    if (!m_filter->mapFromSource(m_model->indexOf(m_wanted)).isValid())
        clearFilters();
    const QModelIndex at = m_filter->mapFromSource(m_model->indexOf(m_wanted));
    if (!at.isValid())
        return;
    m_wanted = {};
    m_cards->choose(at);
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

QList<InstanceId> MySpacePage::selected() const
{
    return m_cards->chosen();
}

bool MySpacePage::isFirstRun() const
{
    const Estate &estate = m_actions.estate();
    const bool nothing = estate.organizationId().isNull() || (estate.isLoaded() && estate.instances().isEmpty());
    return nothing && estate.view().kind == View::All;
}

void MySpacePage::showState()
{
    const Estate &estate = m_actions.estate();
    const Project *project = estate.project(estate.view().project);
    m_title->setText(project                                       ? project->name
                     : estate.view().kind == View::WithoutProject ? tr("No project")
                     : estate.view().kind == View::Archived       ? tr("Archived instances")
                                                                  : tr("All instances"));
    m_title->setVisible(!isFirstRun());
    m_chips->setCounts(m_model->countByStatus());
    m_filters->setVisible(m_model->rowCount() > 0);
    if (estate.view().kind != View::ThisComputer)
        m_opensComputer = false;
    showEmpty();
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
    findChild<QLayout *>(u"cardFrame"_s)->setContentsMargins(view ? 0 : 20 - CardDelegate::gap / 2, 0, 0, 0);
    layout()->setContentsMargins(0, view ? 0 : 14, 0, 0);
    if (!view)
        return false;
    m_title->hide();
    m_count->hide();
    m_filters->hide();
    m_stack->setCurrentWidget(view);
    return true;
}

void MySpacePage::showEmpty()
{
    if (showComputer())
        return;
    const int total = m_model->rowCount();
    const int shown = m_filter->rowCount();
    m_count->setText(shown == total ? tr("%n instances", nullptr, total) : tr("%1 of %2 instances").arg(shown).arg(total));
    m_count->setVisible(total > 0);
    m_stack->setCurrentIndex(shown > 0 ? 0 : m_actions.estate().isLoaded() ? 1 : 2);
    if (shown == 0)
        describeEmpty();
}

void MySpacePage::describeEmpty()
{
    const Estate &estate = m_actions.estate();
    m_empty->clearButtons();
    if (m_model->rowCount() > 0) {
        m_empty->setContent(u"filter"_s, tr("Nothing matches these filters"), tr("Look for another name, address or tag."));
        m_empty->addButton(tr("Clear filters"), [this] { clearFilters(); });
    } else if (isFirstRun()) {
        m_empty->setContent(u"server"_s, tr("Your command center is running"),
                            tr("Add servers when you are ready. Nothing leaves this computer, and the vault comes with your first secret."));
        m_empty->addButton(tr("Add an instance"), [this] { m_actions.addInstance(window()); });
        m_empty->addButton(tr("New project"), [this] { m_actions.newProject(window()); });
    } else if (const Project *project = estate.project(estate.view().project)) {
        m_empty->setContent(u"box"_s, tr("%1 has no instances yet").arg(project->name),
                            tr("Add one here, or choose All instances and add those you have."));
        m_empty->addButton(tr("Add instance"), [this] { m_actions.addInstance(window()); });
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
    m_text->clear();
    m_chips->clear();
    m_environment->setCurrent(u"any"_s);
    m_filter->setStatuses({});
    m_filter->setEnvironment(u"any"_s);
    m_chips->setCounts(m_model->countByStatus());
    showEmpty();
}

void MySpacePage::showSelection()
{
    const QList<InstanceId> ids = selected();
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

void MySpacePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Slash)
        focusFilter();
    else if (event->key() == Qt::Key_Escape)
        m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
    else
        Page::keyPressEvent(event);
}

} // namespace aiops::myspace
