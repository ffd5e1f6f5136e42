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
    void setCellSize(const QSize &size) { m_size = size; } ///< with the gap to the next card
    static constexpr int gap = 10;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return m_size; }

private:
    QSize m_size{254 + gap, 156 + gap};
};

} // namespace aiops::myspace
