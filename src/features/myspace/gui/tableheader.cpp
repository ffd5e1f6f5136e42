#include "features/myspace/gui/tableheader.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/metriccell.h"

#include <QPainter>

namespace aiops::myspace {

TableHeader::TableHeader(Chosen &chosen, CardModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_chosen(chosen), m_model(model)
{
    connect(&chosen, &Chosen::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    QHeaderView::paintSection(painter, rect, logicalIndex);
    if (logicalIndex != CardModel::Check)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBox(painter, rect, m_chosen.isAll());
    painter->restore();
}

} // namespace aiops::myspace
