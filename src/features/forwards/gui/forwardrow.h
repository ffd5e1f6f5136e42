#pragma once

#include <QStyledItemDelegate>

namespace aiops::forwards {

/// Two lines: state, port and target; below them what goes through it, or what is wrong. At the right the button that
/// starts or stops it, while the mouse or the selection is there.
class ForwardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    static int rowHeight();

signals:
    void toggled(const QModelIndex &index);
};

} // namespace aiops::forwards
