#pragma once

#include <QRect>
#include <QString>

class QPainter;

namespace aiops::myspace {

class CardModel;

/// The header line of a group, in the grid and in the table: chevron, square, name, count, sums, "Show all 42".
void paintGroupLine(QPainter &painter, const QRect &rect, const CardModel &model, int line, bool focused);
/// Where "Show all 42" or "Show fewer" stands; empty when there is nothing to show or hide.
QRect groupLinkRect(const QRect &rect, const CardModel &model, int line);

} // namespace aiops::myspace
