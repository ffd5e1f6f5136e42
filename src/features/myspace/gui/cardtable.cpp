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

} // namespace

CardTable::CardTable(Actions &actions, CardModel &model, Chosen &chosen, QWidget *parent)
    : FrozenTable(new TableHeader(chosen, CardModel::Name + 1), parent), m_cards(model), m_chosen(chosen), m_delegate(new RowDelegate(this)),
      m_keys(new ListKeys(actions, model, chosen, this))
{
    setModel(&model);
    setSelectionModel(chosen.selection());
    setItemDelegate(m_delegate);
    setMouseTracking(true);
    setDragEnabled(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setUpHeader();
    resetColumns();
    connectHeader();
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &at) { m_keys->open(m_cards.idAt(at.row())); });
    connect(this, &QWidget::customContextMenuRequested, m_keys, &ListKeys::openMenu);
    connect(&Theme::current(), &Theme::changed, this, &CardTable::applyTheme);
    connect(&model, &CardModel::arranged, this, &CardTable::showSort);
    applyTheme();
    showSort();
}

void CardTable::setUpHeader()
{
    header()->setObjectName(u"instanceTableHeader"_s);
    header()->setHighlightSections(false);
    header()->setSectionsClickable(true);
    header()->setSectionsMovable(true);
    header()->setSortIndicatorShown(true);
    header()->setMinimumSectionSize(32);
    header()->setStretchLastSection(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setSectionResizeMode(CardModel::Check, QHeaderView::Fixed);
}

void CardTable::resetColumns()
{
    for (int column = 0; column < CardModel::Columns; ++column) {
        setColumnHidden(column, false);
        header()->moveSection(header()->visualIndex(column), column);
        header()->resizeSection(column, Theme::current().scaled(kWidths[size_t(column)]));
    }
}

void CardTable::connectHeader()
{
    connect(header(), &QHeaderView::sectionClicked, this, [this](int column) {
        column == CardModel::Check ? m_chosen.toggleAll() : emit sortWanted(column);
        showSort();
    });
    connect(header(), &QWidget::customContextMenuRequested, this, &CardTable::openHeaderMenu);
    connect(header(), &QHeaderView::sectionResized, this, &CardTable::stateChanged);
    connect(header(), &QHeaderView::sectionMoved, this, &CardTable::stateChanged);
}

void CardTable::applyTheme()
{
    verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
}

QByteArray CardTable::state() const
{
    return header()->saveState();
}

void CardTable::setState(const QByteArray &state)
{
    if (state.isEmpty() || !header()->restoreState(state))
        return;
    setUpHeader();
    setColumnHidden(CardModel::Name, false);
}

void CardTable::showSort()
{
    const SpaceView &view = m_cards.view();
    const QSignalBlocker quiet(header());
    int shown = -1;
    for (const int column : {CardModel::Name, CardModel::Status, CardModel::Provider, CardModel::Environment, CardModel::Address,
                             CardModel::Cpu, CardModel::Memory, CardModel::Disk, CardModel::Source, CardModel::Projects, CardModel::Seen}) {
        if (shown < 0 && CardModel::sortOf(CardModel::Column(column)) == view.sort)
            shown = column;
    }
    // Numbers begin with the highest.
    const bool falls = view.sort == SortBy::Cpu || view.sort == SortBy::Memory || view.sort == SortBy::Disk || view.sort == SortBy::LastSeen;
    header()->setSortIndicator(shown, view.descending != falls ? Qt::DescendingOrder : Qt::AscendingOrder);
    header()->viewport()->update();
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
    menu->popup(header()->viewport()->mapToGlobal(at));
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
    if (at.column() != CardModel::Check)
        return false;
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    return true;
}

void CardTable::mousePressEvent(QMouseEvent *event)
{
    setFocused(-1);
    if (isPressed(*event))
        return event->accept();
    FrozenTable::mousePressEvent(event);
}

void CardTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->position().toPoint());
    if (at.isValid() && (m_cards.isHeader(at.row()) || at.column() == CardModel::Check))
        return mousePressEvent(event);
    FrozenTable::mouseDoubleClickEvent(event);
}

void CardTable::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(int(event->position().y())));
    FrozenTable::mouseMoveEvent(event);
}

bool CardTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return FrozenTable::viewportEvent(event);
}

void CardTable::setHovered(int line)
{
    for (const int changed : {m_delegate->hovered(), line}) {
        if (changed >= 0 && line != m_delegate->hovered())
            viewport()->update(strip(changed, changed));
    }
    m_delegate->setHovered(line);
}

void CardTable::setFocused(int line)
{
    for (const int changed : {m_delegate->focused(), line}) {
        if (changed >= 0)
            viewport()->update(strip(changed, changed));
    }
    m_delegate->setFocused(line);
}

void CardTable::keyPressEvent(QKeyEvent *event)
{
    if (!m_keys->handle(*event))
        FrozenTable::keyPressEvent(event);
    setFocused(currentIndex().isValid() ? currentIndex().row() : -1);
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
    return FrozenTable::moveCursor(action, modifiers);
}

bool CardTable::spansColumns(int line) const
{
    return m_cards.isHeader(line);
}

void CardTable::paintSpanning(QPainter &painter, const QRect &rect, int line)
{
    painter.fillRect(rect, Theme::current().color(Token::Bg));
    paintGroupLine(painter, rect.adjusted(12, 0, -12, 0), m_cards, line, hasFocus() && currentIndex().row() == line);
}

void CardTable::resizeEvent(QResizeEvent *event)
{
    FrozenTable::resizeEvent(event);
    emit scrolled();
}

void CardTable::scrollContentsBy(int dx, int dy)
{
    FrozenTable::scrollContentsBy(dx, dy);
    if (dy != 0)
        emit scrolled();
}

void CardTable::startDrag(Qt::DropActions actions)
{
    dragInstances(m_chosen.ids(), actions, this);
}

} // namespace aiops::myspace
