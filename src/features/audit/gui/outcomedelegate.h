#pragma once

#include <QStyledItemDelegate>

namespace aiops::audit {

/// The outcome of an event: shape, colour and word.
class OutcomeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace aiops::audit
