#include "features/myspace/gui/notespane.h"

#include "features/myspace/gui/actions.h"
#include "shell/navigator.h"

namespace aiops::myspace {

using namespace inventory;

namespace {

void undoLater(Actions &actions, const QString &text)
{
    Inventory &inventory = actions.estate().inventory();
    actions.navigator().toast(text, NotesView::tr("Undo"), [&actions, &inventory, step = inventory.undo().undoNumber()] {
        auto permit = actions.changes().permit(team::Action::InventoryUndo, InstanceId());
        if (permit && inventory.undo().undoNumber() == step)
            inventory.undo().undo(*std::move(permit));
    });
}

template <typename T>
void finish(Actions &actions, Future<T> future, NotesView *view, const QString &text)
{
    deliver(future, view, [&actions, view, text](const Result<T> &done) {
        if (!done)
            return view->refused(done.error());
        view->saved();
        undoLater(actions, text);
    });
}

void saveInstanceNotes(Actions &actions, InstanceId id, NotesView *view, const QString &markdown)
{
    Inventory &inventory = actions.estate().inventory();
    auto permit = actions.changes().permit(team::Action::InstanceEdit, id);
    if (!permit)
        return view->refused(permit.error());
    const Instance *instance = actions.estate().instance(id);
    const QString text = NotesView::tr("Notes of %1 saved").arg(instance ? instance->name : QString());
    const auto recording = inventory.record(text);
    finish(actions, inventory.editInstance(*std::move(permit), id, {.notes = markdown}), view, text);
}

} // namespace

QWidget *createInstanceNotes(Actions &actions, InstanceId id, QWidget *parent)
{
    auto *view = new NotesView(NotesView::tr("this host"), parent);
    const auto read = [&actions, id, view] {
        if (const Instance *instance = actions.estate().instance(id))
            view->setNotes(instance->notes);
    };
    QObject::connect(&actions.estate(), &Estate::changed, view, read);
    QObject::connect(view, &NotesView::saveWanted, view, [&actions, id, view](const QString &markdown) {
        saveInstanceNotes(actions, id, view, markdown);
    });
    read();
    return view;
}

void saveProjectNotes(Actions &actions, ProjectId id, NotesView *view, const QString &markdown)
{
    Inventory &inventory = actions.estate().inventory();
    auto permit = actions.changes().permit(team::Action::ProjectEdit, id);
    if (!permit)
        return view->refused(permit.error());
    const Project *project = actions.estate().project(id);
    const QString text = NotesView::tr("Notes of %1 saved").arg(project ? project->name : QString());
    const auto recording = inventory.record(text);
    finish(actions, inventory.editProject(*std::move(permit), id, {.notes = markdown}), view, text);
}

} // namespace aiops::myspace
