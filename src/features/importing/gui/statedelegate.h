#pragma once

#include <QStyledItemDelegate>

namespace aiops::importing {

/// The state of a row of the review: shape, colour and word.
class StateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace aiops::importing
