#pragma once

#include "core/ids.h"
#include "features/myspace/gui/frozentable.h"

namespace aiops::myspace {

class Actions;
class CardModel;
class Chosen;
class ListKeys;
class RowDelegate;

/// The same lines as rows of a table. Status and name stay in sight when it is scrolled sideways. Which columns, how wide, in which order
/// is the header's state().
class CardTable final : public FrozenTable
{
    Q_OBJECT

public:
    CardTable(Actions &actions, CardModel &model, Chosen &chosen, QWidget *parent = nullptr);
    void choose(const QModelIndex &index);
    ListKeys &keys() const { return *m_keys; }
    QByteArray state() const;
    void setState(const QByteArray &state);
    void showSort(); ///< the arrow in the header
    void fillColumnMenu(QMenu *menu);

signals:
    void sortWanted(int column);
    void stateChanged();
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void startDrag(Qt::DropActions actions) override;
    bool spansColumns(int line) const override;
    void paintSpanning(QPainter &painter, const QRect &rect, int line) override;

private:
    void setUpHeader();
    void resetColumns();
    void connectHeader();
    void applyTheme();
    void setHovered(int line);
    void setFocused(int line);
    void openHeaderMenu(const QPoint &at);
    bool isPressed(const QMouseEvent &event);

    CardModel &m_cards;
    Chosen &m_chosen;
    RowDelegate *m_delegate;
    ListKeys *m_keys;
};

} // namespace aiops::myspace
