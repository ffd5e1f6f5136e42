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
constexpr int afterGroup = 6;
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

int CardList::headerHeight() const
{
    return Theme::current().scaled(34);
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
    m_cell = {qMin(room / columns, theme.scaled(widest) + CardDelegate::gap), theme.scaled(tall) + CardDelegate::gap};
    m_measured = false;
    if (columns != m_columns) {
        m_columns = columns;
        emit columnsChanged(columns);
    }
    updateGeometries();
    viewport()->update();
}

void CardList::measure()
{
    m_measured = true;
    m_sections.clear();
    int line = 0;
    int top = 0;
    const bool headers = m_cards.view().group != GroupBy::None;
    for (const CardGroup &group : m_cards.groups()) {
        if (headers) {
            m_sections.append({line++, 1, top, true});
            top += headerHeight();
        }
        if (group.shown == 0)
            continue;
        m_sections.append({line, group.shown, top, false});
        line += group.shown;
        top += (group.shown + m_columns - 1) / m_columns * m_cell.height() + (headers ? afterGroup : 0);
    }
    m_contents = top;
}

const CardList::Section *CardList::sectionOf(int line) const
{
    if (!m_measured)
        const_cast<CardList *>(this)->measure();
    const auto after = std::ranges::upper_bound(m_sections, line, {}, &Section::firstLine);
    return after == m_sections.begin() ? nullptr : &*(after - 1);
}

qsizetype CardList::sectionAt(int y) const
{
    if (!m_measured)
        const_cast<CardList *>(this)->measure();
    const auto after = std::ranges::upper_bound(m_sections, y, {}, &Section::top);
    return qMax<qsizetype>(0, after - m_sections.begin() - 1);
}

QRect CardList::rectOf(int line) const
{
    const Section *section = sectionOf(line);
    if (!section)
        return {};
    if (section->header)
        return {CardDelegate::gap / 2, section->top, viewport()->width() - CardDelegate::gap, headerHeight()};
    const int at = line - section->firstLine;
    return {at % m_columns * m_cell.width(), section->top + at / m_columns * m_cell.height(), m_cell.width(), m_cell.height()};
}

int CardList::lineAt(const QPoint &contents) const
{
    const qsizetype at = sectionAt(contents.y());
    if (at >= m_sections.size() || contents.y() < 0 || contents.x() < 0)
        return -1;
    const Section &section = m_sections[at];
    const int row = (contents.y() - section.top) / (section.header ? headerHeight() : m_cell.height());
    if (section.header)
        return row == 0 ? section.firstLine : -1;
    const int column = contents.x() / m_cell.width();
    const int index = row * m_columns + column;
    return column < m_columns && index < section.count ? section.firstLine + index : -1;
}

QRect CardList::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? rectOf(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex CardList::indexAt(const QPoint &point) const
{
    const int line = lineAt(point + QPoint(0, verticalOffset()));
    return line < 0 ? QModelIndex() : m_cards.index(line, 0);
}

void CardList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect rect = rectOf(index.row());
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
    const int first = qMax(topLeft.row(), lineAbove(indexAt({0, 0}).isValid() ? indexAt({0, 0}).row() : 0, 1));
    for (int line = first; line <= bottomRight.row(); ++line) {
        const QRect rect = rectOf(line).translated(0, -verticalOffset());
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
    if (!m_measured)
        measure();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_cell.height() / 4);
    verticalScrollBar()->setRange(0, qMax(0, m_contents - viewport()->height()));
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
    for (qsizetype s = sectionAt(top); s < m_sections.size() && m_sections[s].top <= bottom; ++s) {
        const Section &section = m_sections[s];
        const int skipped = section.header ? 0 : qMax(0, (top - section.top) / m_cell.height()) * m_columns;
        for (int line = section.firstLine + skipped; line < section.firstLine + section.count; ++line) {
            const QRect rect = rectOf(line);
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

int CardList::lineBelow(int line, int rows) const
{
    const QRect rect = rectOf(line);
    int y = rect.top() + (m_cards.isHeader(line) ? headerHeight() : m_cell.height()) + 8 + (rows - 1) * m_cell.height();
    y = qMin(y, m_contents - 8);
    const qsizetype at = sectionAt(y);
    if (at >= m_sections.size())
        return line;
    const Section &section = m_sections[at];
    if (section.header)
        return section.firstLine;
    const int last = (section.count - 1) / m_columns;
    const int row = qBound(0, (y - section.top) / m_cell.height(), last);
    const int column = qBound(0, rect.left() / qMax(1, m_cell.width()), m_columns - 1);
    return section.firstLine + qMin(row * m_columns + column, section.count - 1);
}

int CardList::lineAbove(int line, int rows) const
{
    if (line < 0 || line >= m_cards.rowCount())
        return 0;
    const QRect rect = rectOf(line);
    const int y = qMax(0, rect.top() - 8 - (rows - 1) * m_cell.height());
    const qsizetype at = sectionAt(y);
    if (at >= m_sections.size())
        return line;
    const Section &section = m_sections[at];
    if (section.header || y >= rect.top())
        return qMin(line, section.firstLine);
    const int last = (section.count - 1) / m_columns;
    const int row = qBound(0, (y - section.top) / m_cell.height(), last);
    const int column = qBound(0, rect.left() / qMax(1, m_cell.width()), m_columns - 1);
    return section.firstLine + qMin(row * m_columns + column, section.count - 1);
}

QModelIndex CardList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int lines = m_cards.rowCount();
    if (lines == 0)
        return {};
    const int at = currentIndex().isValid() ? currentIndex().row() : -1;
    if (at < 0)
        return m_cards.index(lines > 1 && m_cards.isHeader(0) ? 1 : 0, 0);
    const int page = qMax(1, viewport()->height() / qMax(1, m_cell.height()));
    int to = at;
    switch (action) {
    case MoveLeft: case MovePrevious: to = at - 1; break;
    case MoveRight: case MoveNext: to = at + 1; break;
    case MoveUp: to = at < m_columns && !m_cards.isHeader(0) ? at : lineAbove(at, 1); break;
    case MoveDown: to = lineBelow(at, 1); break;
    case MoveHome: to = 0; break;
    case MoveEnd: to = lines - 1; break;
    case MovePageUp: to = lineAbove(at, page); break;
    case MovePageDown: to = lineBelow(at, page); break;
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
    for (qsizetype s = sectionAt(contents.top()); s < m_sections.size() && m_sections[s].top <= contents.bottom(); ++s) {
        const Section &section = m_sections[s];
        for (int line = section.firstLine; !section.header && line < section.firstLine + section.count; ++line) {
            const QRect card = rectOf(line);
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
            const QRect rect = rectOf(line).translated(0, -verticalOffset());
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
