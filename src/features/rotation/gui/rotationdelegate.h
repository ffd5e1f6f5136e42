#pragma once

#include <QStyledItemDelegate>

namespace aiops::rotation {

/// A state: shape, colour and word. `glyphRole` of the model names the shape.
class RotationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RotationDelegate(int glyphRole, QObject *parent) : QStyledItemDelegate(parent), m_glyphRole(glyphRole) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const int m_glyphRole;
};

} // namespace aiops::rotation
