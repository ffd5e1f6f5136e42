#pragma once

#include <QStyledItemDelegate>

namespace aiops::myspace {

struct CardRow;

/// Paints one card: mark and name, status, place and address, CPU, memory, disk, projects.
class CardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static constexpr int gap = 10; ///< to the next card; half of it belongs to each
    static QRectF boxRect(const QRect &cell); ///< where a click chooses and does not open: the mark

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {254 + gap, 156 + gap}; }
};

} // namespace aiops::myspace
