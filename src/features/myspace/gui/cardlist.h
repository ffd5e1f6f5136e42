#pragma once

#include "core/ids.h"
#include "features/myspace/gui/cardgeometry.h"

#include <QAbstractItemView>

namespace aiops::myspace {

class Actions;
class CardDelegate;
class CardModel;
class Chosen;
class ListKeys;

/// The grid of cards. Only what is visible is painted.
class CardList final : public QAbstractItemView
{
    Q_OBJECT

public:
    CardList(Actions &actions, CardModel &model, Chosen &chosen, QWidget *parent = nullptr);
    QList<InstanceId> chosen() const; ///< in the order in which they are shown
    void choose(const QModelIndex &index); ///< selects it alone and brings it into view
    ListKeys &keys() const { return *m_keys; }
    int columns() const;

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;
    void reset() override;
    void doItemsLayout() override;

signals:
    void columnsChanged(int columns);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    bool viewportEvent(QEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void startDrag(Qt::DropActions actions) override;

private:
    void fit();
    const CardGeometry &measured() const; ///< as of now
    void paintLine(QPainter &painter, int line);
    bool isPressedHeader(const QMouseEvent &event);
    bool isPressedBox(const QMouseEvent &event);
    void hover(const QPoint &at);

    CardModel &m_cards;
    Chosen &m_chosen;
    CardDelegate *m_delegate;
    ListKeys *m_keys;
    mutable CardGeometry m_geometry;
    mutable bool m_measured = false;
    int m_hovered = -1;
    bool m_byKeyboard = false; ///< the focus ring is for those who move by keys
};

} // namespace aiops::myspace
