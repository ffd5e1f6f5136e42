#pragma once

#include "core/ids.h"

#include <QStackedWidget>

namespace aiops::widgets {
class InspectorColumn;
}

namespace aiops::myspace {

class Actions;

/// Right of the cards and of the instance page: what is known of the selected instances, and what can be done.
class InstanceInspector final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit InstanceInspector(Actions &actions, QWidget *parent = nullptr);
    void show(const QList<InstanceId> &ids);
    void rebuild();

private:
    QWidget *makeNothing();
    QWidget *makeMany();
    QWidget *makeOne(InstanceId id);
    void addProjects(widgets::InspectorColumn *column, InstanceId id);
    void addCredentials(widgets::InspectorColumn *column, InstanceId id);
    void addButtons(widgets::InspectorColumn *column, const QList<InstanceId> &ids);
    void openAttachMenu(InstanceId id, QWidget *anchor);

    Actions &m_actions;
    QList<InstanceId> m_ids;
};

} // namespace aiops::myspace
