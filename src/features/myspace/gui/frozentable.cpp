#include "features/myspace/gui/frozentable.h"

#include "features/myspace/gui/tableheader.h"
#include "widgets/theme.h"

#include <QAbstractItemDelegate>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace aiops::myspace {

using widgets::Theme;
using widgets::Token;

FrozenTable::FrozenTable(TableHeader *header, QWidget *parent) : QTableView(parent), m_header(header)
{
    setHorizontalHeader(header);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setShowGrid(false);
    setWordWrap(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // else scrolling paints everything anew
    connect(header, &QHeaderView::sectionResized, this, &FrozenTable::repaintColumns);
    connect(header, &QHeaderView::sectionMoved, this, &FrozenTable::repaintColumns);
}

void FrozenTable::repaintColumns()
{
    viewport()->update();
    m_header->viewport()->update();
}

QPair<int, int> FrozenTable::visibleLines() const
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    return {first, last < 0 ? model()->rowCount() - 1 : last};
}

QModelIndex FrozenTable::indexAt(const QPoint &point) const
{
    const int frozen = m_header->frozenAt(point.x());
    return frozen < 0 ? QTableView::indexAt(point) : model()->index(rowAt(point.y()), frozen);
}

QRect FrozenTable::visualRect(const QModelIndex &index) const
{
    QRect rect = QTableView::visualRect(index);
    if (rect.isValid())
        rect.moveLeft(m_header->shownAt(index.column()));
    return rect;
}

QRect FrozenTable::strip(int first, int last) const
{
    const int top = rowViewportPosition(first);
    return QRect(0, top, viewport()->width(), rowViewportPosition(last) + rowHeight(last) - top) & viewport()->rect();
}

QRegion FrozenTable::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        if (range.isValid())
            region += strip(range.top(), range.bottom());
    }
    return region;
}

void FrozenTable::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &)
{
    viewport()->update(strip(topLeft.row(), bottomRight.row()));
}

/// The base class paints a cell anew; a ring may reach from edge to edge.
void FrozenTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    for (const QModelIndex &index : {current, previous}) {
        if (index.isValid())
            viewport()->update(strip(index.row(), index.row()));
    }
    QTableView::currentChanged(current, previous);
}

void FrozenTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    executeDelayedItemsLayout();
    QScrollBar *bar = verticalScrollBar();
    const int top = verticalHeader()->sectionPosition(index.row());
    const int below = top + rowHeight(index.row()) - viewport()->height(); // where its last pixel comes into view
    if (hint == PositionAtCenter)
        bar->setValue((top + below) / 2);
    else if (hint == PositionAtTop || (hint == EnsureVisible && top < bar->value()))
        bar->setValue(top);
    else if (hint == PositionAtBottom || below > bar->value())
        bar->setValue(below);
}

void FrozenTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(0, dy);
    if (dx != 0)
        scrollSideways(dx);
}

/// As the base class does it, but for what stays.
void FrozenTable::scrollSideways(int dx)
{
    const int before = m_header->frozenWidth();
    m_header->setOffset(horizontalScrollBar()->value());
    m_header->viewport()->update();
    if (m_header->frozenWidth() != before)
        return viewport()->update();
    QRect moved = viewport()->rect();
    isRightToLeft() ? moved.setRight(moved.right() - before) : moved.setLeft(before);
    viewport()->scroll(isRightToLeft() ? -dx : dx, 0, moved);
    for (const int line : spanningLines(viewport()->rect()))
        viewport()->update(strip(line, line));
}

bool FrozenTable::spansColumns(int) const
{
    return false;
}

void FrozenTable::paintSpanning(QPainter &, const QRect &, int) {}

QList<int> FrozenTable::spanningLines(const QRect &area) const
{
    QList<int> lines;
    const auto [first, last] = visibleLines();
    for (int line = qMax(0, first); line <= last; ++line) {
        if (spansColumns(line) && strip(line, line).intersects(area))
            lines += line;
    }
    return lines;
}

void FrozenTable::paintEvent(QPaintEvent *event)
{
    QPainter(viewport()).fillRect(event->rect(), Theme::current().color(Token::Surface));
    const QRect frozen = m_header->frozenRect(viewport()->height());
    QPaintEvent rest(event->region() - frozen);
    if (!rest.region().isEmpty())
        QTableView::paintEvent(&rest);
    QPainter painter(viewport());
    if (event->region().intersects(frozen))
        paintFrozen(painter, event->rect() & frozen);
    for (const int line : spanningLines(event->rect()))
        paintSpanning(painter, QRect(0, rowViewportPosition(line), viewport()->width(), rowHeight(line)), line);
}

void FrozenTable::paintFrozen(QPainter &painter, const QRect &area) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int last = rowAt(area.bottom());
    for (int line = qMax(0, rowAt(area.top())); line <= (last < 0 ? model()->rowCount() - 1 : last); ++line) {
        for (int column = 0; column < m_header->frozenSections(); ++column) {
            const QModelIndex index = model()->index(line, column);
            option.rect = visualRect(index);
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            if (!option.rect.isEmpty())
                itemDelegate()->paint(&painter, option, index);
        }
    }
    paintFrozenEdge(painter, m_header->frozenRect(viewport()->height()), isRightToLeft());
}

} // namespace aiops::myspace
