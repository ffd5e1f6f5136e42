#pragma once

#include "features/exec/gui/execservices.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace aiops::widgets {
class EmptyState;
class FilterBar;
class Label;
}

namespace aiops::exec {

class InputPane;
class TargetModel;

/// Where a command is written and its hosts are ticked.
class ComposePane final : public QWidget
{
    Q_OBJECT

public:
    explicit ComposePane(const ExecServices &services, QWidget *parent = nullptr);
    void choose(const QList<InstanceId> &ids); ///< only these
    void setCommand(const QString &command);
    void focusCommand();
    void focusFilter();
    void refresh();
    QPushButton *addInstanceButton() const { return m_add; } ///< of the empty list

signals:
    void runWanted(const aiops::exec::Request &request);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< Ctrl+Enter runs

private:
    QWidget *makeCommand();
    QWidget *makeTargets();
    QWidget *makeOptions();
    void fillProjects();
    void showTicked();
    void run();

    ExecServices m_services;
    TargetModel *m_model;
    QPlainTextEdit *m_command;
    QTableView *m_table;
    QStackedWidget *m_stack;
    widgets::EmptyState *m_empty;
    QPushButton *m_add;
    QComboBox *m_project;
    widgets::FilterBar *m_filter;
    QPushButton *m_all;
    widgets::Label *m_count;
    QSpinBox *m_parallel;
    QSpinBox *m_limit;
    QLineEdit *m_folder;
    QCheckBox *m_sudo;
    InputPane *m_input;
    QPushButton *m_run;
};

} // namespace aiops::exec
