#pragma once

#include "features/myspace/gui/formdialog.h"
#include "core/error.h"
#include "core/ids.h"

class QComboBox;

namespace aiops::myspace {

class Actions;

/// Puts instances into a project, with the role that they have there.
class LinkDialog final : public FormDialog
{
    Q_OBJECT

public:
    LinkDialog(Actions &actions, const QList<InstanceId> &ids, QWidget *parent);

private:
    void save() override;

    Actions &m_actions;
    QList<InstanceId> m_ids;
    QComboBox *m_project;
    widgets::Field *m_role;
};

} // namespace aiops::myspace
