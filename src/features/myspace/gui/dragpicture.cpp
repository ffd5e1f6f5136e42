#include "features/myspace/gui/dragpicture.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/theme.h"

#include <QDrag>
#include <QMimeData>
#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace aiops::myspace {

using widgets::Theme;
using widgets::Token;

namespace {

QPixmap picture(int count, qreal scale)
{
    const Theme &theme = Theme::current();
    const QString text = CardModel::tr("%n instances", nullptr, count);
    const QFont font = theme.font(Theme::Type::Secondary, 600);
    const QSize size(QFontMetrics(font).horizontalAdvance(text) + 24, 28);
    QPixmap pixmap(size * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Accent), 1));
    painter.setBrush(theme.color(Token::Selected));
    painter.drawRoundedRect(QRectF({0, 0}, size).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setFont(font);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(QRect({0, 0}, size), Qt::AlignCenter, text);
    return pixmap;
}

} // namespace

void dragInstances(const QList<InstanceId> &ids, Qt::DropActions actions, QWidget *from)
{
    if (ids.isEmpty())
        return;
    auto *drag = new QDrag(from);
    drag->setMimeData(CardModel::mimeOf(ids));
    drag->setPixmap(picture(int(ids.size()), from->devicePixelRatioF()));
    drag->setHotSpot({-12, -8});
    drag->exec(actions, Qt::CopyAction);
}

} // namespace aiops::myspace
