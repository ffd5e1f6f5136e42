#pragma once

#include "features/myspace/bulkedit.h"
#include "features/myspace/gui/formdialog.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QTableView;

namespace aiops::widgets {
class Label;
}

namespace aiops::myspace {

class Actions;
class BulkPreview;

/// Changes many instances in one step. What is ticked is set; every change stands in a table before it is made.
class BulkDialog final : public FormDialog
{
    Q_OBJECT

public:
    BulkDialog(Actions &actions, const QList<InstanceId> &ids, QWidget *parent);
    void focusField(const QString &name); ///< "user", "port", "environment", "group", "addTags", "removeTags", "project"

private:
    struct Row { QString name; QCheckBox *box; QWidget *control; };
    void addRow(QGridLayout *grid, const QString &name, const QString &title, QWidget *control);
    void addControls(QGridLayout *grid);
    void addPreview();
    bool isSet(const QString &name) const;
    Result<BulkEdit> edit() const;
    Result<QStringList> tagsOf(const QLineEdit *line) const;
    void showPlan();
    void save() override;

    Actions &m_actions;
    QList<InstanceId> m_ids;
    QList<Row> m_rows;
    QLineEdit *m_user;
    QLineEdit *m_port;
    QLineEdit *m_addTags;
    QLineEdit *m_removeTags;
    QComboBox *m_environment;
    QComboBox *m_group;
    QComboBox *m_project;
    widgets::Label *m_summary;
    QTableView *m_table;
    BulkPreview *m_preview;
    BulkPlan m_plan;
};

} // namespace aiops::myspace
