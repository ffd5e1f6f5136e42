#pragma once

#include "features/exec/gui/runview.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace aiops::widgets {
class Banner;
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::exec {

class CountStrip;
class GroupsPane;
class HostModel;
class OutputView;

/// One execution: progress, hosts with their states, output of the chosen one, groups of equal results; stop and retry.
class ExecutionPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ExecutionPane(QWidget *parent = nullptr);
    void show(std::unique_ptr<RunView> run);
    RunView *run() const { return m_run.get(); }
    QWidget *table() const;
    void focusFind();
    void showGroups(bool groups);

signals:
    void againWanted(const QList<aiops::InstanceId> &ids);
    void selectWanted(const QList<aiops::InstanceId> &ids);
    void terminalsWanted(const QList<aiops::InstanceId> &ids);

private:
    QWidget *makeHeader();
    QWidget *makeBody();
    QWidget *makeOutputBar();
    void setUpTable();
    void openMenu(const QPoint &at);
    void update();
    void showState();
    static QString stateText(const QString &outcome, const Counts &counts);
    void showOutput();
    QList<InstanceId> failed() const;
    int current() const;

    std::unique_ptr<RunView> m_run;
    HostModel *m_model;
    QTableView *m_table;
    OutputView *m_output;
    GroupsPane *m_groups;
    QStackedWidget *m_lower;
    widgets::SegmentedControl *m_views;
    widgets::FilterBar *m_find;
    widgets::Banner *m_banner;
    widgets::Label *m_command;
    widgets::Label *m_status;
    widgets::Label *m_counts;
    widgets::Label *m_outputTitle;
    CountStrip *m_strip;
    QPushButton *m_again;
    QPushButton *m_stopHost;
    QPushButton *m_stop;
    QTimer m_soon; ///< many changes at once are shown as one
    QTimer m_tick;
};

} // namespace aiops::exec
