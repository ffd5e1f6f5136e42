#pragma once

#include "features/exec/gui/runview.h"

#include <QPointer>
#include <QWidget>

class QListWidget;
class QPushButton;

namespace aiops::widgets {
class Label;
}

namespace aiops::exec {

class OutputView;

/// Hosts with equal results as one line each, the biggest group first, and what can be done with the hosts of a group.
class GroupsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupsPane(QWidget *parent = nullptr);
    void setRun(RunView *run);
    void refresh();

signals:
    void selectWanted(const QList<aiops::InstanceId> &ids);
    void terminalsWanted(const QList<aiops::InstanceId> &ids);
    void againWanted(const QList<aiops::InstanceId> &ids);

private:
    struct Group
    {
        QString digest;
        QList<int> positions;
    };
    QPushButton *add(const QString &name, const QString &text, const QString &icon);
    void showGroup();
    QList<InstanceId> chosen() const;

    QPointer<RunView> m_run;
    QList<Group> m_groups;
    QListWidget *m_list;
    widgets::Label *m_hosts;
    OutputView *m_output;
    QPushButton *m_select;
    QPushButton *m_terminals;
    QPushButton *m_again;
};

} // namespace aiops::exec
