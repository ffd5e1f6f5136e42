#include "features/myspace/gui/rowdelegate.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/metriccell.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"

#include <QPainter>

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

void paintStatus(QPainter *p, const QRectF &r, const CardRow &row)
{
    const QString shape = shapeOf(row.status);
    widgets::paintStatusGlyph(*p, QRectF(r.left(), r.center().y() - 6, 12, 12), shape);
    paintText(p, r.adjusted(18, 0, 0, 0), statusWord(row.status), CardStyle::current().medium, Theme::current().statusColor(shape));
}

void paintProvider(QPainter *p, const QRectF &r, const CardRow &row)
{
    widgets::paintProviderMark(*p, QRectF(r.left(), r.center().y() - 10, 26, 20), row.provider);
    paintText(p, r.adjusted(34, 0, 0, 0), row.region, CardStyle::current().secondary, Theme::current().color(Token::Muted));
}

void paintMetric(QPainter *p, const QRectF &r, const CardSeries &series)
{
    const Theme &theme = Theme::current();
    const CardStyle &style = CardStyle::current();
    if (std::isnan(series.value))
        return paintText(p, r.adjusted(6, 0, 0, 0), CardModel::tr("n/a"), style.secondary, theme.color(Token::Muted));
    const bool high = series.value >= 80;
    const qreal number = theme.scaled(36);
    paintText(p, QRectF(r.left(), r.top(), number, r.height()), percentText(series.value), high ? style.strong : style.secondary,
              levelColor(series.value, Token::Text), Qt::AlignRight);
    const qreal width = qMin<qreal>(48, r.width() - number - 8);
    if (width > 12)
        paintSpark(p, QRectF(r.left() + number + 8, r.center().y() - 8, width, 16), series);
}

void paintProjects(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const QFont &font = CardStyle::current().secondary;
    if (row.projects.isEmpty())
        return;
    const QString more = row.projects.size() > 1 ? u"+%1"_s.arg(row.projects.size() - 1) : QString();
    const qreal reserve = more.isEmpty() ? 0 : 24;
    widgets::paintProjectSquare(*p, QRectF(r.left(), r.center().y() - 4, 8, 8), QColor(row.projects.first().color));
    const qreal room = r.width() - 13 - reserve;
    const qreal width = qMin(room, QFontMetricsF(font).horizontalAdvance(row.projects.first().name) + 1);
    paintText(p, QRectF(r.left() + 13, r.top(), width, r.height()), row.projects.first().name, font, theme.color(Token::Text));
    if (!more.isEmpty())
        paintText(p, QRectF(r.left() + 13 + width + 6, r.top(), reserve, r.height()), more, font, theme.color(Token::Muted));
}

void paintAlerts(QPainter *p, const QRectF &r, const CardRow &row)
{
    const int alerts = alertsOf(row);
    if (alerts > 0)
        widgets::paintStatusGlyph(*p, QRectF(r.left(), r.center().y() - 6, 12, 12), worstOf(row));
    paintText(p, r.adjusted(alerts > 0 ? 18 : 0, 0, 0, 0), QString::number(alerts), CardStyle::current().secondary,
              Theme::current().color(alerts > 0 ? Token::Text : Token::Muted));
}

void paintSource(QPainter *p, const QRectF &r, const CardRow &row)
{
    widgets::paintStatusGlyph(*p, QRectF(r.left(), r.center().y() - 4, 8, 8), row.sourceStatus);
    paintText(p, r.adjusted(14, 0, 0, 0), row.source, CardStyle::current().secondary, Theme::current().color(Token::Muted));
}

void paintCell(QPainter *p, const QRectF &r, const CardRow &row, int column, bool selected)
{
    const Theme &theme = Theme::current();
    const CardStyle &style = CardStyle::current();
    switch (column) {
    case CardModel::Check: return paintBox(p, r.adjusted(-6, 0, 6, 0), selected);
    case CardModel::Status: return paintStatus(p, r, row);
    case CardModel::Name: return paintText(p, r, row.name, style.medium, theme.color(Token::Text), Qt::AlignLeft, Qt::ElideMiddle);
    case CardModel::Provider: return paintProvider(p, r, row);
    case CardModel::Environment:
        widgets::paintEnvTag(*p, QRectF(r.left(), r.top(), widgets::envTagWidth(row.environment), r.height()), row.environment);
        return;
    case CardModel::Address: return paintText(p, r, row.address, style.mono, theme.color(Token::Muted));
    case CardModel::Cpu: case CardModel::Memory: case CardModel::Disk:
        return paintMetric(p, r, row.series[size_t(column - CardModel::Cpu)]);
    case CardModel::Source: return paintSource(p, r, row);
    case CardModel::Projects: return paintProjects(p, r, row);
    case CardModel::Alerts: return paintAlerts(p, r, row);
    case CardModel::Seen:
        return paintText(p, r, shortAgo(row.seenAt, QDateTime::currentMSecsSinceEpoch()), style.secondary, theme.color(Token::Muted));
    }
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &model = *static_cast<const CardModel *>(index.model());
    if (model.isHeader(index.row()))
        return; // the table paints it over all columns
    const Theme &theme = Theme::current();
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, theme.color(selected ? Token::Selected : index.row() == m_hovered ? Token::Hover : Token::Surface));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.color(Token::Border), 1));
    painter->drawLine(QPointF(option.rect.left(), option.rect.bottom() + 0.5), QPointF(option.rect.right() + 1, option.rect.bottom() + 0.5));
    painter->setClipRect(option.rect, Qt::IntersectClip);
    paintCell(painter, QRectF(option.rect).adjusted(10, 0, -10, -1), model.row(index.row()), index.column(), selected);
    if (index.row() == m_focused) {
        painter->setPen(QPen(theme.color(Token::Focus), 2));
        const QRectF edge = QRectF(option.rect).adjusted(0, 1, 0, -2);
        painter->drawLine(edge.topLeft(), edge.topRight());
        painter->drawLine(edge.bottomLeft(), edge.bottomRight());
    }
    painter->restore();
}

} // namespace aiops::myspace
