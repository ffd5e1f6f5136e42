#pragma once

#include "features/exec/gui/execservices.h"
#include "shell/dialog.h"

class QComboBox;
class QLineEdit;

namespace aiops::widgets {
class Banner;
}

namespace aiops::exec {

/// Adds or changes a command rule.
class RuleDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    RuleDialog(const team::CommandRule &rule, const ExecServices &services, QWidget *parent);

private:
    void add(const QString &name, const QString &label, QWidget *control, const QString &hint = {});
    void fill();
    void save();

    team::CommandRule m_rule;
    ExecServices m_services;
    widgets::Banner *m_banner;
    QLineEdit *m_name;
    QComboBox *m_effect;
    QComboBox *m_kind;
    QLineEdit *m_pattern;
    QComboBox *m_environment;
    QComboBox *m_project;
    QComboBox *m_role;
    QPushButton *m_save;
};

} // namespace aiops::exec
