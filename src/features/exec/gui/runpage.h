#pragma once

#include "features/exec/gui/execservices.h"
#include "shell/page.h"

class QListView;
class QPushButton;
class QStackedWidget;

namespace aiops::shell {
class Navigator;
}
namespace aiops::widgets {
class Banner;
class Label;
}

namespace aiops::exec {

class ComposePane;
class ExecutionPane;
class HistoryModel;

/// Commands on many hosts: what was run at the left, a new one or the chosen one at the right.
class RunPage final : public shell::Page
{
    Q_OBJECT

public:
    RunPage(const ExecServices &services, shell::Navigator &navigator, QWidget *parent = nullptr);

    QWidget *mainView() override;
    /// "new" or ids of instances, separated by commas: a new command on them; "run/ID": an execution.
    void openObject(const QString &objectId) override;
    void focusFilter() override;
    void refresh() override;

private:
    QWidget *makeSidePane(QWidget *parent) override;
    QWidget *makeHeader();
    void compose(const QList<InstanceId> &ids);
    void showExecution(ExecutionId id);
    void start(const Request &request);
    void startNow(const Request &request);
    void launch(const Request &request);
    void confirm(const Request &request, const team::Ruling &ruling);
    void again(const QList<InstanceId> &ids);
    void readHistory();
    void showWhetherEmpty();

    ExecServices m_services;
    shell::Navigator &m_navigator;
    HistoryModel *m_history;
    QListView *m_list;
    widgets::Label *m_noHistory = nullptr; ///< with the side pane
    widgets::Label *m_title;
    QPushButton *m_new;
    widgets::Banner *m_banner;
    QStackedWidget *m_stack;
    ComposePane *m_compose;
    ExecutionPane *m_execution;
    ExecutionId m_shown;
};

} // namespace aiops::exec
