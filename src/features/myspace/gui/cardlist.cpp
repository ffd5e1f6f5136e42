#include "features/myspace/gui/cardlist.h"

#include "features/myspace/gui/actions.h"
#include "features/myspace/gui/cardaccess.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/dragpicture.h"
#include "features/myspace/gui/groupline.h"
#include "features/myspace/gui/listkeys.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;

namespace {
constexpr int narrowest = 246; // three beside a docked inspector, and at the smallest window
constexpr int widest = 300;
constexpr int tall = 156;
constexpr int headerTall = 34;
} // namespace

CardList::CardList(Actions &actions, CardModel &model, Chosen &chosen, QWidget *parent)
    : QAbstractItemView(parent), m_cards(model), m_chosen(chosen), m_delegate(new CardDelegate(this)),
      m_keys(new ListKeys(actions, model, chosen, this))
{
    installCardAccess();
    setModel(&model);
    setSelectionModel(chosen.selection());
    setItemDelegate(m_delegate);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setDragEnabled(true);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // so that scrolling moves what is there, and paints the rest alone
    const auto invalidate = [this] {
        m_measured = false;
        updateGeometries();
        viewport()->update();
    };
    connect(&model, &CardModel::arranged, this, invalidate);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &at) { m_keys->open(m_cards.idAt(at.row())); });
    connect(this, &QWidget::customContextMenuRequested, m_keys, &ListKeys::openMenu);
    connect(&Theme::current(), &Theme::changed, this, &CardList::fit);
}

QList<InstanceId> CardList::chosen() const
{
    return m_chosen.ids();
}

void CardList::choose(const QModelIndex &index)
{
    setCurrentIndex(index);
    scrollTo(index);
}

int CardList::columns() const
{
    return m_geometry.columns();
}

const CardGeometry &CardList::measured() const
{
    if (!std::exchange(m_measured, true))
        m_geometry.arrange(m_cards);
    return m_geometry;
}

int CardList::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void CardList::fit()
{
    const Theme &theme = Theme::current();
    const int room = qMax(1, viewport()->width());
    const int columns = qMax(1, room / (theme.scaled(narrowest) + CardDelegate::gap));
    const bool isOther = columns != m_geometry.columns();
    m_geometry.setCells({qMin(room / columns, theme.scaled(widest) + CardDelegate::gap), theme.scaled(tall) + CardDelegate::gap}, columns, viewport()->width(),
                        theme.scaled(headerTall));
    m_measured = false;
    if (isOther)
        emit columnsChanged(columns);
    updateGeometries();
    viewport()->update();
}

QRect CardList::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? measured().rectOf(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex CardList::indexAt(const QPoint &point) const
{
    const int line = measured().lineAt(point + QPoint(0, verticalOffset()));
    return line < 0 ? QModelIndex() : m_cards.index(line, 0);
}

void CardList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect rect = measured().rectOf(index.row());
    const int top = verticalOffset();
    const int page = viewport()->height();
    updateGeometries();
    if (hint == PositionAtTop || rect.top() < top)
        verticalScrollBar()->setValue(rect.top());
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(rect.center().y() - page / 2);
    else if (rect.bottom() > top + page)
        verticalScrollBar()->setValue(rect.bottom() - page + 1);
}

void CardList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &)
{
    const int first = qMax(topLeft.row(), measured().lineAbove(indexAt({0, 0}).isValid() ? indexAt({0, 0}).row() : 0, 1));
    for (int line = first; line <= bottomRight.row(); ++line) {
        const QRect rect = measured().rectOf(line).translated(0, -verticalOffset());
        if (rect.top() > viewport()->height())
            break;
        if (rect.intersects(viewport()->rect()))
            viewport()->update(rect);
    }
}

void CardList::reset()
{
    m_measured = false;
    m_hovered = -1;
    QAbstractItemView::reset();
}

void CardList::doItemsLayout()
{
    m_measured = false;
    QAbstractItemView::doItemsLayout();
}

void CardList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    m_measured = false;
    QAbstractItemView::rowsInserted(parent, start, end);
}

/// Instead of the base class's, which counts cells of a table when it tells screen readers.
void CardList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    for (const QModelIndex &index : {current, previous}) {
        if (index.isValid())
            viewport()->update(visualRect(index).adjusted(-4, -4, 4, 4));
    }
    if (current.isValid() && hasAutoScroll() && isVisible())
        scrollTo(current);
    if (!current.isValid() || !QAccessible::isActive() || !hasFocus())
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(current.row());
    QAccessible::updateAccessibility(&event);
}

void CardList::updateGeometries()
{
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(measured().cell().height() / 4);
    verticalScrollBar()->setRange(0, qMax(0, measured().height() - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void CardList::resizeEvent(QResizeEvent *event)
{
    fit();
    QAbstractItemView::resizeEvent(event);
}

void CardList::scrollContentsBy(int dx, int dy)
{
    viewport()->scroll(dx, dy);
}

void CardList::paintEvent(QPaintEvent *event)
{
    if (!m_measured)
        updateGeometries();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), Theme::current().color(widgets::Token::Bg));
    const int offset = verticalOffset();
    const int top = event->rect().top() + offset;
    const int bottom = event->rect().bottom() + offset;
    for (qsizetype s = measured().sectionAt(top); s < measured().sections().size() && measured().sections()[s].top <= bottom; ++s) {
        const CardGeometry::Section &section = measured().sections()[s];
        const int skipped = section.header ? 0 : qMax(0, (top - section.top) / measured().cell().height()) * columns();
        for (int line = section.firstLine + skipped; line < section.firstLine + section.count; ++line) {
            const QRect rect = measured().rectOf(line);
            if (rect.top() > bottom)
                break;
            if (rect.translated(0, -offset).intersects(event->rect()))
                paintLine(painter, line);
        }
    }
}

void CardList::paintLine(QPainter &painter, int line)
{
    const QModelIndex index = m_cards.index(line, 0);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    option.state.setFlag(QStyle::State_MouseOver, line == m_hovered);
    const bool current = m_byKeyboard && hasFocus() && currentIndex().row() == line;
    option.state.setFlag(QStyle::State_HasFocus, current);
    if (m_cards.isHeader(line))
        paintGroupLine(painter, option.rect, m_cards, line, current);
    else
        m_delegate->paint(&painter, option, index);
}

QModelIndex CardList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int lines = m_cards.rowCount();
    if (lines == 0)
        return {};
    const int at = currentIndex().isValid() ? currentIndex().row() : -1;
    if (at < 0)
        return m_cards.index(lines > 1 && m_cards.isHeader(0) ? 1 : 0, 0);
    const int page = qMax(1, viewport()->height() / qMax(1, measured().cell().height()));
    int to = at;
    switch (action) {
    case MoveLeft: case MovePrevious: to = at - 1; break;
    case MoveRight: case MoveNext: to = at + 1; break;
    case MoveUp: to = at < columns() && !m_cards.isHeader(0) ? at : measured().lineAbove(at, 1); break;
    case MoveDown: to = measured().lineBelow(at, 1); break;
    case MoveHome: to = 0; break;
    case MoveEnd: to = lines - 1; break;
    case MovePageUp: to = measured().lineAbove(at, page); break;
    case MovePageDown: to = measured().lineBelow(at, page); break;
    }
    return m_cards.index(qBound(0, to, lines - 1), 0);
}

void CardList::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    const QModelIndex from = indexAt(rect.topLeft());
    const QModelIndex to = indexAt(rect.bottomRight());
    const auto whole = [this](int first, int last) {
        return QItemSelection(m_cards.index(first, 0), m_cards.index(last, CardModel::Columns - 1));
    };
    if (from.isValid() && to.isValid()) { // a click, or from where it began to here
        selectionModel()->select(whole(qMin(from.row(), to.row()), qMax(from.row(), to.row())), flags);
        return;
    }
    QItemSelection selection;
    const QRect area = rect.normalized();
    const QRect contents = area.translated(0, verticalOffset());
    for (qsizetype s = measured().sectionAt(contents.top()); s < measured().sections().size() && measured().sections()[s].top <= contents.bottom(); ++s) {
        const CardGeometry::Section &section = measured().sections()[s];
        for (int line = section.firstLine; !section.header && line < section.firstLine + section.count; ++line) {
            const QRect card = measured().rectOf(line);
            if (card.top() > contents.bottom())
                break;
            if (card.intersects(contents))
                selection.append(whole(line, line));
        }
    }
    selectionModel()->select(selection, flags);
}

QRegion CardList::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        for (int line = range.top(); line <= range.bottom(); ++line) {
            const QRect rect = measured().rectOf(line).translated(0, -verticalOffset());
            if (rect.top() > viewport()->height())
                break;
            region += rect & viewport()->rect();
        }
    }
    return region;
}

bool CardList::isPressedHeader(const QMouseEvent &event)
{
    const QModelIndex at = indexAt(event.position().toPoint());
    if (event.button() != Qt::LeftButton || !at.isValid() || !m_cards.isHeader(at.row()))
        return false;
    const QString key = m_cards.group(at.row()).key;
    if (groupLinkRect(visualRect(at), m_cards, at.row()).contains(event.position().toPoint()))
        m_cards.setExpanded(key, !m_cards.isExpanded(key));
    else
        m_keys->toggleGroup(at.row());
    return true;
}

bool CardList::isPressedBox(const QMouseEvent &event)
{
    const QModelIndex at = indexAt(event.position().toPoint());
    if (event.button() != Qt::LeftButton || !at.isValid() || m_cards.isHeader(at.row())
        || !CardDelegate::boxRect(visualRect(at)).contains(event.position()))
        return false;
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    return true;
}

void CardList::mousePressEvent(QMouseEvent *event)
{
    m_byKeyboard = false;
    if (isPressedHeader(*event) || isPressedBox(*event))
        return event->accept();
    QAbstractItemView::mousePressEvent(event);
}

void CardList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->position().toPoint());
    if (at.isValid() && (m_cards.isHeader(at.row()) || CardDelegate::boxRect(visualRect(at)).contains(event->position())))
        return mousePressEvent(event);
    QAbstractItemView::mouseDoubleClickEvent(event);
}

void CardList::mouseMoveEvent(QMouseEvent *event)
{
    hover(event->position().toPoint());
    QAbstractItemView::mouseMoveEvent(event);
}

void CardList::hover(const QPoint &at)
{
    const QModelIndex index = indexAt(at);
    const int line = index.isValid() ? index.row() : -1;
    if (line == m_hovered)
        return;
    for (const int changed : {std::exchange(m_hovered, line), line}) {
        if (changed >= 0 && changed < m_cards.rowCount())
            viewport()->update(visualRect(m_cards.index(changed, 0)));
    }
}

bool CardList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hover({-1, -1});
    return QAbstractItemView::viewportEvent(event);
}

void CardList::focusInEvent(QFocusEvent *event)
{
    m_byKeyboard = m_byKeyboard || event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractItemView::focusInEvent(event);
    viewport()->update();
}

void CardList::keyPressEvent(QKeyEvent *event)
{
    if (!std::exchange(m_byKeyboard, true) && currentIndex().isValid())
        viewport()->update(visualRect(currentIndex()));
    if (!m_keys->handle(*event))
        QAbstractItemView::keyPressEvent(event);
}

void CardList::startDrag(Qt::DropActions actions)
{
    dragInstances(m_chosen.ids(), actions, this);
}

} // namespace aiops::myspace
