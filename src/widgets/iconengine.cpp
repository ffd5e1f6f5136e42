#include "widgets/iconengine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

QPixmap IconEngine::render(QSize pixels, QIcon::Mode mode) const
{
    const QColor color = Theme::current().color(mode == QIcon::Disabled ? Token::Disabled : m_token);
    const QString key = u"aiops/%1/%2/%3x%4"_s.arg(m_name, color.name()).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QFile file(u":/aiops/icons/%1.svg"_s.arg(m_name));
    if (!file.open(QIODevice::ReadOnly))
        return pixmap;
    QSvgRenderer renderer(file.readAll().replace("#000", color.name().toLatin1()));
    QPainter painter(&pixmap);
    const int side = qMin(pixels.width(), pixels.height());
    renderer.render(&painter, QRectF(0, (pixels.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap pixmap = render(rect.size() * ratio, mode);
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return render(size, mode);
}

QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    // Qt counts the size in logical pixels since 6.8, in device pixels before.
    QPixmap pixmap = render(QT_VERSION >= QT_VERSION_CHECK(6, 8, 0) ? size * scale : size, mode);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

} // namespace aiops::widgets
