#pragma once

#include "widgets/theme.h"

#include <QIconEngine>

namespace aiops::widgets {

/// Draws a line icon of the resources in the colour that its token has at that moment.
class IconEngine final : public QIconEngine
{
public:
    IconEngine(QString name, Token token) : m_name(std::move(name)), m_token(token) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override { return new IconEngine(m_name, m_token); }
    bool isNull() override { return m_name.isEmpty(); }

private:
    QPixmap render(QSize pixels, QIcon::Mode mode) const;

    QString m_name;
    Token m_token;
};

} // namespace aiops::widgets
