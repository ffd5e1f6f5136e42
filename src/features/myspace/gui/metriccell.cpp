#include "features/myspace/gui/metriccell.h"

#include "widgets/charts/sparkline.h"

#include <QPainter>

namespace aiops::myspace {

using widgets::Theme;
using widgets::Token;

const CardStyle &CardStyle::current()
{
    static CardStyle style;
    static bool fresh = false;
    static const Theme *of = nullptr;
    const Theme &theme = Theme::current();
    if (of != &theme) { // tests make one after the other
        of = &theme;
        fresh = false;
        QObject::connect(&theme, &Theme::changed, &theme, [] { fresh = false; });
    }
    if (!fresh) {
        style = {theme.font(Theme::Type::Body), theme.font(Theme::Type::Body, 600), theme.font(Theme::Type::Secondary),
                 theme.font(Theme::Type::Secondary, 600), theme.font(Theme::Type::Secondary, 500),
                 theme.font(Theme::Type::Caption), theme.font(Theme::Type::MonoSmall)};
        fresh = true;
    }
    return style;
}

QColor levelColor(double value, Token calm)
{
    return Theme::current().color(value >= 90 ? Token::Danger : value >= 80 ? Token::Warn : calm);
}

void paintSpark(QPainter *painter, const QRectF &rect, const CardSeries &series)
{
    const std::span<const float> samples(series.samples.constData(), size_t(series.samples.size()));
    widgets::paintSparkline(painter, rect, samples.size() < 2 ? std::span<const float>() : samples,
                            {levelColor(series.value, Token::Accent), Theme::current().color(Token::Border), 100});
}

void paintText(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment align, Qt::TextElideMode elide)
{
    painter->setFont(font);
    painter->setPen(color);
    const QFontMetricsF metrics(font);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    painter->drawText(rect, int(align | Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                      fits ? text : metrics.elidedText(text, elide, rect.width()));
}

void paintBox(QPainter *painter, const QRectF &rect, bool checked)
{
    const Theme &theme = Theme::current();
    const QRectF box(rect.center().x() - 8, rect.center().y() - 8, 16, 16);
    painter->setBrush(theme.color(checked ? Token::AccentFill : Token::Surface));
    painter->setPen(QPen(theme.color(checked ? Token::AccentFill : Token::BorderStrong), 1));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (!checked)
        return;
    painter->setPen(QPen(theme.color(Token::OnAccent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{box.topLeft() + QPointF(4, 8.5), box.topLeft() + QPointF(7, 11.5), box.topLeft() + QPointF(12, 5)});
}

} // namespace aiops::myspace
