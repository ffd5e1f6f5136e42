#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "storage/changeset.h"

#include <QObject>

#include <functional>
#include <memory>

namespace aiops::storage {
class Database;
}

namespace aiops::inventory {

/// What can be taken back of this process's own changes, newest last; it ends with the process. A step that cannot be
/// undone any more (somebody changed the same value meanwhile) is dropped with its error. Main thread.
class UndoStack final : public QObject
{
    Q_OBJECT

public:
    explicit UndoStack(storage::Database &database, QObject *parent = nullptr);

    bool canUndo() { return !undoSteps().isEmpty() && !m_busy; }
    bool canRedo() { return !redoSteps().isEmpty() && !m_busy; }
    QString undoText() { return undoSteps().isEmpty() ? QString() : m_undo.constLast().text; }
    QString redoText() { return redoSteps().isEmpty() ? QString() : m_redo.constLast().text; }
    qint64 undoNumber() { return undoSteps().isEmpty() ? 0 : m_undo.constLast().number; } ///< tells steps apart

    /// The text of what was undone. Errors NotFound (nothing to undo), Busy, Conflict, and those of the database.
    Future<QString> undo(Permit permit);
    Future<QString> redo(Permit permit);

    /// For Database::command(): makes a step of a change, which forgets what could be done again. The step is here as soon
    /// as the future of the change has finished, whether or not this thread has been in its event loop since.
    std::function<void(storage::ChangeSet)> recorder(const QString &text);

signals:
    void changed();

private:
    struct Step
    {
        QString text;
        storage::ChangeSet changes;
        qint64 number = 0;
    };
    class Inbox; ///< steps from the writer thread
    void collect();  ///< what has come into the inbox
    void announce(); ///< emits changed() when something has
    const QList<Step> &undoSteps() { return collect(), m_undo; }
    const QList<Step> &redoSteps() { return collect(), m_redo; }
    Future<QString> revert(QList<Step> UndoStack::*from, QList<Step> UndoStack::*to, Permit permit);
    void append(QList<Step> &list, Step step);

    storage::Database &m_database;
    QList<Step> m_undo;
    QList<Step> m_redo;
    qint64 m_lastNumber = 0;
    bool m_busy = false;
    bool m_hasNews = false; ///< collected, not announced
    std::shared_ptr<Inbox> m_inbox;
};

} // namespace aiops::inventory
