#include "features/myspace/gui/tableheader.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/metriccell.h"

#include <QPainter>

namespace aiops::myspace {

TableHeader::TableHeader(Chosen &chosen, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_chosen(chosen)
{
    connect(&chosen, &Chosen::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(&painter, QRectF(sectionViewportPosition(CardModel::Check), 0, sectionSize(CardModel::Check), height()), m_chosen.isAll());
}

} // namespace aiops::myspace
