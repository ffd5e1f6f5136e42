#include "features/myspace/gui/cardtable.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/dragpicture.h"
#include "features/myspace/gui/groupline.h"
#include "features/myspace/gui/listkeys.h"
#include "features/myspace/gui/rowdelegate.h"
#include "features/myspace/gui/tableheader.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr std::array<int, CardModel::Columns> kWidths{36, 112, 170, 140, 68, 120, 100, 100, 100, 126, 126, 60, 64};

void setUp(QTableView *view)
{
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setMouseTracking(true);
    view->setTabKeyNavigation(false);
    view->setCornerButtonEnabled(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setMinimumSectionSize(1);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

} // namespace

CardTable::CardTable(Actions &actions, CardModel &model, Chosen &chosen, QWidget *parent)
    : QTableView(parent), m_cards(model), m_chosen(chosen), m_delegate(new RowDelegate(this)),
      m_keys(new ListKeys(actions, model, chosen, this)), m_frozen(new QTableView(this))
{
    setHorizontalHeader(new TableHeader(chosen, this));
    setUp(this);
    setModel(&model);
    setSelectionModel(chosen.selection());
    setItemDelegate(m_delegate);
    setDragEnabled(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setUpHeader();
    resetColumns();
    connectHeader();
    setUpFrozen();
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &at) { m_keys->open(m_cards.idAt(at.row())); });
    connect(this, &QWidget::customContextMenuRequested, m_keys, &ListKeys::openMenu);
    connect(&Theme::current(), &Theme::changed, this, &CardTable::applyTheme);
    connect(&model, &CardModel::arranged, this, &CardTable::showSort);
    applyTheme();
    showSort();
}

void CardTable::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setObjectName(u"instanceTableHeader"_s);
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSectionsMovable(true);
    header->setSortIndicatorShown(true);
    header->setMinimumSectionSize(32);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSectionResizeMode(CardModel::Check, QHeaderView::Fixed);
}

void CardTable::resetColumns()
{
    for (int column = 0; column < CardModel::Columns; ++column) {
        setColumnHidden(column, false);
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
        horizontalHeader()->resizeSection(column, Theme::current().scaled(kWidths[size_t(column)]));
    }
}

void CardTable::connectHeader()
{
    QHeaderView *header = horizontalHeader();
    connect(header, &QHeaderView::sectionClicked, this, [this](int column) {
        column == CardModel::Check ? m_chosen.toggleAll() : emit sortWanted(column);
        showSort();
    });
    connect(header, &QWidget::customContextMenuRequested, this, &CardTable::openHeaderMenu);
    connect(header, &QHeaderView::sectionResized, this, [this] { placeFrozen(); emit stateChanged(); });
    connect(header, &QHeaderView::sectionMoved, this, [this] { placeFrozen(); emit stateChanged(); });
}

/// Painted over the left edge of this table while it is scrolled sideways; takes no clicks of its own.
void CardTable::setUpFrozen()
{
    setUp(m_frozen);
    m_frozen->setObjectName(u"frozenColumns"_s);
    m_frozen->setModel(&m_cards);
    m_frozen->setSelectionModel(m_chosen.selection());
    m_frozen->setItemDelegate(m_delegate);
    m_frozen->setFocusPolicy(Qt::NoFocus);
    m_frozen->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_frozen->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frozen->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frozen->horizontalHeader()->setHighlightSections(false);
    m_frozen->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int column = CardModel::Name + 1; column < CardModel::Columns; ++column)
        m_frozen->setColumnHidden(column, true);
    m_frozen->hide();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_frozen->verticalScrollBar(), &QScrollBar::setValue);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &CardTable::placeFrozen);
}

void CardTable::applyTheme()
{
    for (QTableView *view : {static_cast<QTableView *>(this), m_frozen})
        view->verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    placeFrozen();
}

void CardTable::placeFrozen()
{
    QHeaderView *header = horizontalHeader();
    bool inFront = true; // only while nobody moved them
    int width = 0;
    for (const int column : {CardModel::Check, CardModel::Status, CardModel::Name}) {
        inFront = inFront && header->visualIndex(column) == column;
        m_frozen->setColumnHidden(column, header->isSectionHidden(column));
        m_frozen->setColumnWidth(column, header->sectionSize(column));
        width += header->isSectionHidden(column) ? 0 : header->sectionSize(column);
    }
    const bool wanted = inFront && horizontalScrollBar()->value() > 0 && width < viewport()->width() * 2 / 3;
    if (wanted) {
        m_frozen->horizontalHeader()->setFixedHeight(header->height());
        m_frozen->setGeometry(frameWidth(), frameWidth(), width, viewport()->height() + header->height());
        m_frozen->verticalScrollBar()->setValue(verticalScrollBar()->value());
        m_frozen->raise();
    }
    m_frozen->setVisible(wanted);
}

void CardTable::setState(const QByteArray &state)
{
    if (state.isEmpty() || !horizontalHeader()->restoreState(state))
        return;
    setUpHeader();
    setColumnHidden(CardModel::Name, false);
    placeFrozen();
}

void CardTable::showSort()
{
    const SpaceView &view = m_cards.view();
    const QSignalBlocker quiet(horizontalHeader());
    int shown = -1;
    for (const int column : {CardModel::Name, CardModel::Status, CardModel::Provider, CardModel::Environment, CardModel::Address,
                             CardModel::Cpu, CardModel::Memory, CardModel::Disk, CardModel::Source, CardModel::Projects, CardModel::Seen}) {
        if (shown < 0 && CardModel::sortOf(CardModel::Column(column)) == view.sort)
            shown = column;
    }
    // Numbers begin with the highest.
    const bool falls = view.sort == SortBy::Cpu || view.sort == SortBy::Memory || view.sort == SortBy::Disk || view.sort == SortBy::LastSeen;
    horizontalHeader()->setSortIndicator(shown, view.descending != falls ? Qt::DescendingOrder : Qt::AscendingOrder);
    horizontalHeader()->viewport()->update();
}

void CardTable::choose(const QModelIndex &index)
{
    const QModelIndex at = index.siblingAtColumn(CardModel::Name);
    setCurrentIndex(at);
    scrollTo(at);
}

void CardTable::fillColumnMenu(QMenu *menu)
{
    for (int column = CardModel::Status; column < CardModel::Columns; ++column) {
        auto *action = menu->addAction(m_cards.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != CardModel::Name);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            placeFrozen();
            emit stateChanged();
        });
    }
}

void CardTable::openHeaderMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(menu);
    menu->addSeparator();
    menu->addAction(tr("Default columns"), this, [this] {
        resetColumns();
        emit stateChanged();
    });
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(at));
}

QPair<int, int> CardTable::visibleLines() const
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    return {first, last < 0 ? m_cards.rowCount() - 1 : last};
}

bool CardTable::isPressed(const QMouseEvent &event)
{
    const QPoint pos = event.position().toPoint();
    const QModelIndex at = indexAt(pos);
    if (event.button() != Qt::LeftButton || !at.isValid())
        return false;
    if (m_cards.isHeader(at.row())) {
        const QRect rect(12, rowViewportPosition(at.row()), viewport()->width() - 24, rowHeight(at.row()));
        const QString key = m_cards.group(at.row()).key;
        groupLinkRect(rect, m_cards, at.row()).contains(pos) ? m_cards.setExpanded(key, !m_cards.isExpanded(key)) : m_keys->toggleGroup(at.row());
        return true;
    }
    const bool onFrozen = m_frozen->isVisible() && pos.x() < m_frozen->columnWidth(CardModel::Check);
    if (!onFrozen && (at.column() != CardModel::Check || (m_frozen->isVisible() && pos.x() < m_frozen->width())))
        return false;
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    return true;
}

void CardTable::mousePressEvent(QMouseEvent *event)
{
    m_delegate->setFocused(-1);
    if (isPressed(*event))
        return event->accept();
    QTableView::mousePressEvent(event);
}

void CardTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->position().toPoint());
    if (at.isValid() && (m_cards.isHeader(at.row()) || at.column() == CardModel::Check))
        return mousePressEvent(event);
    QTableView::mouseDoubleClickEvent(event);
}

void CardTable::mouseMoveEvent(QMouseEvent *event)
{
    const int line = rowAt(int(event->position().y()));
    if (line != m_delegate->hovered()) {
        for (const int changed : {m_delegate->hovered(), line}) {
            if (changed >= 0)
                viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
        }
        m_delegate->setHovered(line);
    }
    QTableView::mouseMoveEvent(event);
}

bool CardTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_delegate->hovered() >= 0) {
        m_delegate->setHovered(-1);
        viewport()->update();
    }
    return QTableView::viewportEvent(event);
}

void CardTable::keyPressEvent(QKeyEvent *event)
{
    if (!m_keys->handle(*event))
        QTableView::keyPressEvent(event);
    m_delegate->setFocused(currentIndex().isValid() ? currentIndex().row() : -1);
    viewport()->update();
}

QModelIndex CardTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int lines = m_cards.rowCount();
    const QModelIndex at = currentIndex().isValid() || lines == 0 ? currentIndex() : m_cards.index(0, CardModel::Name);
    if (lines > 0 && at.isValid() && (action == MoveHome || action == MoveEnd)) // of the list, not of the row
        return m_cards.index(action == MoveHome ? 0 : lines - 1, at.column());
    if (at.isValid() && (action == MoveLeft || action == MoveRight)) { // whole rows are selected: these scroll
        horizontalScrollBar()->triggerAction(action == MoveLeft ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
        return at;
    }
    return QTableView::moveCursor(action, modifiers);
}

void CardTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_cards.view().group == GroupBy::None || m_cards.rowCount() == 0)
        return;
    QPainter painter(viewport());
    const auto [first, last] = visibleLines();
    for (int line = qMax(0, first); line <= last; ++line) {
        const QRect rect(0, rowViewportPosition(line), viewport()->width(), rowHeight(line));
        if (!m_cards.isHeader(line) || !rect.intersects(event->rect()))
            continue;
        painter.fillRect(rect, Theme::current().color(Token::Bg));
        paintGroupLine(painter, rect.adjusted(12, 0, -12, 0), m_cards, line, hasFocus() && currentIndex().row() == line);
    }
}

void CardTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeFrozen();
    emit scrolled();
}

void CardTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0)
        emit scrolled();
}

void CardTable::startDrag(Qt::DropActions actions)
{
    dragInstances(m_chosen.ids(), actions, this);
}

} // namespace aiops::myspace
