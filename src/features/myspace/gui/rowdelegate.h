#pragma once

#include <QStyledItemDelegate>

namespace aiops::myspace {

/// Paints a cell of the table: check box, status, name, mark and region, tag, address, number with spark, projects.
class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setHovered(int line) { m_hovered = line; }
    int hovered() const { return m_hovered; }
    void setFocused(int line) { m_focused = line; } ///< whose ring is painted; -1: none
    int focused() const { return m_focused; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_hovered = -1;
    int m_focused = -1;
};

} // namespace aiops::myspace
