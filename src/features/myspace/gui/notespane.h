#pragma once

#include "features/myspace/gui/notesview.h"

#include "core/ids.h"

namespace aiops::myspace {

class Actions;

/// The notes of an instance, for its page: shown, edited, stored as one undoable step.
QWidget *createInstanceNotes(Actions &actions, InstanceId id, QWidget *parent);
/// Those of a project. `id` may change: the view belongs to the page.
void saveProjectNotes(Actions &actions, ProjectId id, NotesView *view, const QString &markdown);

} // namespace aiops::myspace
