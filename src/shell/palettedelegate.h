#pragma once

#include <QStyledItemDelegate>

namespace aiops::shell {

/// A row of the palette: icon, name with the letters that match in bold, muted context, shortcut at the end.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace aiops::shell
