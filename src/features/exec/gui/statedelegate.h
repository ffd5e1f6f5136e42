#pragma once

#include <QStyledItemDelegate>

namespace aiops::exec {

/// The shape of a state and after it the word, in its colour.
class StateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    StateDelegate(int glyphRole, QObject *parent) : QStyledItemDelegate(parent), m_glyphRole(glyphRole) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const int m_glyphRole;
};

} // namespace aiops::exec
