#pragma once

#include "features/myspace/gui/cardmetrics.h"
#include "widgets/theme.h"

class QPainter;

namespace aiops::myspace {

/// Fonts and measures of the cards and rows, made once per theme: painting asks for them hundreds of times a frame.
struct CardStyle
{
    QFont body, name, secondary, strong, medium, caption, mono;
    static const CardStyle &current();
};

QColor levelColor(double value, widgets::Token calm); ///< amber from 80, red from 90
void paintSpark(QPainter *painter, const QRectF &rect, const CardSeries &series);
/// One line, cut where it does not fit.
void paintText(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment align = Qt::AlignLeft, Qt::TextElideMode elide = Qt::ElideRight);
/// A check box of 16 px in the middle of `rect`.
void paintBox(QPainter *painter, const QRectF &rect, bool checked);

} // namespace aiops::myspace
