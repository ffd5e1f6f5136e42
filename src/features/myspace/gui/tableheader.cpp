#include "features/myspace/gui/tableheader.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/metriccell.h"

#include <QMouseEvent>
#include <QPainter>

namespace aiops::myspace {

using widgets::Theme;
using widgets::Token;

TableHeader::TableHeader(Chosen &chosen, int frozen, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_chosen(chosen), m_frozen(frozen)
{
    connect(&chosen, &Chosen::changed, viewport(), qOverload<>(&QWidget::update));
}

int TableHeader::frozenWidth() const
{
    if (offset() == 0)
        return 0;
    int width = 0;
    for (int section = 0; section < m_frozen; ++section) {
        if (visualIndex(section) != section)
            return 0;
        width += sectionSize(section); // 0 when it is hidden
    }
    return width < viewport()->width() * 2 / 3 ? width : 0;
}

int TableHeader::shift() const
{
    return isRightToLeft() ? -offset() : offset();
}

int TableHeader::shownAt(int section) const
{
    return sectionViewportPosition(section) + (section < frozenSections() ? shift() : 0);
}

int TableHeader::frozenAt(int x) const
{
    for (int section = 0; section < frozenSections(); ++section) {
        const int left = shownAt(section);
        if (x >= left && x < left + sectionSize(section))
            return section;
    }
    return -1;
}

QRect TableHeader::frozenRect(int height) const
{
    const int width = frozenWidth();
    return {isRightToLeft() ? viewport()->width() - width : 0, 0, width, height};
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    for (int section = 0; section < frozenSections(); ++section) {
        if (!isSectionHidden(section))
            paintSection(&painter, QRect(shownAt(section), 0, sectionSize(section), viewport()->height()), section);
    }
    paintFrozenEdge(painter, frozenRect(viewport()->height()), isRightToLeft());
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(&painter, QRectF(shownAt(CardModel::Check), 0, sectionSize(CardModel::Check), height()), m_chosen.isAll());
}

/// The base class looks for a section where it would be without being frozen. What was pressed keeps its kind until it is released,
/// so that a section can be dragged wider across the edge.
bool TableHeader::viewportEvent(QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool isPress = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick;
    if (!isPress && type != QEvent::MouseButtonRelease && type != QEvent::MouseMove)
        return QHeaderView::viewportEvent(event);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const bool isFrozen = m_pressedFrozen.value_or(frozenAt(int(mouse->position().x())) >= 0);
    if (isPress)
        m_pressedFrozen = isFrozen;
    else if (mouse->buttons() == Qt::NoButton)
        m_pressedFrozen.reset();
    if (!isFrozen)
        return QHeaderView::viewportEvent(event);
    QMouseEvent moved(type, mouse->position() - QPointF(shift(), 0), mouse->scenePosition(), mouse->globalPosition(), mouse->button(), mouse->buttons(),
                      mouse->modifiers(), mouse->pointingDevice());
    const bool done = QHeaderView::viewportEvent(&moved);
    event->setAccepted(moved.isAccepted());
    return done;
}

void paintFrozenEdge(QPainter &painter, const QRect &frozen, bool mirrored)
{
    if (!frozen.isEmpty())
        painter.fillRect(QRect(mirrored ? frozen.left() : frozen.right(), frozen.top(), 1, frozen.height()), Theme::current().color(Token::Border));
}

} // namespace aiops::myspace
