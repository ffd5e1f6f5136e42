#include "features/myspace/gui/linkdialog.h"

#include "features/myspace/gui/actions.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"

#include <QComboBox>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

LinkDialog::LinkDialog(Actions &actions, const QList<InstanceId> &ids, QWidget *parent)
    : FormDialog(ids.size() == 1 ? tr("Add to project") : tr("Add %n instances to project", nullptr, int(ids.size())),
                 tr("Add to project"), parent),
      m_actions(actions), m_ids(ids), m_project(new QComboBox)
{
    setObjectName(u"linkDialog"_s);
    for (const inventory::Project &project : actions.estate().projects())
        m_project->addItem(project.name, project.id.toString());
    addControl(u"projectCombo"_s, tr("Project"), m_project);
    m_role = addField(u"roleEdit"_s, tr("Role"));
    m_role->setHint(tr("What it does there, such as web or db. May stay empty."));
}

void LinkDialog::save()
{
    setBusy(true);
    banner()->clear();
    const ProjectId project = ProjectId::parse(m_project->currentData().toString());
    const QString text = tr("%1 added to %2").arg(m_actions.nameOf(m_ids), m_project->currentText());
    deliver(m_actions.changes().link(project, m_ids, m_role->edit()->text().trimmed()), this, [this, text](const Status &status) {
        setBusy(false);
        if (!status)
            return banner()->showError(status.error());
        m_actions.toastUndo(text);
        accept();
    });
}

} // namespace aiops::myspace
