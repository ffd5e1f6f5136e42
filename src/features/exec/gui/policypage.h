#pragma once

#include "features/exec/gui/execservices.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace aiops::widgets {
class Banner;
class StatusGlyph;
}

namespace aiops::exec {

class RuleModel;

/// The settings page "Command rules": own and built-in ones, and a field to try a command.
class PolicyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyPage(const ExecServices &services, QWidget *parent = nullptr);

private:
    QWidget *makeButtons();
    QWidget *makeTrial();
    void setUpTable();
    void refresh();
    void edit(bool isNew);
    void remove();
    void updateButtons();
    void judge();

    ExecServices m_services;
    RuleModel *m_model;
    QTableView *m_table;
    widgets::Banner *m_banner;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QLineEdit *m_trial;
    QComboBox *m_environment;
    widgets::StatusGlyph *m_verdict;
};

} // namespace aiops::exec
