#pragma once

#include "features/myspace/spaceview.h"

#include <QElapsedTimer>
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
    void modeWanted(const QString &mode);
    void groupWanted(aiops::myspace::GroupBy group);

private:
    bool isOpened(const QKeyEvent &event, const QList<InstanceId> &ids);
    bool isPrefixed(const QKeyEvent &event);
    bool isForGroup(const QKeyEvent &event);
    bool isForSelection(const QKeyEvent &event, const QList<InstanceId> &ids);

    Actions &m_actions;
    CardModel &m_model;
    Chosen &m_chosen;
    QAbstractItemView *m_view;
    int m_prefix = 0; ///< Key_V or Key_G was pressed just now
    QElapsedTimer m_since;
};

} // namespace aiops::myspace
