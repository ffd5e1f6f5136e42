#pragma once

#include "core/ids.h"

#include <QListView>

namespace aiops::myspace {

class Actions;
class CardDelegate;

/// The grid of cards: columns that fill the width, and every key of ui-spec section 4 that acts on a selection.
class CardList final : public QListView
{
    Q_OBJECT

public:
    CardList(Actions &actions, QAbstractItemModel *model, QWidget *parent = nullptr);
    QList<InstanceId> chosen() const; ///< in the order in which they are shown
    void choose(const QModelIndex &index); ///< selects it alone and brings it into view

signals:
    void chosenChanged();
    void detailsWanted();
    void filterWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    bool isOpened(const QKeyEvent &event, const QList<InstanceId> &ids);
    bool isHandled(const QKeyEvent &event);
    InstanceId current() const;
    void openMenu(const QPoint &at);

    Actions &m_actions;
    CardDelegate *m_delegate;
};

} // namespace aiops::myspace
