#pragma once

#include "core/ids.h"

#include <QObject>

class QAbstractItemView;
class QKeyEvent;

namespace aiops::myspace {

class Actions;
class CardModel;
class Chosen;

/// Keys and context menu of the list of instances (ui-spec section 4), the same for cards and table.
class ListKeys final : public QObject
{
    Q_OBJECT

public:
    ListKeys(Actions &actions, CardModel &model, Chosen &chosen, QAbstractItemView *view);
    bool handle(const QKeyEvent &event); ///< true: done, the view has nothing to do
    void open(InstanceId id);
    void toggleGroup(int line);
    void openMenu(const QPoint &at); ///< in the viewport

signals:
    void detailsWanted();
    void filterWanted();

private:
    bool isOpened(const QKeyEvent &event, const QList<InstanceId> &ids);
    bool isForGroup(const QKeyEvent &event);
    bool isForSelection(const QKeyEvent &event, const QList<InstanceId> &ids);

    Actions &m_actions;
    CardModel &m_model;
    Chosen &m_chosen;
    QAbstractItemView *m_view;
};

} // namespace aiops::myspace
