#pragma once

#include "widgets/theme.h"

#include <QPainter>
#include <QWidget>

namespace aiops::thiscomputer {

/// An icon of the theme that is only looked at, alone or in a sunken box.
class IconView final : public QWidget
{
public:
    explicit IconView(const QString &icon, bool isBoxed = false, widgets::Token token = widgets::Token::Muted)
        : m_icon(widgets::Theme::current().icon(icon, token)), m_isBoxed(isBoxed)
    {
        setFixedSize(isBoxed ? QSize(34, 34) : QSize(18, 18));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int size = m_isBoxed ? 18 : 16;
        if (m_isBoxed) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(widgets::Theme::current().color(widgets::Token::Sunken));
            painter.drawRoundedRect(rect(), 6, 6);
        }
        m_icon.paint(&painter, QRect((width() - size) / 2, (height() - size) / 2, size, size));
    }

private:
    QIcon m_icon;
    bool m_isBoxed;
};

} // namespace aiops::thiscomputer
