#pragma once

#include "features/myspace/gui/formdialog.h"
#include "inventory/inventory.h"

class QButtonGroup;
class QPlainTextEdit;

namespace aiops::myspace {

class Actions;

/// Makes a project, or edits one. The slug follows the name until it is typed.
class ProjectDialog final : public FormDialog
{
    Q_OBJECT

public:
    ProjectDialog(Actions &actions, ProjectId id, QWidget *parent); ///< a null id makes one

private:
    QWidget *makeSwatches();
    void pick(const QString &color);
    void fill();
    void save() override;

    Actions &m_actions;
    ProjectId m_id;
    widgets::Field *m_name;
    widgets::Field *m_slug;
    widgets::Field *m_hex = nullptr;
    widgets::Field *m_description = nullptr;
    QButtonGroup *m_swatches;
};

/// Makes an organization, or renames one.
class OrganizationDialog final : public FormDialog
{
    Q_OBJECT

public:
    OrganizationDialog(Actions &actions, OrganizationId id, QWidget *parent);

private:
    void save() override;

    Actions &m_actions;
    OrganizationId m_id;
    widgets::Field *m_name;
};

} // namespace aiops::myspace
