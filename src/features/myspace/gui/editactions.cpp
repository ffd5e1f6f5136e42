// The part of Actions that edits what can be undone: many at once, groups, saved views, undo itself.
#include "features/myspace/gui/actions.h"

#include "features/myspace/gui/bulkdialog.h"
#include "features/myspace/gui/groupdialog.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

void Actions::bulkEdit(const QList<InstanceId> &ids, QWidget *parent, const QString &field)
{
    auto *dialog = new BulkDialog(*this, ids, parent);
    dialog->focusField(field);
    dialog->open();
}

void Actions::apply(const QList<InstanceChange> &changes, const QString &text)
{
    deliver(m_changes.apply(changes, text), this, [this, text](const Result<QList<InstanceId>> &done) {
        done ? toastUndo(text) : report(text, done.error());
    });
}

void Actions::addToProject(ProjectId to, const QList<InstanceId> &ids, bool moved)
{
    const Project *project = m_estate.project(to);
    if (!project || ids.isEmpty())
        return;
    const QString text = (moved ? tr("%1 moved to %2") : tr("%1 added to %2")).arg(nameOf(ids), project->name);
    const View &view = m_estate.view();
    const ProjectId from = view.kind == View::OneProject ? view.project : ProjectId();
    deliver(m_changes.addToProject(to, ids, moved, from, text), this, [this, text](const Result<QList<InstanceId>> &done) {
        if (!done)
            report(text, done.error());
        else if (done->isEmpty())
            m_navigator.toast(tr("They are in it already"));
        else
            toastUndo(text);
    });
}

void Actions::addToGroup(GroupId to, const QList<InstanceId> &ids)
{
    const Group *group = m_estate.inheritance().group(to);
    QList<InstanceChange> changes;
    for (const InstanceId id : ids) {
        if (const Instance *instance = m_estate.instance(id); instance && instance->group != to)
            changes.append({.id = id, .values = {.group = to}});
    }
    if (group && !changes.isEmpty())
        apply(changes, tr("%1 put into %2").arg(nameOf(ids), group->name));
}

void Actions::toastUndo(const QString &text)
{
    const qint64 step = m_estate.inventory().undo().undoNumber();
    if (step == 0)
        return m_navigator.toast(text);
    m_navigator.toast(text, tr("Undo"), [self = QPointer(this), step] {
        if (self && self->m_estate.inventory().undo().undoNumber() == step)
            self->undo();
    });
}

void Actions::undo()
{
    deliver(m_changes.undo(), this, [this](const Result<QString> &done) {
        done ? m_navigator.toast(tr("Undone: %1").arg(*done)) : report(tr("Undo"), done.error());
    });
}

void Actions::redo()
{
    deliver(m_changes.redo(), this, [this](const Result<QString> &done) {
        done ? toastUndo(tr("Done again: %1").arg(*done)) : report(tr("Redo"), done.error());
    });
}

void Actions::newGroup(GroupId parent, QWidget *window)
{
    (new GroupDialog(*this, {.parent = parent}, window))->open();
}

void Actions::editGroup(GroupId id, QWidget *parent)
{
    if (const Group *group = m_estate.inheritance().group(id))
        (new GroupDialog(*this, *group, parent))->open();
}

void Actions::moveGroup(GroupId id, GroupId to)
{
    const Group *group = m_estate.inheritance().group(id);
    if (!group || group->parent == to || m_estate.inheritance().isBelow(to, id))
        return;
    Group moved = *group;
    moved.parent = to;
    deliver(m_changes.saveGroup(moved), this, [this, name = group->name](const Result<Group> &done) {
        done ? toastUndo(tr("%1 moved").arg(name)) : report(name, done.error());
    });
}

void Actions::removeGroup(GroupId id, QWidget *parent)
{
    const Group *group = m_estate.inheritance().group(id);
    if (!group)
        return;
    const QString name = group->name;
    const int count = m_estate.countIn(id);
    const QString text = tr("Its %n instances and the groups in it move up. They no longer get user, port, credential, jump host or "
                            "environment from it. You can undo this for 20 s.", nullptr, count);
    shell::Confirmation::ask(parent, {.title = tr("Remove the group %1?").arg(name), .text = text, .confirm = tr("Remove group")},
                             [self = QPointer(this), id, name] {
        if (!self)
            return;
        deliver(self->m_changes.removeGroup(id), self.data(), [self, name](const Status &done) {
            done ? self->toastUndo(tr("Group %1 removed").arg(name)) : self->report(name, done.error());
        });
    });
}

void Actions::saveView(const SavedView &view)
{
    deliver(m_changes.saveView(view), this, [this, name = view.name](const Result<SavedView> &done) {
        done ? toastUndo(tr("View %1 saved").arg(name)) : report(name, done.error());
    });
}

void Actions::removeView(const SavedView &view)
{
    deliver(m_changes.removeView(view), this, [this, name = view.name](const Status &done) {
        done ? toastUndo(tr("View %1 deleted").arg(name)) : report(name, done.error());
    });
}

} // namespace aiops::myspace
