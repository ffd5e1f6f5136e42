#pragma once

#include <QStyledItemDelegate>

namespace aiops::myspace {

/// A row of the side pane: icon or colour square (unless it is plain), name, count; marked while something is over it.
class ProjectDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { IconRole = Qt::UserRole + 1, ColorRole, CountRole, KindRole, IdRole, DropRole, PlainRole, StatusRole /* shape before the count */ };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace aiops::myspace
